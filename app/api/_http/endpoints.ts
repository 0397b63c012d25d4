import { z } from "zod";
import { wholeNumber } from "@/app/api/_http/query";
import { EXPORT_FORMATS } from "@/app/api/_http/streaming";
import { answerOf } from "@/lib/domain/api/common";
import {
  demoBeginSchema,
  demoBegunSchema,
  demoEndedSchema,
  demoEndSchema,
  demoFollowedSchema,
  demoFollowSchema,
  demoStatusSchema,
} from "@/lib/domain/api/demo";
import { eventsAnswerSchema, exportedEventsSchema, rawEventAnswerSchema } from "@/lib/domain/api/event";
import { healthSchema, progressAnswerSchema } from "@/lib/domain/api/health";
import { nodeAnswerSchema, searchAnswerSchema } from "@/lib/domain/api/node";
import { simulationScopeAnswerSchema } from "@/lib/domain/api/simulation";
import { addressMapSchema, addressPageSchema, subnetAnswerSchema } from "@/lib/domain/api/subnet";
import { vpcAnswerSchema, vpcListAnswerSchema } from "@/lib/domain/api/vpc";
import { parseInstant, RANGE_NAMES } from "@/lib/domain/shortage/asked-range";
import { CALLER_KINDS } from "@/lib/domain/shortage/caller";
import { FINDING_KINDS } from "@/lib/domain/shortage/finding";

/** What the server answers at one path: read by the route, by the OpenAPI document and by the tests. */
export interface Endpoint<Parameter extends string, Query extends z.ZodObject, Answer extends z.ZodType> {
  /** As OpenAPI writes it: /api/vpcs/{vpcId}. */
  readonly path: string;
  readonly method: "get" | "post";
  readonly summary: string;
  readonly description?: string;
  /** `{ parameter in the path → an example }` */
  readonly pathParameters: Readonly<Record<Parameter, string>>;
  readonly query: Query;
  readonly answer: Answer;
  /** The answer may come as this instead, a text. */
  readonly otherMediaType?: string;
  /** What a POST carries as JSON; absent: nothing. */
  readonly body?: z.ZodObject;
  /** Problems beside those that every endpoint may have: `{ HTTP status → when }`. */
  readonly problems?: Readonly<Record<number, string>>;
  /** Whether the answer is made from a snapshot: then it has an ETag, and may be missing while the first is collected. */
  readonly isFromSnapshot: boolean;
  /** It also rests on what changes without a new snapshot, so that no ETag stands for it. */
  readonly isLive?: boolean;
}

const endpoint = <Parameter extends string, Query extends z.ZodObject, Answer extends z.ZodType>(
  definition: Endpoint<Parameter, Query, Answer>,
) => definition;

const noQuery = z.strictObject({});
/** An instant in ISO 8601 with its zone: without one it would mean the reader's or the server's. */
const instant = z
  .string()
  .transform((text, context) => {
    const at = parseInstant(text);
    if (at !== null) return at;
    context.addIssue("no instant");
    return z.NEVER;
  })
  .meta({ description: "an instant such as 2026-03-01T14:00:00Z", type: "string", format: "date-time" });

const addressesAnswerSchema = answerOf(z.union([addressPageSchema, addressMapSchema]));

const DEMO_PROBLEMS = {
  404: "Eniscope reads another source than the embedded account, or the account has no such cluster or subnet",
  409: "Another comparison runs, the pause has ended, or the rollout cannot be made or predicted",
};

const VPC_ID = { vpcId: "vpc-0123456789abcdef0" };
const SUBNET_ID = { subnetId: "subnet-0123456789abcdef0" };

/** What of the events is asked for. */
const eventFilter = {
  range: z.enum(RANGE_NAMES).exactOptional().meta({ description: "1h, 6h, 24h, 3d, 7d, 30d or 90d, ending now" }),
  from: instant.exactOptional(),
  to: instant.exactOptional(),
  vpc: z.string().max(64).exactOptional().meta({ description: "a VPC's id, or unknown" }),
  subnet: z.string().max(64).exactOptional().meta({ description: "a subnet's id, or unknown" }),
  cluster: z.string().max(128).exactOptional().meta({ description: "a cluster's name, or unknown" }),
  caller: z
    .enum([...CALLER_KINDS, "unknown"])
    .exactOptional()
    .meta({ description: `one of ${CALLER_KINDS.join(", ")}` }),
  node: z.string().max(64).exactOptional().meta({ description: "an instance's id" }),
  kind: z
    .enum(FINDING_KINDS)
    .exactOptional()
    .meta({ description: `one of ${FINDING_KINDS.join(", ")}` }),
  incident: z.string().max(256).exactOptional().meta({ description: "an incident's id, or the id of an event in it" }),
};

