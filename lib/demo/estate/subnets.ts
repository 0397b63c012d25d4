import type { Site } from "@/lib/demo/estate/site";
import { ZONES } from "@/lib/demo/state/account";
import type { SubnetState, TagList, VpcState } from "@/lib/demo/state/model";

/** One subnet in each zone, `cidrs` in the order of the zones, named `name-a`, `name-b`, `name-c`. */
export function zonalSubnets(
  site: Site,
  vpc: VpcState,
  name: string,
  cidrs: readonly string[],
  options: { readonly tags?: TagList; readonly mapsPublicAddress?: boolean } = {},
): SubnetState[] {
  return cidrs.map((cidr, index) => {
    const zone = ZONES[index % ZONES.length];
    if (!zone) throw new RangeError("the account has no zones");
    return site.account.addSubnet({ vpc, zone, cidr, name: `${name}-${zone.name.at(-1)}`, ...options });
  });
}

/** `{ zone name → subnet }`, as ENIConfigs name the pods' subnets. */
export const byZone = (subnets: readonly SubnetState[]): ReadonlyMap<string, SubnetState> =>
  new Map(subnets.map((subnet) => [subnet.zone.name, subnet]));

/** The subnet of a list, which must have it. */
export function nth(subnets: readonly SubnetState[], index: number): SubnetState {
  const subnet = subnets[index];
  if (!subnet) throw new RangeError(`no subnet number ${index}`);
  return subnet;
}
