import { trying } from "@/app/api/_http/answering";
import { ENDPOINTS } from "@/app/api/_http/endpoints";
import { getDemoStatus, withSource } from "@/lib/inventory/demo-comparison";

export const GET = trying(ENDPOINTS.getDemo, () => withSource(getDemoStatus));
