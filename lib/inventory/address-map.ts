import "server-only";
import type { AddressMap } from "@/lib/domain/api/subnet";
import { formatCidr } from "@/lib/domain/ip/cidr";
import { ADDRESS_CLASSES, type BlockKind } from "@/lib/domain/vpc/address-class";
import type { Inventory } from "@/lib/domain/vpc/inventory";
import type { ViewResult } from "@/lib/inventory/answer-from";
import { type MappedSubnet, mappedSubnet } from "@/lib/inventory/readable-subnet";
import { memoByInventory } from "@/lib/inventory/view-memo";

/** The map of a subnet as runs of equal classes and of equal blocks. */
export function addressMap(inventory: Inventory, subnetId: string): ViewResult<AddressMap> {
  const result = mappedSubnet(inventory, subnetId);
  if (result.kind !== "data") return result;
  const maps = knownMaps(inventory);
  const data = maps.get(subnetId) ?? toMap(result.data);
  maps.set(subnetId, data);
  return { kind: "data", data };
}

/** `{ subnet id → its map }`, filled as they are asked for; ids asked for in vain never get here. */
const knownMaps = memoByInventory(() => new Map<string, AddressMap>());

const toMap = ({ state, addresses }: MappedSubnet): AddressMap => ({
  subnetId: state.subnet.id,
  cidr: formatCidr(addresses.cidr),
  classes: [...ADDRESS_CLASSES],
  runs: toRuns(addresses.classes).flat(),
  prefixBlocks: [...addresses.prefixBlocks],
  blocks: toRuns<BlockKind>(state.blocks?.kinds ?? []),
});

/** `[a, a, b]` to `[[a, 2], [b, 1]]`. */
export function toRuns<Value>(values: ArrayLike<Value>): [Value, number][] {
  const runs: [Value, number][] = [];
  let last: [Value, number] | undefined;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as Value;
    if (last && last[0] === value) last[1]++;
    else {
      last = [value, 1];
      runs.push(last);
    }
  }
  return runs;
}
