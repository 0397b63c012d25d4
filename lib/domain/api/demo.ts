import { z } from "zod";
import { innerStateSchema } from "@/lib/domain/api/simulation";

/** What the demonstration account's control takes and gives. Nothing here is part of any AWS protocol. */

/** The path below which the account's endpoint is controlled. */
export const CONTROL_PATH = "/_demo/";

export const environmentSchema = z.record(z.string().max(128), z.string().max(1_024));

export const rolloutSchema = z.object({
  atSeconds: z.number().min(0).max(86_400),
  maxUnavailableShare: z.number().min(0.001).max(1),
  restartSeconds: z.number().min(1).max(3_600),
});

export const demoClusterSchema = z.object({
  name: z.string(),
  nodeCount: z.int(),
  env: environmentSchema.describe("of the container aws-node, in force now"),
  isPatched: z.boolean().describe("it is not the environment that the account began with"),
  whyNot: z.string().nullable().describe("why nothing can be rolled out to it; null: it can"),
});
export type DemoCluster = z.infer<typeof demoClusterSchema>;

export const demoStatusSchema = z.object({
  now: z.int().describe("the account's time"),
  isHeld: z.boolean().describe("a comparison runs: the account's life is paused"),
  clusters: z.array(demoClusterSchema),
});
export type DemoStatus = z.infer<typeof demoStatusSchema>;

export const accountNodeSchema = innerStateSchema.extend({
  instanceId: z.string(),
  maxPods: z.int().nullable().describe("null: no limit is known"),
  supportsTrunk: z.boolean(),
  podSubnetId: z.string().nullable().describe("the ENIConfig's"),
  discoverableSubnetIds: z.array(z.string()),
});
export type AccountNode = z.infer<typeof accountNodeSchema>;

export const holdSchema = z.object({
  hold: z.string().describe("to be given with every further request"),
  now: z.int(),
  env: environmentSchema,
  nodes: z.array(accountNodeSchema),
});
export type Hold = z.infer<typeof holdSchema>;

export const restartsSchema = z.object({
  env: environmentSchema.describe("the environment that is rolled out"),
  restarts: z.array(z.object({ instanceId: z.string(), atMs: z.int().describe("from the hold's beginning") })),
});
export type Restarts = z.infer<typeof restartsSchema>;

export const advancedSchema = z.object({ now: z.int() });

export const controlRefusalSchema = z.object({ message: z.string() });

/** `{ action → what its body must be, and what it gives }` */
export const CONTROL_ACTIONS = {
  status: { asks: z.strictObject({}), gives: demoStatusSchema },
  hold: { asks: z.strictObject({ cluster: z.string() }), gives: holdSchema },
  rollout: {
    asks: z.strictObject({
      hold: z.string(),
      env: environmentSchema.nullable().describe("null: the one that the account began with"),
      ...rolloutSchema.shape,
    }),
    gives: restartsSchema,
  },
  advance: { asks: z.strictObject({ hold: z.string(), toMs: z.int().min(0) }), gives: advancedSchema },
  release: { asks: z.strictObject({ hold: z.string() }), gives: advancedSchema },
} as const;

export type ControlAction = keyof typeof CONTROL_ACTIONS;
export type ControlQuestion<Action extends ControlAction> = z.infer<(typeof CONTROL_ACTIONS)[Action]["asks"]>;
export type ControlAnswer<Action extends ControlAction> = z.infer<(typeof CONTROL_ACTIONS)[Action]["gives"]>;
