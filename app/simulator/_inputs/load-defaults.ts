import type { InputValues } from "@/app/simulator/_inputs/to-simulation-input";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";

type Given<Name extends keyof InputValues> = NonNullable<InputValues[Name]>;

/** What a part of the load is when it is switched on: the story's burst, a quarter of an hour after the start. */
export interface LoadDefaults {
  readonly churn: Given<"churn">;
  readonly burst: Given<"burst">;
  readonly drain: Given<"drain">;
  readonly add: Given<"add">;
  readonly move: Given<"move">;
}

const QUARTER = "900";

export function loadDefaults({ nodes, subnets }: ScopeHead, podsPerNode: number): LoadDefaults {
  const nodesIn = new Map<number, number>();
  for (const { subnet } of nodes) nodesIn.set(subnet, (nodesIn.get(subnet) ?? 0) + 1);
  const [commonest = 0] = [...nodesIn].sort(([, a], [, b]) => b - a)[0] ?? [];
  const roomiest = subnets
    .filter(({ id }) => id !== subnets[commonest]?.id)
    .toSorted((a, b) => (b.freeAddressCount ?? 0) - (a.freeAddressCount ?? 0))[0];
  return {
    churn: { rate: "0.5", life: "600" },
    burst: { pods: "60", nodes: String(Math.max(1, Math.min(10, nodes.length))), within: "30", at: QUARTER },
    drain: { share: "50", at: QUARTER },
    add: {
      count: "5",
      subnet: subnets[commonest]?.id ?? "",
      type: "",
      pods: String(podsPerNode),
      at: QUARTER,
      every: "60",
    },
    move: { count: String(Math.max(1, nodes.length)), subnet: roomiest?.id ?? "", at: "60", every: "120" },
  };
}
