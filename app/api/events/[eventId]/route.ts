import { answering } from "@/app/api/_http/answering";
import { ENDPOINTS } from "@/app/api/_http/endpoints";
import { getRawEvent } from "@/lib/inventory/events/get-raw-event";

export const GET = answering(ENDPOINTS.getEvent, ({ path }) => getRawEvent(path.eventId));
