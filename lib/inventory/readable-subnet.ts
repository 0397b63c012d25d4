import "server-only";
import { PROBLEM_CODES, type Problem, type ProblemCode } from "@/lib/domain/problem";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import type { ApiOutcome } from "@/lib/domain/vpc/snapshot";
import type { SubnetAddresses } from "@/lib/domain/vpc/subnet-addresses";
import type { SubnetState } from "@/lib/domain/vpc/subnet-state";
import type { ViewResult } from "@/lib/inventory/answer-from";
import { unknownId } from "@/lib/inventory/resource-id";

/** A subnet whose every address has a class. */
export interface MappedSubnet {
  readonly state: SubnetState;
  readonly addresses: SubnetAddresses;
}

/**
 * The subnet with its address map. There is none without an IPv4 CIDR (`not-found`), nor while not all ENIs were read
 * (`unavailable`): then no address can be called free.
 */
export function mappedSubnet(inventory: Inventory, subnetId: string): ViewResult<MappedSubnet> {
  if (!inventory.subnets.has(subnetId)) return { kind: "not-found", problem: unknownId("subnet", subnetId) };
  const outcome = inventory.snapshot.apis.DescribeNetworkInterfaces;
  if (outcome.status !== "ok") return { kind: "unavailable", problem: unreadEnis(outcome) };
  const state = inventory.stateOf(subnetId);
  if (state.addresses) return { kind: "data", data: { state, addresses: state.addresses } };
  return { kind: "not-found", problem: withoutMap(state) };
}

const withoutMap = ({ subnet }: SubnetState): Problem => ({
  code: "not-found",
  message: subnet.isIpv6Native
    ? `${subnet.id} is an IPv6-only subnet: it has no IPv4 addresses to map.`
    : `${subnet.id} has no IPv4 CIDR that could be read, so its addresses cannot be mapped.`,
  remedy: "See the subnet's page for what is known of it.",
  retryable: false,
});

const isProblemCode = (code: string): code is ProblemCode => (PROBLEM_CODES as readonly string[]).includes(code);

function unreadEnis(outcome: Exclude<ApiOutcome, { status: "ok" }>): Problem {
  return {
    code: problemCode(outcome),
    message: `The subnet's addresses are not known: DescribeNetworkInterfaces was not read to its end. ${outcome.message}`,
    remedy: outcome.remedy,
    retryable: outcome.status === "throttled" || outcome.status === "failed",
  };
}

function problemCode(outcome: Exclude<ApiOutcome, { status: "ok" }>): ProblemCode {
  switch (outcome.status) {
    case "denied":
    case "throttled":
      return outcome.status;
    case "absent":
      return "capture-unreadable";
    case "failed":
      return isProblemCode(outcome.code) ? outcome.code : "malformed-answer";
  }
}
