import { z } from "zod";
import { addressClassSchema, answerOf, rangeSchema, tagsSchema, timestampSchema } from "@/lib/domain/api/common";

/** One place of an ENI: its primary address, a secondary address, a prefix with 16 addresses, or an unused slot. */
export const slotSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("primary"), address: z.string(), addressClass: addressClassSchema }),
  z.object({ kind: z.literal("secondary"), address: z.string(), addressClass: addressClassSchema }),
  z.object({ kind: z.literal("prefix"), prefix: z.string(), addressClass: addressClassSchema }),
  z.object({ kind: z.literal("unreadable") }),
  z.object({ kind: z.literal("empty") }),
]);
export type Slot = z.infer<typeof slotSchema>;

export const nodeEniSchema = z.object({
  eniId: z.string().nullable(),
  deviceIndex: z.int().nullable(),
  networkCardIndex: z.int(),
  role: z.enum(["primary", "cni", "trunk", "efa", "efa-only", "other"]),
  interfaceType: z.string().nullable(),
  status: z.string().nullable(),
  attachmentStatus: z.string().nullable(),
  description: z.string().nullable(),
  subnetId: z.string().nullable(),
  subnetName: z.string().nullable(),
  attachTime: timestampSchema.nullable(),
  createdAt: timestampSchema.nullable().describe("from the CNI's createdAt tag"),
  publicAddress: z.string().nullable(),
  securityGroupIds: z.array(z.string()),
  slotCount: z
    .int()
    .nullable()
    .describe("places for secondary addresses or prefixes; null when the type's limits are unknown"),
  usedSlotCount: z.int(),
  slots: z.array(slotSchema),
  ipv6AddressCount: z.int(),
  ipv6PrefixCount: z.int(),
  tags: tagsSchema,
});
export type NodeEni = z.infer<typeof nodeEniSchema>;

export const branchEniSchema = z.object({
  eniId: z.string().nullable(),
  trunkEniId: z.string(),
  vlanId: z.string().nullable(),
  address: z.string().nullable(),
  subnetId: z.string().nullable(),
  status: z.string().nullable(),
});
export type BranchEni = z.infer<typeof branchEniSchema>;

export const nodeDetailSchema = z.object({
  instanceId: z.string(),
  name: z.string().nullable(),
  /** False: an instance that no tag or ENI marks as an EKS node. */
  isNode: z.boolean(),
  isAutoMode: z.boolean(),
  instanceType: z.string().nullable(),
  state: z.string().nullable(),
  clusterName: z.string().nullable(),
  nodeGroup: z.string().nullable(),
  vpcId: z.string().nullable(),
  vpcName: z.string().nullable(),
  subnetId: z.string().nullable(),
  subnetName: z.string().nullable(),
  availabilityZone: z.string().nullable(),
  privateDnsName: z.string().nullable(),
  primaryAddress: z.string().nullable(),
  launchTime: timestampSchema.nullable(),
  limits: z
    .object({
      maxEnis: z.int(),
      ipv4PerEni: z.int(),
      slotsPerEni: z.int(),
      networkCardCount: z.int(),
      hypervisor: z.enum(["nitro", "xen", "unknown"]),
      isBareMetal: z.boolean(),
      from: z.enum(["ec2", "built-in"]),
    })
    .nullable(),
  /** Kubelet's usual limit for the type and mode; null when the type's limits are unknown. */
  maxPods: z.int().nullable(),
  usesPrefixes: z.boolean(),
  primaryCount: z.int(),
  secondaryCount: z.int(),
  prefixCount: z.int(),
  /** Addresses of subnets that the node's own ENIs hold; branch ENIs are counted apart. */
  heldAddressCount: z.int(),
  podRange: rangeSchema.nullable(),
  /** Why there is no range, or what it assumes. */
  podRangeNote: z.string(),
  warmEstimate: rangeSchema.nullable(),
  enis: z.array(nodeEniSchema),
  branchEnis: z.array(branchEniSchema),
  tags: tagsSchema,
});
export type NodeDetail = z.infer<typeof nodeDetailSchema>;
export const nodeAnswerSchema = answerOf(nodeDetailSchema);

export const SEARCH_RESULT_KINDS = ["vpc", "subnet", "node", "instance", "eni", "address", "cluster"] as const;
export const searchResultSchema = z.object({
  kind: z.enum(SEARCH_RESULT_KINDS),
  id: z.string(),
  label: z.string(),
  detail: z.string(),
  href: z.string(),
});
export type SearchResult = z.infer<typeof searchResultSchema>;
export const searchAnswerSchema = answerOf(
  z.object({ query: z.string(), interpretedAs: z.string(), total: z.int(), results: z.array(searchResultSchema) }),
);
export type SearchAnswer = z.infer<typeof searchAnswerSchema>;
