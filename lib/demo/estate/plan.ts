/** Nodes of each part of the account. */
export interface CorePlan {
  readonly dev: number;
  readonly prefix: number;
  readonly tuned: number;
  readonly secured: number;
  readonly karpenter: number;
  readonly p4d: number;
  readonly p5: number;
  readonly xen: number;
  readonly auto: number;
  readonly metal: number;
}

export type GrowthKind = "team" | "platform" | "prefix" | "data";

export interface GrowthUnit {
  readonly kind: GrowthKind;
  readonly nodeCount: number;
}

export interface EstatePlan {
  readonly core: CorePlan;
  readonly growth: readonly GrowthUnit[];
}

/** The core at its full size; a smaller account has the same shape with fewer nodes. */
const FULL_CORE: CorePlan = {
  dev: 19,
  prefix: 12,
  tuned: 6,
  secured: 4,
  karpenter: 7,
  p4d: 2,
  p5: 1,
  xen: 3,
  auto: 4,
  metal: 2,
};

/** Of each, at least so many, so that an account of ten nodes holds the story too. */
const LEAST_CORE: CorePlan = {
  dev: 4,
  prefix: 1,
  tuned: 1,
  secured: 1,
  karpenter: 1,
  p4d: 1,
  p5: 0,
  xen: 0,
  auto: 1,
  metal: 0,
};

/** Further VPCs join in turn, each up to this many nodes. */
const GROWTH_CYCLE: readonly GrowthUnit[] = [
  { kind: "team", nodeCount: 96 },
  { kind: "platform", nodeCount: 300 },
  { kind: "prefix", nodeCount: 120 },
  { kind: "data", nodeCount: 900 },
];

const sum = (plan: CorePlan): number => Object.values(plan).reduce((total, count) => total + count, 0);

/** Divides the nodes: the core first, to its full size of 60; what is left makes further VPCs. */
export function planEstate(nodeCount: number): EstatePlan {
  const core = planCore(Math.min(nodeCount, sum(FULL_CORE)));
  const growth: GrowthUnit[] = [];
  let left = nodeCount - sum(core);
  for (let turn = 0; left > 0; turn++) {
    const unit = GROWTH_CYCLE[turn % GROWTH_CYCLE.length];
    if (!unit) break;
    growth.push({ kind: unit.kind, nodeCount: Math.min(unit.nodeCount, left) });
    left -= Math.min(unit.nodeCount, left);
  }
  return { core, growth };
}

/** Gives one node after the other to the part that is farthest from its full share. */
function planCore(nodeCount: number): CorePlan {
  const plan: Record<keyof CorePlan, number> = { ...LEAST_CORE };
  for (let left = nodeCount - sum(plan); left > 0; left--) {
    let neediest: keyof CorePlan = "dev";
    for (const part of Object.keys(plan) as (keyof CorePlan)[]) {
      if (plan[part] / FULL_CORE[part] < plan[neediest] / FULL_CORE[neediest]) neediest = part;
    }
    plan[neediest]++;
  }
  return plan;
}
