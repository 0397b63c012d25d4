import type { SimulationScope } from "@/lib/domain/api/simulation";
import { BLOCK_SIZE } from "@/lib/domain/ip/cidr";
import { fromSteps } from "@/lib/domain/simulation/offset-steps";

/** What the scope's nodes hold of each of its used subnets: the ENIs' own addresses, secondary ones and those in prefixes. */
export function heldInScope({ subnets, nodes }: SimulationScope): { subnetId: string; addressCount: number }[] {
  const counts = subnets.map(() => 0);
  for (const { enis } of nodes) {
    for (const { subnet, addresses, prefixes } of enis) {
      const held = 1 + fromSteps(addresses).length + BLOCK_SIZE * fromSteps(prefixes).length;
      counts[subnet] = (counts[subnet] ?? 0) + held;
    }
  }
  return subnets.flatMap(({ id, isUsed }, number) =>
    isUsed ? [{ subnetId: id, addressCount: counts[number] ?? 0 }] : [],
  );
}
