import { acting } from "@/app/api/_http/answering";
import { ENDPOINTS } from "@/app/api/_http/endpoints";
import { beginDemoComparison, withSource } from "@/lib/inventory/demo-comparison";

export const POST = acting(ENDPOINTS.beginDemo, (body) => withSource((source) => beginDemoComparison(source, body)));
