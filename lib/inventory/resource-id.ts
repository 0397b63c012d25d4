import "server-only";
import type { Problem } from "@/lib/domain/problem";

export type ResourceKind = "vpc" | "subnet" | "instance";

const PREFIX: Record<ResourceKind, string> = { vpc: "vpc", subnet: "subnet", instance: "i" };

/**
 * Whether the text is shaped like an id of EC2: the kind's prefix, a dash, and 8 to 17 lower-case letters and digits.
 * Real ids are hexadecimal; made-up captures are not always, so any letter passes.
 */
export const isResourceId = (kind: ResourceKind, text: string): boolean =>
  new RegExp(`^${PREFIX[kind]}-[0-9a-z]{8,17}$`).test(text);

/** The problem with a malformed id, naming the parameter. */
export function malformedId(kind: ResourceKind, parameter: string): Problem {
  return {
    code: "invalid-parameter",
    message: `This is no id of ${kind === "instance" ? "an instance" : `a ${kind}`}.`,
    remedy: `Give an id such as ${PREFIX[kind]}-0123456789abcdef0, or search for a name.`,
    retryable: false,
    parameter,
  };
}

/** The problem with a well-formed id that the snapshot does not hold. */
export function unknownId(kind: ResourceKind, id: string): Problem {
  return {
    code: "not-found",
    message: `${id} is not in the snapshot.`,
    remedy: `Search for it, check account and Region, or refresh if the ${kind} is new.`,
    retryable: false,
  };
}

/** The problem with a parameter's value; `allowed` completes "Give …". */
export function invalidParameter(parameter: string, allowed: string): Problem {
  return {
    code: "invalid-parameter",
    message: `The parameter ${parameter} has a value that cannot be used.`,
    remedy: `Give ${allowed}.`,
    retryable: false,
    parameter,
  };
}
