import { reporting } from "@/app/api/_http/answering";
import { ENDPOINTS } from "@/app/api/_http/endpoints";
import { getProgress } from "@/lib/inventory/get-progress";

export const GET = reporting(ENDPOINTS.getProgress, getProgress);
