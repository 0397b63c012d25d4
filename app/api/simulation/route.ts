import { answering } from "@/app/api/_http/answering";
import { ENDPOINTS } from "@/app/api/_http/endpoints";
import { getSimulationScope } from "@/lib/inventory/get-simulation-scope";

export const GET = answering(ENDPOINTS.getSimulationScope, ({ query }) => getSimulationScope(query));
