import { z } from "zod";
import { answerOf, rangeSchema } from "@/lib/domain/api/common";
import { SCOPE_KINDS } from "@/lib/domain/simulation/scope-kind";

/**
 * Ascending offsets in a subnet, in steps: a number above 0 is the distance from the offset before (the first counts
 * from -1), a negative one says that so many more follow one by one. `[5, -2, 10]` is 4, 5, 6, 16.
 */
const offsetsSchema = z.array(z.int()).describe("ascending offsets as steps; a negative step is a run of that many");

export const scopeSubnetSchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  cidr: z.string(),
  availabilityZone: z.string().nullable(),
  isUsed: z.boolean().describe("a simulated node has an ENI here; the others are there for nodes to move to"),
  vpcId: z.string().nullable(),
  isForCni: z.boolean().describe("tagged kubernetes.io/role/cni: subnet discovery may choose it"),
  /** `[first offset, count]` of addresses that no simulated node holds; AWS's own five are not among them. */
  taken: z.array(z.tuple([z.int(), z.int()])),
  freeAddressCount: z.int().nullable().describe("EC2's AvailableIpAddressCount"),
  unexplainedAddressCount: z.int().describe("taken according to EC2, but at places that nothing visible shows"),
  reservedForPrefixesCount: z.int().describe("kept by prefix reservations, unallocated; counted among the taken"),
  prefixBlocks: offsetsSchema
    .optional()
    .describe("blocks of prefix reservations that are free or a simulated node's prefix, as steps of blocks of 16"),
});
export type ScopeSubnet = z.infer<typeof scopeSubnetSchema>;

export const scopeTypeSchema = z.object({
  instanceType: z.string(),
  maxEnis: z.int().describe("of the default network card"),
  ipv4PerEni: z.int(),
  supportsPrefixes: z.boolean(),
});
export type ScopeType = z.infer<typeof scopeTypeSchema>;

export const scopeEniSchema = z.object({
  device: z.int(),
  subnet: z.int().describe("position in subnets"),
  primary: z.int().describe("offset of its own address"),
  addresses: offsetsSchema,
  prefixes: offsetsSchema.describe("first offsets of its prefixes, as steps of whole blocks of 16"),
  isTrunk: z.literal(true).optional(),
});
export type ScopeEni = z.infer<typeof scopeEniSchema>;

const entryCountsSchema = z.array(z.tuple([z.int(), z.int()])).describe("[address or prefix as an offset, how many]");

/** What the CNI of a node knows of itself and nothing outside can see; the demonstration account discloses it. */
export const innerStateSchema = z.object({
  isRunning: z.boolean().describe("ipamd runs on the node"),
  startsInMs: z.int().nullable().describe("until it is started again by itself; null: it runs, or is not started"),
  initFailuresInRow: z.int(),
  nextLookMs: z.int().describe("until the pool manager looks next"),
  sinceDecreaseMs: z.int().nullable(),
  sinceInsufficientMs: z.int().nullable(),
  waitingPodCount: z.int(),
  enis: z.array(
    z.object({
      device: z.int(),
      primaryAddress: z.int().describe("offset of its own address"),
      ageMs: z.int().nullable().describe("since ipamd learnt of it"),
      pods: entryCountsSchema,
      left: entryCountsSchema.describe("of pods that left while ipamd did not run"),
      cooling: z.array(z.tuple([z.int(), z.int()])).describe("[address or prefix as an offset, milliseconds since]"),
    }),
  ),
});

export const disclosedNodeSchema = innerStateSchema.extend({
  supportsTrunk: z.boolean(),
  discoverable: z.array(z.int()).describe("positions in subnets: those that discovery may choose, in EC2's order"),
  restartAtMs: z.int().nullable().describe("when the rollout restarts ipamd, from the start; null: not at all"),
});
export type DisclosedNode = z.infer<typeof disclosedNodeSchema>;

export const scopeNodeSchema = z.object({
  instanceId: z.string(),
  name: z.string().nullable(),
  cluster: z.int().nullable().describe("position in clusters"),
  type: z.int().describe("position in types"),
  maxPods: z.int(),
  subnet: z.int().describe("of the primary ENI, a position in subnets"),
  podSubnet: z.int().nullable().describe("the ENIConfig's, where the ENIs show custom networking"),
  hasPrefixes: z.boolean().describe("the ENIs show prefix delegation"),
  podRange: rangeSchema.nullable().describe("null: the pool bounds no number of pods"),
  enis: z.array(scopeEniSchema),
  unmanagedDevices: z.array(z.int()).optional(),
  disclosed: disclosedNodeSchema.optional().describe("only of the demonstration account, on request"),
});
export type ScopeNode = z.infer<typeof scopeNodeSchema>;

/** Why a node is not simulated. */
export const LEFT_OUT_KINDS = [
  "auto-mode",
  "ipv6",
  "unknown-limits",
  "efa",
  "excluded-subnet",
  "stopped",
  "unreadable",
] as const;
export type LeftOutKind = (typeof LEFT_OUT_KINDS)[number];

export const simulationScopeSchema = z.object({
  kind: z.enum(SCOPE_KINDS),
  id: z.string().describe("the VPC's or subnet's id, or the cluster's name"),
  label: z.string(),
  snapshotId: z.string(),
  takenAt: z.int(),
  /** The settings taken for today's, and why. */
  settings: z.object({
    assumed: z.boolean(),
    label: z.string(),
    env: z.record(z.string(), z.string()),
    notice: z.string().optional().describe("why they are assumed although something is known, in a sentence"),
  }),
  clusters: z.array(z.string()),
  subnets: z.array(scopeSubnetSchema),
  types: z.array(scopeTypeSchema),
  nodes: z.array(scopeNodeSchema),
  /** Nodes whose addresses only count as taken, by reason. */
  leftOut: z.array(
    z.object({
      kind: z.enum(LEFT_OUT_KINDS),
      reason: z.string(),
      instanceIds: z.array(z.string()),
    }),
  ),
  /** What else of the inventory the simulation cannot or does not take as it is, in sentences for a person. */
  notes: z.array(z.string()),
});
export type SimulationScope = z.infer<typeof simulationScopeSchema>;

export const simulationScopeAnswerSchema = answerOf(simulationScopeSchema);
