import { z } from "zod";
import { answerOf, timestampSchema } from "@/lib/domain/api/common";
import { publicProblemSchema } from "@/lib/domain/api/health";
import { CALLER_KINDS } from "@/lib/domain/shortage/caller";
import { SUBNET_EVIDENCE } from "@/lib/domain/shortage/event-subnet";
import { FINDING_KINDS } from "@/lib/domain/shortage/finding";
import { LOOK_ALIKES, SHORTAGE_KINDS } from "@/lib/domain/shortage/shortage-kind";
import { BUCKET_READINGS } from "@/lib/domain/shortage/timeline";
import { READING_STATUSES } from "@/lib/domain/shortage/trail-reading";

export const shortageKindSchema = z.enum(SHORTAGE_KINDS);
export const callerKindSchema = z.enum(CALLER_KINDS);
export const findingKindSchema = z.enum(FINDING_KINDS);

export const timeRangeSchema = z.object({ fromMs: timestampSchema, toMs: timestampSchema }).describe("half open");

/** How far CloudTrail was read; without this a count of events says nothing. */
export const eventReadingSchema = z.object({
  status: z.enum(READING_STATUSES),
  /** `LookupEvents`, or what a trail is asked with. */
  source: z.string(),
  readBy: z.string().nullable().describe("of `elsewhere`: the process that reads into the same store; null: this one"),
  covered: z.array(timeRangeSchema).describe("time in the range that was read for every call, oldest first"),
  isComplete: z.boolean().describe("all of the range was read, but for the minutes by which delivery lags"),
  remainingMs: z.int().nullable().describe("how long reading the rest takes at two requests a second; null: not known"),
  readEventCount: z.int().nullable().describe("events read since the process started, successes included"),
  problem: publicProblemSchema.extend({ iamAction: z.string().nullable() }).nullable(),
  store: z.object({
    status: z.enum(["open", "opening", "unavailable"]),
    problem: publicProblemSchema.nullable(),
  }),
});
export type EventReading = z.infer<typeof eventReadingSchema>;

const namedSchema = z.object({ id: z.string(), name: z.string().nullable() });

export const eventCallerSchema = z.object({
  kind: callerKindSchema.nullable(),
  id: z.string().nullable().describe("the instance, else the session, else the role"),
  instanceId: z.string().nullable(),
  nodeName: z.string().nullable(),
  isKnownNode: z.boolean().describe("the instance is in the present snapshot"),
  clusterName: z.string().nullable(),
});
export type EventCaller = z.infer<typeof eventCallerSchema>;

/** One finding of one event of CloudTrail. */
export const trailFindingSchema = z.object({
  eventId: z.string(),
  ordinal: z.int().describe("0 for the first finding of its event"),
  eventName: z.string(),
  eventTime: timestampSchema.nullable(),
  listedAt: timestampSchema.describe("the event's time, else the time at which it was read"),
  kind: findingKindSchema,
  code: z.string().nullable(),
  message: z.string().nullable(),
  subnet: namedSchema.nullable(),
  subnetEvidence: z.enum(SUBNET_EVIDENCE).nullable(),
  vpc: namedSchema.nullable(),
  eniId: z.string().nullable(),
  caller: eventCallerSchema,
});
export type TrailFinding = z.infer<typeof trailFindingSchema>;

export const incidentCallerSchema = eventCallerSchema.extend({
  firstAt: timestampSchema,
  lastAt: timestampSchema,
  callCount: z.int(),
  retryEveryMs: z.int().nullable(),
});
export type IncidentCallerView = z.infer<typeof incidentCallerSchema>;

export const incidentSchema = z.object({
  id: z.string(),
  subnet: namedSchema.nullable().describe("null: no event says which"),
  vpc: namedSchema.nullable(),
  kinds: z.array(shortageKindSchema),
  firstAt: timestampSchema,
  lastAt: timestampSchema,
  isOngoing: z.boolean().describe("its last failure is among the newest that can have been delivered"),
  callCount: z.int(),
  callsPerMinute: z.number().nullable(),
  windowCount: z.int().describe("two-minute windows in which a caller failed, summed over the callers"),
  nodeCount: z.int(),
  podCount: z.int().nullable().describe("pods that waited; null while Kubernetes is not connected"),
  clusterNames: z.array(z.string()),
  callers: z
    .array(incidentCallerSchema)
    .describe("most calls first, at most 20; of the incident that was asked for at most 1000"),
  callerCount: z.int().describe("how many there are"),
  messages: z.array(
    z.object({
      kind: shortageKindSchema,
      code: z.string().nullable(),
      message: z.string().nullable(),
      callCount: z.int(),
    }),
  ),
  /** Free addresses of the subnet in the snapshots of that time; null when there was none. */
  freeThen: z.object({ low: z.int(), high: z.int() }).nullable(),
});
export type Incident = z.infer<typeof incidentSchema>;

