import { answering } from "@/app/api/_http/answering";
import { ENDPOINTS } from "@/app/api/_http/endpoints";
import { listVpcs } from "@/lib/inventory/list-vpcs";

export const GET = answering(ENDPOINTS.listVpcs, listVpcs);
