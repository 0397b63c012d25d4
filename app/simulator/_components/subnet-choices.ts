import type { ScopeHead, ScopeSubnetHead } from "@/lib/domain/simulation/scope-head";
import { formatCount } from "@/lib/format";

const wordsOf = ({ id, name, availabilityZone, freeAddressCount }: ScopeSubnetHead): string =>
  [
    name ?? id,
    availabilityZone,
    freeAddressCount === null ? null : `${formatCount(freeAddressCount)} free`,
    name === null ? null : id,
  ]
    .filter((word) => word !== null)
    .join(" · ");

/** The scope's subnets to choose from: `[id, words]`. */
export const subnetChoices = (
  { subnets }: Pick<ScopeHead, "subnets">,
  isMeant: (subnet: ScopeSubnetHead) => boolean = () => true,
): readonly (readonly [string, string])[] =>
  subnets.filter(isMeant).map((subnet) => [subnet.id, wordsOf(subnet)] as const);
