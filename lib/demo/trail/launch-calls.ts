import type { NodeOrigin } from "@/lib/demo/nodes/node-group";
import type { SubnetState } from "@/lib/demo/state/model";
import { serviceCaller, webIdentityCaller } from "@/lib/demo/trail/callers";
import type { CallFrame } from "@/lib/demo/trail/cni-calls";
import type { JsonRecord, TrailCall, TrailCaller, TrailError } from "@/lib/demo/trail/trail-call";

const AUTO_SCALING = serviceCaller("AWSServiceRoleForAutoScaling", "AutoScaling", "autoscaling.amazonaws.com");
const KARPENTER_AGENT =
  "aws-sdk-go-v2/1.38.0 ua/2.1 os/linux lang/go#1.24.6 md/GOOS#linux md/GOARCH#amd64 api/ec2#1.243.0 karpenter.sh-1.6.2 m/E,z";

/** Who launches the nodes of a group. */
export function launcherOf(origin: NodeOrigin, clusterName: string): TrailCaller {
  if (origin === "karpenter")
    return webIdentityCaller(`KarpenterController-${clusterName}`, 40_000, KARPENTER_AGENT, "10.30.16.20");
  if (origin === "auto-mode")
    return serviceCaller(`${clusterName}-cluster-role`, `eks-${clusterName}`, "eks.amazonaws.com");
  return AUTO_SCALING;
}

export const autoScalingCaller = (): TrailCaller => AUTO_SCALING;

const launchShortage = (subnetId: string): TrailError => ({
  code: "Client.InsufficientFreeAddressesInSubnet",
  message: `There are not enough free addresses in subnet '${subnetId}' to satisfy the requested number of instances.`,
});

interface Launch {
  readonly subnet: SubnetState;
  readonly instanceType: string;
  readonly count: number;
  /** What was launched; null: the subnet had not enough addresses. */
  readonly instanceIds: readonly string[] | null;
}

/** RunInstances; with a network interface in the request the subnet stands there and not at the top. */
export function runInstancesCall(frame: Omit<CallFrame, "error">, launch: Launch, asInterface: boolean): TrailCall {
  const { subnet, instanceType, count, instanceIds } = launch;
  return {
    ...frame,
    eventName: "RunInstances",
    error: instanceIds ? null : launchShortage(subnet.id),
    parameters: {
      instancesSet: { items: [{ minCount: count, maxCount: count }] },
      instanceType,
      ...(asInterface
        ? { networkInterfaceSet: { items: [{ deviceIndex: 0, subnetId: subnet.id }] } }
        : { subnetId: subnet.id }),
    },
    response: instanceIds && {
      instancesSet: { items: instanceIds.map((instanceId) => ({ instanceId, subnetId: subnet.id, instanceType })) },
    },
  };
}

/** CreateFleet answers with success and lists what failed in its answer, an override each. */
export function createFleetCall(frame: Omit<CallFrame, "error">, launches: readonly Launch[]): TrailCall {
  const failed = launches.filter(({ instanceIds }) => instanceIds === null);
  const override = ({ subnet, instanceType }: Launch): JsonRecord => ({ subnetId: subnet.id, instanceType });
  return {
    ...frame,
    eventName: "CreateFleet",
    error: null,
    parameters: {
      CreateFleetRequest: {
        Type: "instant",
        LaunchTemplateConfigs: { tag: 1, Overrides: launches.map(override) },
        TargetCapacitySpecification: { TotalTargetCapacity: launches.reduce((sum, { count }) => sum + count, 0) },
      },
    },
    response: {
      CreateFleetResponse: {
        fleetId: "fleet-0c0ffee0-example",
        errorSet: {
          item: failed.map((launch) => ({
            errorCode: "InsufficientFreeAddressesInSubnet",
            errorMessage: launchShortage(launch.subnet.id).message,
            lifecycle: "on-demand",
            launchTemplateAndOverrides: { overrides: override(launch) },
          })),
        },
        fleetInstanceSet: {
          item: launches.flatMap(({ instanceIds }) =>
            (instanceIds ?? []).map((instanceId) => ({ instanceIds: { item: instanceId } })),
          ),
        },
      },
    },
  };
}
