import type { Ordered } from "@/lib/demo/state/ordered-table";
import { lookUpInstanceLimits } from "@/lib/domain/vpc/instance-limits";
import type { InstanceTypeLimits } from "@/lib/domain/vpc/snapshot";

/** What DescribeInstanceTypes tells of a type that the Region offers. */
export interface OfferedType extends Ordered {
  readonly name: string;
  readonly vcpuCount: number;
  readonly memoryGib: number;
  readonly architecture: "x86_64" | "arm64";
  readonly isCurrentGeneration: boolean;
  readonly efaInterfaceCount: number;
  readonly limits: InstanceTypeLimits;
}

/** Sizes of a family with a fixed memory per vCPU: `large` has 2 vCPUs, `xlarge` 4, `Nxlarge` 4N, metal as its largest. */
const FAMILIES: readonly (readonly [family: string, gibPerVcpu: number, sizes: string])[] = [
  ["c5", 2, "large xlarge 2xlarge 4xlarge 9xlarge 12xlarge 18xlarge 24xlarge metal"],
  ["c6i", 2, "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge"],
  ["c7g", 2, "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge"],
  ["m4", 4, "large xlarge 2xlarge 4xlarge 10xlarge 16xlarge"],
  ["m5", 4, "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal"],
  ["m6i", 4, "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge"],
  ["m7g", 4, "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge"],
  ["r5", 8, "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal"],
  ["r6i", 8, "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge"],
  ["g5", 4, "xlarge 2xlarge 4xlarge 8xlarge 16xlarge 12xlarge 24xlarge 48xlarge"],
];

/** `type vCPUs GiB`, where the size does not tell. */
const SINGLE_TYPES = `
t2.micro 1 1 · t2.small 1 2 · t2.medium 2 4 · t2.large 2 8 · t2.xlarge 4 16 · t2.2xlarge 8 32
t3.nano 2 0.5 · t3.micro 2 1 · t3.small 2 2 · t3.medium 2 4 · t3.large 2 8 · t3.xlarge 4 16 · t3.2xlarge 8 32
t4g.small 2 2 · t4g.medium 2 4 · t4g.large 2 8 · t4g.xlarge 4 16 · t4g.2xlarge 8 32
p3dn.24xlarge 96 768 · p4d.24xlarge 96 1152 · p5.48xlarge 192 2048 · trn1.32xlarge 128 512`;

const EFA_INTERFACES: Readonly<Record<string, number>> = {
  "c6i.32xlarge": 1,
  "m6i.32xlarge": 1,
  "r6i.32xlarge": 1,
  "p3dn.24xlarge": 1,
  "p4d.24xlarge": 4,
  "p5.48xlarge": 32,
  "trn1.32xlarge": 8,
};

const METAL_VCPUS = 96;
const PREVIOUS_GENERATIONS = new Set(["m4", "t2"]);

const vcpusOf = (size: string): number =>
  size === "metal" ? METAL_VCPUS : size === "large" ? 2 : 4 * Number(size.replace("xlarge", "") || 1);

function listOffered(): OfferedType[] {
  const sized = FAMILIES.flatMap(([family, gibPerVcpu, sizes]) =>
    sizes.split(" ").map((size) => {
      const vcpuCount = vcpusOf(size);
      return { name: `${family}.${size}`, vcpuCount, memoryGib: vcpuCount * gibPerVcpu };
    }),
  );
  const single = SINGLE_TYPES.trim()
    .split(/\n| · /)
    .map((line) => line.split(" "))
    .map(([name = "", vcpus, gib]) => ({ name, vcpuCount: Number(vcpus), memoryGib: Number(gib) }));
  return [...sized, ...single]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((type, sequence) => ({ ...type, sequence, ...factsOf(type.name, type.vcpuCount) }));
}

function factsOf(name: string, vcpuCount: number): Omit<OfferedType, "sequence" | "name" | "vcpuCount" | "memoryGib"> {
  const limits = lookUpInstanceLimits(name);
  if (!limits) throw new RangeError(`no ENI limits are known for ${name}`);
  const family = name.split(".")[0] ?? "";
  return {
    architecture: /^(t4g|[cmr]\dg)$/.test(family) ? "arm64" : "x86_64",
    isCurrentGeneration: !PREVIOUS_GENERATIONS.has(family),
    efaInterfaceCount: EFA_INTERFACES[name] ?? 0,
    limits: { ...limits, vcpuCount },
  };
}

let offered: ReadonlyMap<string, OfferedType> | undefined;

/** `{ type → facts }` of all types that the account's Region offers, by name. */
export function offeredTypes(): ReadonlyMap<string, OfferedType> {
  offered ??= new Map(listOffered().map((type) => [type.name, type]));
  return offered;
}

/** The facts of a type that the account uses; throws for one that its Region does not offer. */
export function offeredType(name: string): OfferedType {
  const type = offeredTypes().get(name);
  if (!type) throw new RangeError(`the account's Region offers no ${name}`);
  return type;
}
