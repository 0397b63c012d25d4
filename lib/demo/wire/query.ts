import { Ec2Error, invalidParameter } from "@/lib/demo/wire/error";

/** Filters and their values are ANDed and ORed: every filter must match, by any of its values. */
export interface Filter {
  readonly name: string;
  readonly values: readonly string[];
}

/** Parameters that belong to the protocol or to a presigned address, not to an action. */
const PROTOCOL_PARAMETERS = new Set([
  "Action",
  "Version",
  "AWSAccessKeyId",
  "Signature",
  "SignatureMethod",
  "SignatureVersion",
  "Timestamp",
  "SecurityToken",
  "Expires",
]);

/** The most filter values that one EC2 request may hold. */
const MAX_FILTER_VALUES = 200;
const MAX_INDEX = 10_000;

/** The form of one request of EC2's query protocol. Names are as on the wire, `Filter.1.Value.2` included. */
export class Query {
  private readonly values = new Map<string, string>();
  readonly action: string;

  constructor(parameters: URLSearchParams) {
    for (const [name, value] of parameters) {
      if (this.values.has(name)) throw invalidParameter(`The parameter ${name} is given more than once`);
      this.values.set(name, value);
    }
    const action = this.values.get("Action");
    if (!action) throw new Ec2Error("MissingParameter", "The request must contain the parameter Action");
    this.action = action;
  }

  get version(): string | null {
    return this.values.get("Version") ?? null;
  }

  text(name: string): string | null {
    return this.values.get(name) ?? null;
  }

  flag(name: string): boolean {
    const value = this.values.get(name);
    if (value === undefined) return false;
    if (/^true$/i.test(value)) return true;
    if (/^false$/i.test(value)) return false;
    throw invalidParameter(`Value (${value}) for parameter ${name} is invalid. It must be true or false`);
  }

  /** `name.1`, `name.2`, … in the order of their numbers. */
  list(name: string): string[] {
    return this.indexed(`${name}.`).map(([, value]) => value);
  }

  filters(): Filter[] {
    const found = new Map<number, { name: string | null; values: string[] }>();
    for (const [rest, value] of this.indexed("Filter.")) {
      const [number, part] = splitIndex(rest, "Filter");
      const filter = found.get(number) ?? { name: null, values: [] };
      found.set(number, filter);
      if (part === "Name") filter.name = value;
      else if (/^Values?\.\d+$/.test(part)) filter.values.push(value);
      else throw unknownParameter(`Filter.${rest}`);
    }
    const filters = [...found]
      .sort(([a], [b]) => a - b)
      .map(([number, { name, values }]) => {
        if (name === null)
          throw new Ec2Error("MissingParameter", `The request must contain the parameter Filter.${number}.Name`);
        if (values.length === 0) throw invalidParameter(`The filter '${name}' has no values`);
        return { name, values };
      });
    if (filters.reduce((sum, { values }) => sum + values.length, 0) > MAX_FILTER_VALUES) {
      throw new Ec2Error(
        "FilterLimitExceeded",
        `The maximum number of filter values specified on a single call is ${MAX_FILTER_VALUES}`,
      );
    }
    return filters;
  }

  /** Refuses parameters that neither the protocol nor the action knows; a known name covers its numbered members. */
  refuseUnknown(known: readonly string[]): void {
    const names = new Set(known);
    for (const name of this.values.keys()) {
      const first = name.split(".")[0] ?? name;
      if (PROTOCOL_PARAMETERS.has(name) || /^x-amz-/i.test(name) || names.has(first)) continue;
      throw unknownParameter(name);
    }
  }

  /** What makes two requests pages of one listing: all but the page's own parameters. */
  listingKey(): string {
    const parts = [...this.values].filter(
      ([name]) => name !== "NextToken" && name !== "MaxResults" && name !== "DryRun",
    );
    return (
      JSON.stringify(parts.filter(([name]) => !PROTOCOL_PARAMETERS.has(name) && !/^x-amz-/i.test(name)).sort()) +
      this.action
    );
  }

  private indexed(start: string): [rest: string, value: string][] {
    const found: [string, string][] = [];
    for (const [name, value] of this.values) if (name.startsWith(start)) found.push([name.slice(start.length), value]);
    return found.sort(([a], [b]) => compareIndexes(a, b));
  }
}

function splitIndex(rest: string, parameter: string): [number: number, part: string] {
  const match = /^(\d{1,6})\.(.+)$/.exec(rest);
  const number = Number(match?.[1] ?? Number.NaN);
  if (!match || number < 1 || number > MAX_INDEX) throw unknownParameter(`${parameter}.${rest}`);
  return [number, match[2] ?? ""];
}

const compareIndexes = (a: string, b: string): number => {
  const left = a.split(".");
  const right = b.split(".");
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const order = Number(left[i]) - Number(right[i]);
    if (order) return order;
  }
  return 0;
};

const unknownParameter = (name: string): Ec2Error =>
  new Ec2Error("UnknownParameter", `The parameter ${name} is not recognized`);
