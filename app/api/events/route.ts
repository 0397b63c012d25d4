import { answering } from "@/app/api/_http/answering";
import { ENDPOINTS } from "@/app/api/_http/endpoints";
import { getEvents } from "@/lib/inventory/events/get-events";

export const GET = answering(ENDPOINTS.getEvents, ({ query }) => getEvents(query));
