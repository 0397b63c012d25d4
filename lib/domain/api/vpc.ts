import { z } from "zod";
import { answerOf, classCountsSchema, rangeSchema, serviceKindSchema, tagsSchema } from "@/lib/domain/api/common";

/** What a subnet can no longer do: EKS and ELB need free addresses, prefix delegation needs a free aligned /28. */
export const SUBNET_LIMITATIONS = ["load-balancer", "control-plane-change", "prefix", "address"] as const;
export const subnetLimitationSchema = z.enum(SUBNET_LIMITATIONS);
export type SubnetLimitation = z.infer<typeof subnetLimitationSchema>;

/** The five counts add up to `total`, the /28-aligned blocks of the subnet (0 for one smaller than a /28). */
export const blockCountsSchema = z.object({
  total: z.int(),
  free: z.int(),
  reserved: z.int(),
  prefix: z.int(),
  full: z.int(),
  fragmented: z.int(),
});
export type BlockCounts = z.infer<typeof blockCountsSchema>;

export const subnetSummarySchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  vpcId: z.string().nullable(),
  availabilityZone: z.string().nullable(),
  availabilityZoneId: z.string().nullable(),
  state: z.string().nullable(),
  ownerId: z.string().nullable(),
  isSharedFromOtherAccount: z.boolean(),
  cidr: z.string().nullable(),
  isIpv6Native: z.boolean(),
  /** All addresses of the CIDR, and those that can be used (five fewer); null without an IPv4 CIDR. */
  sizeAddressCount: z.int().nullable(),
  usableAddressCount: z.int().nullable(),
  /** EC2's AvailableIpAddressCount; null when EC2 did not say. */
  freeAddressCount: z.int().nullable(),
  usedAddressCount: z.int().nullable(),
  /** 0..1 of the usable addresses. */
  utilizationRatio: z.number().nullable(),
  /** Addresses by class as far as visible ENIs explain them; null when ENIs could not be read. Adds up to the size less `unexplainedAddressCount`. */
  classCounts: classCountsSchema.nullable(),
  serviceCounts: z.partialRecord(serviceKindSchema, z.int()).nullable(),
  /** Taken according to EC2, but by no visible ENI or reservation; null when one of the two counts is missing. */
  unexplainedAddressCount: z.int().nullable(),
  /** Visible ENIs hold this many more than EC2 says are taken (reads at different moments); 0 in a settled account. */
  overexplainedAddressCount: z.int().nullable(),
  /** Attached to nodes and without a pod, as far as the pool's settings tell. */
  warmEstimate: rangeSchema.nullable(),
  blocks: blockCountsSchema.nullable(),
  limitations: z.array(subnetLimitationSchema),
  nodeCount: z.int().nullable(),
  eniCount: z.int().nullable(),
  leakedEniCount: z.int().nullable(),
  clusterNames: z.array(z.string()),
  reservationCount: z.int().nullable(),
});
export type SubnetSummary = z.infer<typeof subnetSummarySchema>;

export const vpcSummarySchema = z.object({
  id: z.string(),
  name: z.string().nullable(),
  ownerId: z.string().nullable(),
  isDefault: z.boolean().nullable(),
  state: z.string().nullable(),
  cidrs: z.array(z.string()),
  ipv6Cidrs: z.array(z.string()),
  /** The counts of subnets are null when DescribeSubnets did not succeed: what is listed then may not be all. */
  subnetCount: z.int().nullable(),
  /** Sum over the subnets whose CIDR is known; null when none is, although there are or may be subnets with IPv4. */
  usableAddressCount: z.int().nullable(),
  /** Sum over the subnets whose free count is known; null when none is, although there are subnets with IPv4. */
  freeAddressCount: z.int().nullable(),
  utilizationRatio: z.number().nullable(),
  classCounts: classCountsSchema.nullable(),
  unexplainedAddressCount: z.int().nullable(),
  warmEstimate: rangeSchema.nullable(),
  nodeCount: z.int().nullable(),
  eniCount: z.int().nullable(),
  leakedEniCount: z.int().nullable(),
  clusterNames: z.array(z.string()),
  /** At or above the warning share, those above the critical share included. */
  subnetsAboveWarningCount: z.int().nullable(),
  subnetsAboveCriticalCount: z.int().nullable(),
  /** The subnets that run out next, worst first, at most five. */
  worstSubnets: z.array(
    z.object({
      id: z.string(),
      name: z.string().nullable(),
      freeAddressCount: z.int(),
      usableAddressCount: z.int(),
      utilizationRatio: z.number(),
    }),
  ),
});
export type VpcSummary = z.infer<typeof vpcSummarySchema>;

export const vpcDetailSchema = vpcSummarySchema.extend({ tags: tagsSchema, subnets: z.array(subnetSummarySchema) });
export type VpcDetail = z.infer<typeof vpcDetailSchema>;

export const vpcListAnswerSchema = answerOf(z.array(vpcSummarySchema));
export const vpcAnswerSchema = answerOf(vpcDetailSchema);
