import { reporting } from "@/app/api/_http/answering";
import { ENDPOINTS } from "@/app/api/_http/endpoints";
import { getProgress } from "@/lib/inventory/get-progress";
import { refreshStore } from "@/lib/inventory/snapshot-store";

export const POST = reporting(ENDPOINTS.refresh, async () => {
  await refreshStore();
  return getProgress();
});
