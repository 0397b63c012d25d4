import { z } from "zod";
import {
  addressClassSchema,
  answerOf,
  blockKindSchema,
  rangeSchema,
  serviceKindSchema,
  tagsSchema,
  timestampSchema,
} from "@/lib/domain/api/common";
import { subnetSummarySchema } from "@/lib/domain/api/vpc";

/** Who holds addresses of a subnet. Counts are addresses of this subnet. */
export const clusterHolderSchema = z.object({
  clusterName: z.string().nullable().describe("null: nodes whose cluster no tag names"),
  nodeCount: z.int(),
  addressCount: z.int(),
  attachedAddressCount: z.int(),
  warmEstimate: rangeSchema.nullable(),
});
export type ClusterHolder = z.infer<typeof clusterHolderSchema>;

export const nodeHolderSchema = z.object({
  instanceId: z.string(),
  name: z.string().nullable(),
  instanceType: z.string().nullable(),
  clusterName: z.string().nullable(),
  nodeGroup: z.string().nullable(),
  eniCount: z.int(),
  addressCount: z.int(),
  attachedAddressCount: z.int(),
  prefixCount: z.int(),
  podRange: rangeSchema.nullable(),
  warmEstimate: rangeSchema.nullable(),
});
export type NodeHolder = z.infer<typeof nodeHolderSchema>;

export const eniHolderSchema = z.object({
  eniId: z.string().nullable(),
  description: z.string().nullable(),
  interfaceType: z.string().nullable(),
  status: z.string().nullable(),
  addressClass: addressClassSchema.describe("of the ENI's primary address"),
  serviceKind: serviceKindSchema.nullable(),
  ownerLabel: z.string().describe("for a person: load balancer web, NAT gateway nat-0abc"),
  addressCount: z.int(),
  isLeaked: z.boolean(),
  attachTime: timestampSchema.nullable(),
  createdAt: timestampSchema.nullable().describe("from the CNI's createdAt tag"),
});
export type EniHolder = z.infer<typeof eniHolderSchema>;

export const reservationSchema = z.object({
  id: z.string(),
  cidr: z.string(),
  reservationType: z.string().nullable(),
  description: z.string().nullable(),
  addressCount: z.int(),
  allocatedAddressCount: z.int(),
});
export type ReservationView = z.infer<typeof reservationSchema>;

export const subnetDetailSchema = subnetSummarySchema.extend({
  vpcName: z.string().nullable(),
  ipv6Cidrs: z.array(z.string()),
  tags: tagsSchema,
  clusters: z.array(clusterHolderSchema),
  nodes: z.array(nodeHolderSchema),
  /** ENIs that belong to no node: services, plain instances, detached and unknown ones. */
  otherEnis: z.array(eniHolderSchema),
  reservations: z.array(reservationSchema).nullable(),
});
export type SubnetDetail = z.infer<typeof subnetDetailSchema>;

/**
 * The map of a subnet: `[class code, run length]` pairs, flat, in address order, adding up to the subnet's size; codes
 * are positions in `classes`. `prefixBlocks` are the numbers of the /28 rows that are a delegated prefix.
 */
export const addressMapSchema = z.object({
  subnetId: z.string(),
  cidr: z.string(),
  classes: z.array(addressClassSchema),
  runs: z.array(z.int()),
  prefixBlocks: z.array(z.int()),
  blocks: z.array(z.tuple([blockKindSchema, z.int()])).describe("run lengths of block kinds, in address order"),
});
export type AddressMap = z.infer<typeof addressMapSchema>;

/** The whole story of one address. */
export const addressStorySchema = z.object({
  address: z.string(),
  addressClass: addressClassSchema,
  serviceKind: serviceKindSchema.nullable(),
  ownerLabel: z.string(),
  eniId: z.string().nullable(),
  eniDescription: z.string().nullable(),
  instanceId: z.string().nullable(),
  nodeName: z.string().nullable(),
  clusterName: z.string().nullable(),
  deviceIndex: z.int().nullable(),
  prefix: z.string().nullable(),
  reservationId: z.string().nullable(),
  publicAddress: z.string().nullable(),
  isLeaked: z.boolean(),
  /** More than one visible ENI claims the address (a read between two states). */
  otherEniIds: z.array(z.string()),
});
export type AddressStory = z.infer<typeof addressStorySchema>;

export const addressPageSchema = z.object({
  subnetId: z.string(),
  cidr: z.string(),
  total: z.int(),
  /** Offset of the next address to ask for with `from`; null at the end. */
  next: z.string().nullable(),
  addresses: z.array(addressStorySchema),
});
export type AddressPage = z.infer<typeof addressPageSchema>;

export const subnetAnswerSchema = answerOf(subnetDetailSchema);
export const addressMapAnswerSchema = answerOf(addressMapSchema);
export const addressPageAnswerSchema = answerOf(addressPageSchema);
