import { answering } from "@/app/api/_http/answering";
import { ENDPOINTS } from "@/app/api/_http/endpoints";
import { getSubnet } from "@/lib/inventory/get-subnet";

export const GET = answering(ENDPOINTS.getSubnet, ({ path }) => getSubnet(path.subnetId));