export const ENDPOINTS = {
  listVpcs: endpoint({
    path: "/api/vpcs",
    method: "get",
    summary: "All VPCs, the one that runs out of addresses next first",
    pathParameters: {},
    query: noQuery,
    answer: vpcListAnswerSchema,
    isFromSnapshot: true,
  }),
  getVpc: endpoint({
    path: "/api/vpcs/{vpcId}",
    method: "get",
    summary: "One VPC with its subnets",
    pathParameters: VPC_ID,
    query: noQuery,
    answer: vpcAnswerSchema,
    isFromSnapshot: true,
  }),
  getSubnet: endpoint({
    path: "/api/subnets/{subnetId}",
    method: "get",
    summary: "One subnet: its figures, and who holds its addresses",
    pathParameters: SUBNET_ID,
    query: noQuery,
    answer: subnetAnswerSchema,
    isFromSnapshot: true,
  }),
  getAddresses: endpoint({
    path: "/api/subnets/{subnetId}/addresses",
    method: "get",
    summary: "A subnet's addresses: each one's story, page by page, or the class of all at once",
    description:
      "format=page (the default) gives the story of up to `limit` addresses from `from` on; ask again with `next`. " +
      "format=map gives the class of every address as run lengths, and takes neither `from` nor `limit`.",
    pathParameters: SUBNET_ID,
    query: z.strictObject({
      format: z.enum(["page", "map"]).exactOptional().meta({ description: "page or map" }),
      from: z.ipv4().exactOptional().meta({ description: "an IPv4 address of the subnet, such as 10.0.0.16" }),
      limit: wholeNumber(1, 4096).exactOptional().meta({ description: "a whole number, 1 to 4096; 256 when absent" }),
    }),
    answer: addressesAnswerSchema,
    isFromSnapshot: true,
  }),
  getNode: endpoint({
    path: "/api/nodes/{instanceId}",
    method: "get",
    summary: "One instance, EKS node or not: its ENIs in device order, and what each slot holds",
    pathParameters: { instanceId: "i-0123456789abcdef0" },
    query: noQuery,
    answer: nodeAnswerSchema,
    isFromSnapshot: true,
  }),
  getSimulationScope: endpoint({
    path: "/api/simulation",
    method: "get",
    summary: "What the simulator needs of the nodes of a VPC, a subnet or a cluster",
    description:
      "Exactly one of vpc, subnet and cluster. Addresses are offsets in their subnet, as steps: a positive one is the " +
      "distance from the offset before (the first counts from -1), a negative one says that so many more follow one by one.",
    pathParameters: {},
    query: z.strictObject({
      vpc: z.string().max(64).exactOptional().meta({ description: "a VPC's id" }),
      subnet: z.string().max(64).exactOptional().meta({ description: "a subnet's id" }),
      cluster: z.string().max(128).exactOptional().meta({ description: "a cluster's name" }),
    }),
    answer: simulationScopeAnswerSchema,
    isFromSnapshot: true,
  }),
  getEvents: endpoint({
    path: "/api/events",
    method: "get",
    summary: "Calls that failed for want of addresses, folded into incidents, with a page of the events behind them",
    description:
      "The last 24 hours unless `range`, or `from` and `to`, say otherwise. `reading` says how far CloudTrail was read: " +
      "of what was not, no count says anything. Answers at once with what is known; ask again while `reading.status` is reading or elsewhere. " +
      "Every count is of the whole range, however many calls failed; `incidents` and `findings` are pages.",
    pathParameters: {},
    query: z.strictObject({
      ...eventFilter,
      incidentLimit: wholeNumber(1, 1000)
        .exactOptional()
        .meta({ description: "incidents a page, a whole number, 1 to 1000; 200 when absent" }),
      incidentsAfter: z.string().max(300).exactOptional().meta({ description: "`nextIncidents` of the page before" }),
      limit: wholeNumber(1, 1000)
        .exactOptional()
        .meta({ description: "calls a page, a whole number, 1 to 1000; 100 when absent" }),
      after: z.string().max(300).exactOptional().meta({ description: "`next` of the page before" }),
    }),
    answer: eventsAnswerSchema,
    isFromSnapshot: true,
    isLive: true,
  }),
  exportEvents: endpoint({
    path: "/api/events/export",
    method: "get",
    summary: "All incidents, or all failed calls, of a range as a file",
    description:
      "As long as the range is full: it is sent as it is read, newest first. One that breaks off is not whole. CSV has the " +
      "columns of the screen's tables, JSON an array of what /api/events lists.",
    pathParameters: {},
    query: z.strictObject({
      rows: z.enum(["incidents", "calls"]).exactOptional().meta({ description: "calls when absent" }),
      format: z.enum(EXPORT_FORMATS).exactOptional().meta({ description: "csv when absent" }),
      ...eventFilter,
    }),
    answer: exportedEventsSchema,
    otherMediaType: "text/csv",
    isFromSnapshot: true,
    isLive: true,
  }),
  getEvent: endpoint({
    path: "/api/events/{eventId}",
    method: "get",
    summary: "One event of CloudTrail as it came",
    pathParameters: { eventId: "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0" },
    query: noQuery,
    answer: rawEventAnswerSchema,
    isFromSnapshot: true,
    isLive: true,
  }),
  search: endpoint({
    path: "/api/search",
    method: "get",
    summary: "Finds by IP address, CIDR, id or its beginning, name or cluster, the best match first",
    pathParameters: {},
    query: z.strictObject({
      q: z.string().max(200).meta({ description: "a text of at most 200 characters" }),
      limit: wholeNumber(1, 100).exactOptional().meta({ description: "a whole number, 1 to 100; 20 when absent" }),
    }),
    answer: searchAnswerSchema,
    isFromSnapshot: true,
  }),
  getHealth: endpoint({
    path: "/api/health",
    method: "get",
    summary: "How the server fares: its data, each API's outcome, the store and the reading of events, calls made",
    description: "Status 503 while there is no snapshot and none is on its way; the body is the same.",
    pathParameters: {},
    query: noQuery,
    answer: healthSchema,
    isFromSnapshot: false,
  }),
  getProgress: endpoint({
    path: "/api/progress",
    method: "get",
    summary: "How far the running collection has come; starts the first one if none ran yet",
    pathParameters: {},
    query: noQuery,
    answer: progressAnswerSchema,
    isFromSnapshot: false,
  }),
  refresh: endpoint({
    path: "/api/refresh",
    method: "post",
    summary: "Joins the running collection or starts one, and answers when it is done",
    description: "Reads from AWS like any collection and changes nothing there. Starts at most one every few seconds.",
    pathParameters: {},
    query: noQuery,
    answer: progressAnswerSchema,
    isFromSnapshot: false,
  }),
  getDemo: endpoint({
    path: "/api/demo",
    method: "get",
    summary: "The embedded account's clusters with the environments of their aws-node DaemonSets",
    description: "Only while Eniscope reads the embedded demonstration account.",
    pathParameters: {},
    query: noQuery,
    answer: demoStatusSchema,
    problems: DEMO_PROBLEMS,
    isFromSnapshot: false,
  }),
  beginDemo: {
    ...endpoint({
      path: "/api/demo/begin",
      method: "post",
      summary: "Pauses the embedded account and plans a rollout; gives what a prediction starts from",
      description:
        "Nothing has changed in the account when it answers. The pause ends by itself two minutes after the last request for it.",
      pathParameters: {},
      query: noQuery,
      answer: demoBegunSchema,
      problems: DEMO_PROBLEMS,
      isFromSnapshot: false,
    }),
    body: demoBeginSchema,
  },
  followDemo: {
    ...endpoint({
      path: "/api/demo/follow",
      method: "post",
      summary:
        "Moves the embedded account's time on, and asks EC2 at each moment how many addresses and blocks are free",
      pathParameters: {},
      query: noQuery,
      answer: demoFollowedSchema,
      problems: DEMO_PROBLEMS,
      isFromSnapshot: false,
    }),
    body: demoFollowSchema,
  },
  endDemo: {
    ...endpoint({
      path: "/api/demo/end",
      method: "post",
      summary: "Counts what the cluster's nodes hold, and lets the embedded account's life go on",
      pathParameters: {},
      query: noQuery,
      answer: demoEndedSchema,
      problems: DEMO_PROBLEMS,
      isFromSnapshot: false,
    }),
    body: demoEndSchema,
  },
};
