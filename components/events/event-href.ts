import type { Route } from "next";

/** The page of one event. Ids of events are other people's text. */
export const eventHref = (eventId: string): Route => `/events/${encodeURIComponent(eventId)}` as Route;
