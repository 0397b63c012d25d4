import { type ShortageBrief, urgencyOf } from "@/components/events/shortage-figures";
import type { VpcSummary } from "@/lib/domain/api/vpc";

interface WorstSubnet {
  readonly id: string;
  readonly name: string | null;
  readonly freeAddressCount: number | null;
  readonly utilizationRatio: number | null;
  readonly urgency: number;
}

/** The VPC's fullest subnets and those whose calls failed, the worst first. */
export function worstOf(vpc: Pick<VpcSummary, "id" | "worstSubnets">, { bySubnet }: ShortageBrief): WorstSubnet[] {
  const failing = Object.values(bySubnet).flatMap(({ vpc: place, subnet, ...rest }) =>
    place?.id === vpc.id && subnet !== null ? [{ ...subnet, ...rest }] : [],
  );
  const fullest = vpc.worstSubnets.filter(({ id }) => bySubnet[id] === undefined);
  return [...failing, ...fullest]
    .map(({ id, name, freeAddressCount, utilizationRatio }) => ({
      id,
      name,
      freeAddressCount,
      utilizationRatio,
      urgency: urgencyOf(bySubnet[id], utilizationRatio),
    }))
    .sort((a, b) => b.urgency - a.urgency);
}
