import { streaming } from "@/app/api/_http/answering";
import { ENDPOINTS } from "@/app/api/_http/endpoints";
import { streamedFile } from "@/app/api/_http/streaming";
import { FINDING_VALUES } from "@/components/events/finding-values";
import { INCIDENT_VALUES } from "@/components/events/incident-values";
import { exportCalls, exportIncidents } from "@/lib/inventory/events/export-events";

export const GET = streaming(ENDPOINTS.exportEvents, async ({ rows, format = "csv", ...asked }) => {
  if (rows === "incidents") {
    const outcome = await exportIncidents(asked);
    if (outcome.kind !== "rows") return outcome;
    return streamedFile({ ...outcome, format, values: INCIDENT_VALUES, fileName: "shortage-incidents" });
  }
  const outcome = await exportCalls(asked);
  if (outcome.kind !== "rows") return outcome;
  return streamedFile({ ...outcome, format, values: FINDING_VALUES, fileName: "shortage-events" });
});
