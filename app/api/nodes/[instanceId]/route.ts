import { answering } from "@/app/api/_http/answering";
import { ENDPOINTS } from "@/app/api/_http/endpoints";
import { getNode } from "@/lib/inventory/get-node";

export const GET = answering(ENDPOINTS.getNode, ({ path }) => getNode(path.instanceId));
