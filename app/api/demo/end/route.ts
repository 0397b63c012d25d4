import { acting } from "@/app/api/_http/answering";
import { ENDPOINTS } from "@/app/api/_http/endpoints";
import { endDemoComparison, withSource } from "@/lib/inventory/demo-comparison";
import { renewStore } from "@/lib/inventory/snapshot-store";

export const POST = acting(ENDPOINTS.endDemo, async (body) => {
  const ended = await withSource((source) => endDemoComparison(source, body));
  // The screens show what has become of the account, and its settings of now.
  if (ended.kind === "done") await renewStore();
  return ended;
});
