import { z } from "zod";
import { apiOutcomeSchema, ec2ApiSchema, timestampSchema } from "@/lib/domain/api/common";
import { PROBLEM_CODES } from "@/lib/domain/problem";

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
