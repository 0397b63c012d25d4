import { createHash } from "node:crypto";
import type { Action, ActionContext } from "@/lib/demo/actions/context";
import { describeInstanceTypes } from "@/lib/demo/actions/describe-instance-types";
import { describeInstances } from "@/lib/demo/actions/describe-instances";
import { describeNetworkInterfaces } from "@/lib/demo/actions/describe-network-interfaces";
import { describeAvailabilityZones, describeRegions } from "@/lib/demo/actions/describe-places";
import { describeSubnets } from "@/lib/demo/actions/describe-subnets";
import { describeVpcs } from "@/lib/demo/actions/describe-vpcs";
import { getSubnetCidrReservations } from "@/lib/demo/actions/get-subnet-cidr-reservations";
import { Ec2Error } from "@/lib/demo/wire/error";
import type { Query } from "@/lib/demo/wire/query";
import { XmlBytes } from "@/lib/demo/wire/xml-bytes";

const ACTIONS: ReadonlyMap<string, Action> = new Map([
  ["DescribeAvailabilityZones", describeAvailabilityZones],
  ["DescribeInstanceTypes", describeInstanceTypes],
  ["DescribeInstances", describeInstances],
  ["DescribeNetworkInterfaces", describeNetworkInterfaces],
  ["DescribeRegions", describeRegions],
  ["DescribeSubnets", describeSubnets],
  ["DescribeVpcs", describeVpcs],
  ["GetSubnetCidrReservations", getSubnetCidrReservations],
]);

export const ACTION_NAMES: readonly string[] = [...ACTIONS.keys()];

const API_VERSION = "2016-11-15";

/** `{ action → bytes of its last answer }`: room for the next one, which is mostly a page of the same listing. */
const lengths = new Map<string, number>();

/** The answer document of one request; throws Ec2Error for a request that EC2 would refuse. */
export function answer(query: Query, context: ActionContext, requestId: string): Buffer {
  const action = ACTIONS.get(query.action);
  if (!action) throw new Ec2Error("InvalidAction", `The action ${query.action} is not valid for this web service.`);
  if (query.version !== null && query.version !== API_VERSION) {
    throw new Ec2Error(
      "NoSuchVersion",
      `The requested version (${query.version}) of service AmazonEC2 does not exist; use ${API_VERSION}`,
    );
  }
  query.refuseUnknown(action.parameters);
  const isDryRun = query.flag("DryRun");
  const name = `${query.action}Response`;
  const out = new XmlBytes(lengths.get(query.action) ?? 0);
  out.raw(
    `<?xml version="1.0" encoding="UTF-8"?>\n<${name} xmlns="http://ec2.amazonaws.com/doc/${API_VERSION}/"><requestId>${requestId}</requestId>`,
  );
  action.run(query, context, out);
  if (isDryRun) {
    throw new Ec2Error("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412);
  }
  out.raw(`</${name}>`);
  const document = out.take();
  lengths.set(query.action, document.length);
  return document;
}

/** A request id in EC2's form that depends on what was asked and when only, so that an account can be replayed. */
export function requestIdOf(seed: string, body: string, now: number): string {
  const digits = createHash("sha1").update(`${seed}\n${now}\n${body}`).digest("hex");
  return [8, 4, 4, 4, 12]
    .map((length, i) => digits.slice([0, 8, 12, 16, 20][i], ([0, 8, 12, 16, 20][i] ?? 0) + length))
    .join("-");
}
