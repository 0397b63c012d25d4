import { reporting } from "@/app/api/_http/answering";
import { ENDPOINTS } from "@/app/api/_http/endpoints";
import { getHealth } from "@/lib/inventory/get-health";

export const GET = reporting(ENDPOINTS.getHealth, getHealth, ({ status }) => (status === "unavailable" ? 503 : 200));
