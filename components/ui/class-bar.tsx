import { ADDRESS_CLASS_NAMES } from "@/components/ui/address-class-names";
import type { ClassCounts } from "@/lib/domain/api/common";
import type { AddressClass } from "@/lib/domain/vpc/address-class";
import { formatCount } from "@/lib/format";

/** From what pods use, over what is held for them, to what nobody can have; free is the ground at the right end. */
export const BAR_ORDER: readonly AddressClass[] = [
  "assigned",
  "attached",
  "cooldown",
  "warm",
  "branch",
  "node-primary",
  "eni-primary",
  "service",
  "instance",
  "detached",
  "unknown",
  "cidr-reservation",
  "reserved-by-aws",
];

interface ClassBarProps {
  readonly counts: ClassCounts;
  /** Taken, but by no visible ENI: drawn hatched. */
  readonly unexplainedCount: number;
}

/** The addresses of a subnet or VPC by class, as one bar whose ground is what is free; the figures are its text alternative. */
export function ClassBar({ counts, unexplainedCount }: ClassBarProps) {
  const parts = BAR_ORDER.filter((addressClass) => counts[addressClass] > 0);
  const words = parts.map((name) => `${formatCount(counts[name])} ${ADDRESS_CLASS_NAMES[name]}`);
  if (unexplainedCount > 0) words.push(`${formatCount(unexplainedCount)} not explained`);
  words.push(`${formatCount(counts.free)} free`);
  const text = words.join(" · ");
  return (
    <span
      role="img"
      aria-label={text}
      title={text}
      className="flex h-2.5 w-40 overflow-hidden rounded-xs border border-line bg-address-free"
    >
      {parts.map((name) => (
        <i
          key={name}
          data-address-class={name}
          className="address-fill"
          style={{ flexGrow: counts[name], flexBasis: 0 }}
        />
      ))}
      {unexplainedCount > 0 ? (
        <i className="unknown-fill" style={{ flexGrow: unexplainedCount, flexBasis: 0 }} />
      ) : null}
      {counts.free > 0 ? <i style={{ flexGrow: counts.free, flexBasis: 0 }} /> : null}
    </span>
  );
}
