import type { NodeGroup } from "@/lib/demo/nodes/node-group";
import type { EniState, InstanceState, SubnetState, TagList } from "@/lib/demo/state/model";
import {
  nodeCaller,
  podIdentityCaller,
  serviceCaller,
  sourceAddress,
  webIdentityCaller,
} from "@/lib/demo/trail/callers";
import { type CniVersion, PREFIX_SHORTAGES } from "@/lib/demo/trail/cni-version";
import type { JsonRecord, TrailCall, TrailCaller, TrailError } from "@/lib/demo/trail/trail-call";
import type { EntryRequest } from "@/lib/domain/ipamd/node-ec2";

/** Clusters whose aws-node has a role of its own: by its service account, or by EKS Pod Identity. */
const WEB_IDENTITY_CLUSTERS = new Set(["prod-tuned"]);
const POD_IDENTITY_CLUSTERS = new Set(["ml-prepare"]);

export function cniCaller(group: NodeGroup, instance: InstanceState, { userAgent }: CniVersion): TrailCaller {
  const { clusterName, origin } = group;
  const address = sourceAddress(instance.enis[0]);
  if (origin === "auto-mode")
    return serviceCaller(`${clusterName}-cluster-role`, `eks-${clusterName}`, "eks.amazonaws.com");
  const number = Number.parseInt(instance.id.slice(-10), 16);
  if (WEB_IDENTITY_CLUSTERS.has(clusterName))
    return webIdentityCaller(`${clusterName}-aws-node`, number, userAgent, address);
  if (POD_IDENTITY_CLUSTERS.has(clusterName)) {
    const digits = instance.id.slice(2).padEnd(32, "4");
    const uuid = [
      digits.slice(0, 8),
      digits.slice(8, 12),
      digits.slice(12, 16),
      digits.slice(16, 20),
      digits.slice(20, 32),
    ];
    return podIdentityCaller(`${clusterName}-aws-node`, clusterName, uuid.join("-"), userAgent, address);
  }
  return nodeCaller(instance.id, `eks-${clusterName}-node`, userAgent, address);
}

/** Which of the two wordings a subnet's shortage of blocks has. */
const prefixShortage = (subnetId: string): TrailError =>
  PREFIX_SHORTAGES[Number.parseInt(subnetId.slice(-1), 16) % 2] ?? PREFIX_SHORTAGES[0];

export const shortageError = (version: CniVersion, subnet: SubnetState, kind: EntryRequest["kind"]): TrailError =>
  kind === "prefix" ? prefixShortage(subnet.id) : version.addressShortage;

const countParameter = ({ kind, count }: EntryRequest): JsonRecord =>
  kind === "prefix" ? { ipv4PrefixCount: count } : { secondaryPrivateIpAddressCount: count };

export interface CallFrame {
  readonly time: number;
  readonly caller: TrailCaller;
  /** Null: the call succeeded. */
  readonly error: TrailError | null;
}

/** AssignPrivateIpAddresses names the ENI and no subnet. */
export const assignCall = (frame: CallFrame, eniId: string, request: EntryRequest): TrailCall => ({
  ...frame,
  eventName: "AssignPrivateIpAddresses",
  parameters: { networkInterfaceId: eniId, privateIpAddressesSet: {}, ...countParameter(request) },
  response: frame.error ? null : { networkInterfaceId: eniId, _return: true },
});

export interface CreateParameters {
  readonly subnetId: string;
  readonly description: string;
  readonly groupIds: readonly string[];
  readonly tags: TagList;
  readonly request: EntryRequest;
}

/** CreateNetworkInterface; a success answers with the ENI that it made. */
export const createCall = (frame: CallFrame, parameters: CreateParameters, made: EniState | null): TrailCall => ({
  ...frame,
  eventName: "CreateNetworkInterface",
  parameters: {
    subnetId: parameters.subnetId,
    description: parameters.description,
    groupSet: parameters.groupIds.length === 0 ? {} : { items: parameters.groupIds.map((groupId) => ({ groupId })) },
    privateIpAddressesSet: {},
    ...countParameter(parameters.request),
    ...(parameters.tags.length === 0 ? {} : { tagSpecificationSet: tagSpecification(parameters.tags) }),
  },
  response: made && {
    networkInterface: {
      networkInterfaceId: made.id,
      subnetId: made.subnet.id,
      vpcId: made.subnet.vpc.id,
      description: made.description,
      status: "pending",
    },
  },
  ...(made
    ? {
        resources: [
          { type: "AWS::EC2::NetworkInterface", name: made.id },
          { type: "AWS::EC2::Subnet", name: made.subnet.id },
        ],
      }
    : {}),
});

const tagSpecification = (tags: TagList): JsonRecord => ({
  items: [{ resourceType: "network-interface", tags: tags.map(([key, value]) => ({ key, value })) }],
});
