import { z } from "zod";
import { apiOutcomeSchema, ec2ApiSchema, timestampSchema } from "@/lib/domain/api/common";
import { PROBLEM_CODES } from "@/lib/domain/problem";
import { READING_STATUSES } from "@/lib/domain/shortage/trail-reading";

export const progressSchema = z.object({
  startedAt: timestampSchema,
  apis: z.array(
    z.object({
      api: ec2ApiSchema,
      status: z.enum(["waiting", "reading", "done", "not-read"]),
      pageCount: z.int(),
      itemCount: z.int(),
    }),
  ),
});

export const publicProblemSchema = z.object({
  code: z.enum(PROBLEM_CODES),
  message: z.string(),
  remedy: z.string(),
});

export const healthSchema = z.object({
  /** `degraded`: there is a snapshot, but an API was not read or the newest collection failed. */
  status: z.enum(["ok", "degraded", "collecting", "unavailable"]),
  version: z.string(),
  now: timestampSchema,
  source: z.object({ kind: z.enum(["demo", "aws", "file"]), label: z.string() }).nullable(),
  snapshot: z
    .object({
      id: z.string(),
      takenAt: timestampSchema,
      ageMs: z.int(),
      tookMs: z.number(),
      staleBecause: z.string().nullable(),
    })
    .nullable(),
  apis: z.array(apiOutcomeSchema),
  /** The collection that runs now. */
  collection: progressSchema.nullable(),
  problem: publicProblemSchema.nullable(),
  /** Events' screens work without it, from the memory of the process: it never decides the `status` above. */
  store: z.object({
    status: z
      .enum(["unopened", "opening", "open", "unavailable"])
      .describe("unopened: nobody has asked it anything yet"),
    engine: z.enum(["embedded", "server"]).nullable().describe("null: a setting is wrong"),
    problem: publicProblemSchema.nullable(),
    size: z
      .object({
        byteCount: z.int().describe("of Eniscope's tables with their indexes"),
        eventCount: z.int().describe("events kept raw, of all accounts and Regions"),
        oldestAt: timestampSchema.nullable(),
        measuredAt: timestampSchema.describe("measured at most once a minute"),
      })
      .nullable()
      .describe("null: not open, or not measured yet"),
  }),
  /** The reading of CloudTrail, which goes on while somebody looks. */
  events: z.object({
    status: z.enum(READING_STATUSES),
    source: z.string(),
    readBy: z
      .string()
      .nullable()
      .describe("of `elsewhere`: the process that reads into the same store; null: this one"),
    readEventCount: z.int().nullable().describe("since the process started; null: there is nothing to read them from"),
    remainingMs: z.int().nullable().describe("how long reading the rest takes; null: not known"),
    problem: publicProblemSchema.extend({ iamAction: z.string().nullable() }).nullable(),
  }),
  calls: z.object({
    total: z.int().describe("requests sent to AWS since the process started, retries included"),
    byApi: z.array(z.object({ api: z.string(), requestCount: z.int() })),
  }),
});
export type Health = z.infer<typeof healthSchema>;

/** What a screen that waits for the first snapshot asks for again and again. */
export const progressAnswerSchema = z.object({
  state: z.enum(["ready", "collecting", "unavailable"]),
  snapshotId: z.string().nullable(),
  isRefreshing: z.boolean(),
  progress: progressSchema.nullable(),
  problem: publicProblemSchema.nullable(),
});
export type ProgressAnswer = z.infer<typeof progressAnswerSchema>;
