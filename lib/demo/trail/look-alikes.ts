import type { EniState, SubnetState } from "@/lib/demo/state/model";
import { userCaller } from "@/lib/demo/trail/callers";
import { assignCall, createCall } from "@/lib/demo/trail/cni-calls";
import { autoScalingCaller, runInstancesCall } from "@/lib/demo/trail/launch-calls";
import type { TrailCall, TrailCaller, TrailError } from "@/lib/demo/trail/trail-call";

const DRY_RUN: TrailError = {
  code: "Client.DryRunOperation",
  message: "Request would have succeeded, but DryRun flag is set.",
};
const DENIED: TrailError = {
  code: "Client.UnauthorizedOperation",
  message: "You are not authorized to perform this operation.",
};
const SLOT_LIMIT: TrailError = {
  code: "Client.PrivateIpAddressLimitExceeded",
  message: "Number of private addresses will exceed limit.",
};
const THROTTLED: TrailError = { code: "Client.RequestLimitExceeded", message: "Request limit exceeded." };
const ENI_QUOTA: TrailError = {
  code: "Client.NetworkInterfaceLimitExceeded",
  message: "The maximum number of network interfaces has been reached.",
};
const OTHER: TrailError = {
  code: "Client.InvalidNetworkInterfaceID.NotFound",
  message: "The networkInterface ID 'eni-0123456789abcdef0' does not exist",
};

const PERSON = userCaller("li.wei", "aws-cli/2.27.50 md/awscrt#0.26.1 ua/2.1 os/macos#24.5.0 cfg/retry-mode#standard");
const PIPELINE = userCaller("terraform-ci", "APN/1.0 HashiCorp/1.0 Terraform/1.12.2 aws-sdk-go-v2/1.36.5");

/** Failures that are taken for a shortage and are none, each around an ENI of the subnet. */
export function lookAlikeCalls(
  time: number,
  { subnet, eni, cni }: { readonly subnet: SubnetState; readonly eni: EniState; readonly cni: TrailCaller },
): readonly TrailCall[] {
  const request = { kind: "address", count: 1 } as const;
  const create = (caller: TrailCaller, error: TrailError): TrailCall =>
    createCall(
      { time, caller, error },
      { subnetId: subnet.id, description: "", groupIds: [], tags: [], request },
      null,
    );
  const dryRun = runInstancesCall(
    { time, caller: PERSON },
    { subnet, instanceType: "t3.micro", count: 1, instanceIds: null },
    false,
  );
  return [
    assignCall({ time, caller: cni, error: SLOT_LIMIT }, eni.id, { kind: "address", count: 14 }),
    assignCall({ time, caller: cni, error: THROTTLED }, eni.id, request),
    assignCall({ time, caller: PIPELINE, error: OTHER }, "eni-0123456789abcdef0", request),
    create(PERSON, DENIED),
    create(PERSON, DRY_RUN),
    create(PIPELINE, ENI_QUOTA),
    { ...dryRun, error: DRY_RUN },
    {
      ...dryRun,
      caller: autoScalingCaller(),
      error: {
        code: "Server.InsufficientInstanceCapacity",
        message: "We currently do not have sufficient t3.micro capacity in the Availability Zone you requested.",
      },
    },
  ];
}
