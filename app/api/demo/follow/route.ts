import { acting } from "@/app/api/_http/answering";
import { ENDPOINTS } from "@/app/api/_http/endpoints";
import { followDemo, withSource } from "@/lib/inventory/demo-comparison";

export const POST = acting(ENDPOINTS.followDemo, (body) => withSource((source) => followDemo(source, body)));
