import type { Migration } from "@/lib/history/migrations/migration";

/** Finds the events that an older release judged without reading all of them. */
export const JUDGEMENT_INDEX: Migration = {
  version: 2,
  name: "judgement version",
  statements: ["create index trail_event_by_judgement on eniscope.trail_event (judgement_version, event_seq)"],
};
