import { z } from "zod";
import { innerStateSchema, simulationScopeSchema } from "@/lib/domain/api/simulation";

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

/** What the API of Eniscope takes and gives to show a prediction beside what the account then does. */

const changesSchema = z
  .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/), z.string().max(1_024).nullable())
  .describe("settings of aws-node to set, null to take away; the others stay");

const holdIdSchema = z.string().max(64).describe("as the beginning of the comparison gave it");
const subnetIdSchema = z.string().regex(/^subnet-[0-9a-z]{8,17}$/);

export const demoBeginSchema = z.strictObject({
  cluster: z.string().min(1).max(128),
  changes: changesSchema.nullable().describe("null: back to the environment that the account began with"),
  rollout: z.strictObject(rolloutSchema.shape),
});
export type DemoBegin = z.infer<typeof demoBeginSchema>;

export const demoBegunSchema = z.object({
  hold: holdIdSchema,
  startedAt: z.int().describe("the account's time at which everything begins"),
  env: environmentSchema.describe("the environment that is rolled out"),
  scope: simulationScopeSchema.describe("the cluster as the account discloses it at that time"),
});
export type DemoBegun = z.infer<typeof demoBegunSchema>;

export const DEMO_SAMPLE_LIMIT = 100;

export const demoFollowSchema = z.strictObject({
  hold: holdIdSchema,
  timesMs: z.array(z.int().min(0)).min(1).max(DEMO_SAMPLE_LIMIT).describe("from the beginning, ascending"),
  subnetIds: z.array(subnetIdSchema).min(1).max(200),
});
export type DemoFollow = z.infer<typeof demoFollowSchema>;

export const demoFollowedSchema = z.object({
  curves: z.array(
    z.object({
      subnetId: z.string(),
      free: z.array(z.int()).describe("AvailableIpAddressCount as DescribeSubnets gave it, one for each time"),
      freeBlocks: z
        .array(z.int())
        .describe("free aligned /28 blocks by the addresses that DescribeNetworkInterfaces listed, one for each time"),
    }),
  ),
});
export type DemoFollowed = z.infer<typeof demoFollowedSchema>;

export const demoEndSchema = z.strictObject({ hold: holdIdSchema, cluster: z.string().min(1).max(128) });
export type DemoEnd = z.infer<typeof demoEndSchema>;

export const demoEndedSchema = z.object({
  now: z.int(),
  held: z
    .array(z.object({ subnetId: z.string(), addressCount: z.int() }))
    .describe("addresses that the cluster's nodes hold, counted on the ENIs that DescribeNetworkInterfaces gives"),
});
export type DemoEnded = z.infer<typeof demoEndedSchema>;
