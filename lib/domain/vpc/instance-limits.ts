import { INSTANCE_LIMITS_TABLE } from "@/lib/domain/vpc/instance-limits-table";
import type { InstanceTypeLimits } from "@/lib/domain/vpc/snapshot";

type LineLimits = Omit<InstanceTypeLimits, "instanceType">;

function parseLine(line: string): { limits: LineLimits; instanceTypes: string[] } {
  const [figures = "", families = ""] = line.split("|");
  const [maxEnis, ipv4PerEni, kind = "", networkCardCount] = figures.split(" ");
  const hypervisor = kind.replace("+metal", "");
  return {
    limits: {
      maxEnis: Number(maxEnis),
      ipv4PerEni: Number(ipv4PerEni),
      hypervisor: hypervisor === "nitro" || hypervisor === "xen" ? hypervisor : "unknown",
      isBareMetal: kind.endsWith("+metal"),
      networkCardCount: Number(networkCardCount),
      vcpuCount: null,
      from: "built-in",
    },
    instanceTypes: families.split(" ").flatMap((family) => {
      const [name, sizes = ""] = family.split(":");
      return sizes.split(",").map((size) => `${name}.${size}`);
    }),
  };
}

let known: ReadonlyMap<string, LineLimits> | undefined;

function allLimits(): ReadonlyMap<string, LineLimits> {
  known ??= new Map(
    INSTANCE_LIMITS_TABLE.trim()
      .split("\n")
      .map(parseLine)
      .flatMap(({ limits, instanceTypes }) => instanceTypes.map((type) => [type, limits] as const)),
  );
  return known;
}

/**
 * ENI limits of an instance type from Eniscope's own table, for where EC2 was not asked, did not answer or does not know
 * the type; null for a type that the table does not hold. The number of vCPUs is not in the table and stays null. The
 * table is 17 KB of text: server code only. `lookUpInstanceLimits("t3.2xlarge")` has 4 ENIs of 15 addresses.
 */
export function lookUpInstanceLimits(instanceType: string): InstanceTypeLimits | null {
  const limits = allLimits().get(instanceType);
  return limits ? { instanceType, ...limits } : null;
}

/** Instance types in the table. */
export const knownInstanceTypeCount = (): number => allLimits().size;
