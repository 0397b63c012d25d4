import type { TypeFigures } from "@/lib/domain/simulation/simulation-result";
import type { AddressClass } from "@/lib/domain/vpc/address-class";

/** The pools of a type on both sides; null where a side has no node of it. */
export interface TypeRow {
  readonly instanceType: string;
  readonly today: TypeFigures | null;
  readonly proposed: TypeFigures | null;
}

/** Types in the order of today's holdings, those that only the proposal has after them. */
export function typeRows(today: readonly TypeFigures[], proposed: readonly TypeFigures[]): readonly TypeRow[] {
  const names = [...new Set([...today, ...proposed].map(({ instanceType }) => instanceType))];
  const of = (side: readonly TypeFigures[], name: string) =>
    side.find(({ instanceType }) => instanceType === name) ?? null;
  return names.map((name) => ({ instanceType: name, today: of(today, name), proposed: of(proposed, name) }));
}

/** The ENIs of a type that are no node's primary one. */
const furtherEniCount = ({ eniCount, nodeCount }: TypeFigures): number => Math.max(0, eniCount - nodeCount);

/** What the nodes of a type hold, by class, in the order of a bar; what is on its way to or from EC2 is in no class. */
export function typeSplit(figures: TypeFigures): readonly (readonly [AddressClass, number])[] {
  const { total, assigned, warm, nodeCount } = figures;
  const parts: readonly (readonly [AddressClass, number])[] = [
    ["assigned", assigned],
    ["cooldown", Math.max(0, total - assigned - warm)],
    ["warm", warm],
    ["node-primary", nodeCount],
    ["eni-primary", furtherEniCount(figures)],
  ];
  return parts.filter(([, count]) => count > 0);
}