export const timelineBucketSchema = z.object({
  fromMs: timestampSchema,
  toMs: timestampSchema,
  counts: z.record(shortageKindSchema, z.int()),
  reading: z.enum(BUCKET_READINGS).describe("of a bucket that was not read, 0 says nothing"),
});
export type TimelineBucketView = z.infer<typeof timelineBucketSchema>;

/** What is taken for a shortage and is none, and what failed otherwise. */
export const otherFindingSchema = z.object({
  kind: z.enum([...LOOK_ALIKES, "other-failure"]),
  code: z.string().nullable(),
  message: z.string().nullable().describe("of the newest"),
  callCount: z.int(),
  callerCount: z.int(),
  firstAt: timestampSchema,
  lastAt: timestampSchema,
  newestEventId: z.string(),
});
export type OtherFinding = z.infer<typeof otherFindingSchema>;

/** The shortages of one subnet over a range of time. */
export const subnetShortagesSchema = z.object({
  subnet: namedSchema.nullable().describe("null: of calls whose subnet is not known"),
  vpc: namedSchema.nullable(),
  incidentCount: z.int(),
  callCount: z.int(),
  windowCount: z.int(),
  nodeCount: z.int(),
  isOngoing: z.boolean(),
  lastAt: timestampSchema,
  kinds: z.array(shortageKindSchema),
  buckets: z.array(z.int()).describe("failed calls in the buckets of `timeline`"),
  /** As the subnet's own page has it now; null where the snapshot does not know. */
  freeAddressCount: z.int().nullable(),
  utilizationRatio: z.number().nullable(),
});
export type SubnetShortages = z.infer<typeof subnetShortagesSchema>;

const facetSchema = z.object({ value: z.string(), label: z.string(), callCount: z.int() });
export type EventFacet = z.infer<typeof facetSchema>;

/** What the filters can choose from: what occurs in the range, all filters aside, the most frequent first. */
export const eventFacetsSchema = z.object({
  vpc: z.array(facetSchema),
  subnet: z.array(facetSchema),
  cluster: z.array(facetSchema),
  caller: z.array(facetSchema),
  kind: z.array(facetSchema),
});
export type EventFacets = z.infer<typeof eventFacetsSchema>;

export const eventsSchema = z.object({
  range: timeRangeSchema,
  reading: eventReadingSchema,
  facets: eventFacetsSchema,
  callCount: z.int().describe("failed calls that are shortages"),
  unreadableCount: z.int(),
  timeline: z.array(timelineBucketSchema),
  incidents: z.array(incidentSchema).describe("a page of them, newest first"),
  incidentCount: z.int().describe("of the whole range, as every count here"),
  ongoingCount: z.int().describe("incidents that go on"),
  nodeCount: z.int().describe("nodes whose calls failed"),
  nextIncidents: z.string().nullable().describe("give it as `incidentsAfter` for what follows; null at the end"),
  subnets: z.array(subnetShortagesSchema).describe("the most affected first"),
  others: z.array(otherFindingSchema).describe("look-alikes and other failures, most frequent first"),
  incident: incidentSchema.nullable().describe("the one asked for, with all its callers; null: none, or not there"),
  incidentId: z.string().nullable().describe("the incident asked for, by its present id; null: none, or not there"),
  /** A page of the findings, newest first; those of one incident if asked for. */
  findings: z.array(trailFindingSchema),
  next: z.string().nullable().describe("give it as `after` for what follows; null at the end"),
});
export type EventsView = z.infer<typeof eventsSchema>;
export const eventsAnswerSchema = answerOf(eventsSchema);

export const exportedEventsSchema = z.union([z.array(incidentSchema), z.array(trailFindingSchema)]);

export const rawEventSchema = z.object({
  eventId: z.string(),
  eventName: z.string(),
  eventTime: timestampSchema.nullable(),
  readAt: timestampSchema,
  text: z.string().nullable().describe("as CloudTrail sent it, byte by byte; null where the record had none"),
  isJson: z.boolean(),
  findings: z.array(trailFindingSchema).describe("what was found in it"),
});
export type RawEventView = z.infer<typeof rawEventSchema>;
export const rawEventAnswerSchema = answerOf(rawEventSchema);
