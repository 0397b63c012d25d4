import { answering } from "@/app/api/_http/answering";
import { ENDPOINTS } from "@/app/api/_http/endpoints";
import { getVpc } from "@/lib/inventory/get-vpc";

export const GET = answering(ENDPOINTS.getVpc, ({ path }) => getVpc(path.vpcId));
