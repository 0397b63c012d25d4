import { ADDRESS_CLASS_WORDS } from "@/components/ui/address-class-words";
import type { MomentPlace, MomentSum } from "@/lib/domain/geometry/moment-rack";
import type { NodeMoment } from "@/lib/domain/simulation/simulation-result";
import { formatCount, formatNoun } from "@/lib/format";

/** A place of the rack in words. */
export function placeWords(place: MomentPlace): string {
  switch (place.kind) {
    case "primary":
      return `${place.address}, ${place.addressClass === "node-primary" ? "the node’s own address" : "the ENI’s own address"}`;
    case "secondary":
      return `${place.address}, ${ADDRESS_CLASS_WORDS[place.addressClass].short}`;
    case "prefix":
      return `${place.prefix}, prefix: ${splitWords(place)}`;
    case "empty":
      return "unused slot";
    default:
      return place satisfies never;
  }
}

const splitWords = ({ assigned, cooling, warm }: { assigned: number; cooling: number; warm: number }): string =>
  [
    formatNoun(assigned, "pod"),
    ...(cooling > 0 ? [`${formatCount(cooling)} in cooldown`] : []),
    `${formatCount(warm)} warm`,
  ].join(", ");

/** `30 addresses: 6 pods, 22 warm, 2 ENIs’ own` */
export function sumWords(sum: MomentSum): string {
  const own = sum.eniCount === 1 ? "1 ENI’s own" : `${formatCount(sum.eniCount)} ENIs’ own`;
  const prefixes = sum.prefixes > 0 ? `, in ${formatNoun(sum.prefixes, "prefix", "prefixes")}` : "";
  return `${formatNoun(sum.held, "address", "addresses")}: ${splitWords(sum)}${prefixes}, ${own}`;
}

/** What the node is doing at the moment, where it is not just running; null where it is. */
export function stateWords({ exists, isRunning, waitingPodCount }: NodeMoment): string | null {
  if (!exists) return "is not there at this moment";
  const parts = [
    ...(isRunning ? [] : ["ipamd is not running"]),
    ...(waitingPodCount > 0 ? [`${formatNoun(waitingPodCount, "pod waits", "pods wait")} for an address`] : []),
  ];
  return parts.length === 0 ? null : parts.join(", ");
}
