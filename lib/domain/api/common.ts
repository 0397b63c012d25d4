import { z } from "zod";
import { ADDRESS_CLASSES, BLOCK_KINDS, SERVICE_KINDS } from "@/lib/domain/vpc/address-class";
import { EC2_APIS } from "@/lib/domain/vpc/snapshot";

/** Milliseconds since the Unix epoch. */
export const timestampSchema = z.int().describe("milliseconds since the Unix epoch, UTC");

/** An inclusive range of whole numbers; `low === high` where the number is known. */
export const rangeSchema = z.object({ low: z.int().min(0), high: z.int().min(0) });
export type CountRange = z.infer<typeof rangeSchema>;

export const addressClassSchema = z.enum(ADDRESS_CLASSES);
export const serviceKindSchema = z.enum(SERVICE_KINDS);
export const blockKindSchema = z.enum(BLOCK_KINDS);
export const ec2ApiSchema = z.enum(EC2_APIS);

/** `{ class → addresses }`; a class without addresses is 0. */
export const classCountsSchema = z.record(addressClassSchema, z.int().min(0));
export type ClassCounts = z.infer<typeof classCountsSchema>;

export const tagsSchema = z.record(z.string(), z.string());

export const apiOutcomeSchema = z.object({
  api: ec2ApiSchema,
  status: z.enum(["ok", "denied", "throttled", "failed", "absent"]),
  callCount: z.int(),
  itemCount: z.int(),
  tookMs: z.number(),
  finishedAt: timestampSchema,
  iamAction: z.string(),
  code: z.string().nullable(),
  message: z.string().nullable(),
  remedy: z.string().nullable(),
});
export type ApiOutcomeView = z.infer<typeof apiOutcomeSchema>;

/** Where an answer comes from and how old it is; stands beside every answer's data. */
export const snapshotHeaderSchema = z.object({
  id: z.string(),
  takenAt: timestampSchema,
  tookMs: z.number(),
  source: z.object({ kind: z.enum(["demo", "aws", "file"]), label: z.string() }),
  accountId: z.string().nullable(),
  region: z.string().nullable(),
  callCount: z.int().describe("requests sent to AWS since the process started"),
  eventCalls: z
    .object({ api: z.string(), requestCount: z.int() })
    .nullable()
    .describe("those for CloudTrail's events among them; null where the source has none"),
  apis: z.array(apiOutcomeSchema),
  defects: z.array(z.object({ api: z.string(), where: z.string(), problem: z.string(), count: z.int() })),
  /** Set when a later collection failed and this older snapshot is served in its place. */
  staleBecause: z.string().nullable(),
  /** Shares used, 0..1, from which a subnet is marked. */
  thresholds: z.object({ warningRatio: z.number(), criticalRatio: z.number() }),
  /** The CNI settings that pod ranges and warm estimates rest on, and why. */
  poolSettings: z.object({ assumed: z.boolean(), label: z.string(), env: z.record(z.string(), z.string()) }),
});
export type SnapshotHeader = z.infer<typeof snapshotHeaderSchema>;

export const answerOf = <Data extends z.ZodType>(data: Data) => z.object({ snapshot: snapshotHeaderSchema, data });
export type Answer<Data> = { readonly snapshot: SnapshotHeader; readonly data: Data };
