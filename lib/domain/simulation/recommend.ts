import { parseSettings } from "@/lib/domain/ipamd/settings";
import { BurstTrials, type TrialFigures } from "@/lib/domain/simulation/burst-trial";
import {
  type CandidateTargets,
  candidateGrid,
  neighboursOf,
  withTargets,
} from "@/lib/domain/simulation/candidate-settings";
import { goalProblems } from "@/lib/domain/simulation/check-goal";
import { inputProblems, reasonNotToSimulate } from "@/lib/domain/simulation/check-input";
import type { PreparedScope } from "@/lib/domain/simulation/prepared-scope";
import type { CandidatePoint, Recommendation, RecommendationGoal } from "@/lib/domain/simulation/recommendation";
import { compareByGoal, markFront } from "@/lib/domain/simulation/recommendation-order";
import { reasonsAgainst, whyOf } from "@/lib/domain/simulation/recommendation-words";
import type { InputProblem, SimulationInput } from "@/lib/domain/simulation/simulation-input";

/** How a search ended; as `SimulationOutcome`. */
export type RecommendationOutcome =
  | { readonly kind: "done"; readonly recommendation: Recommendation }
  | { readonly kind: "invalid"; readonly problems: readonly InputProblem[] }
  | { readonly kind: "not-simulated"; readonly because: string };

/** Strides of the refinement, in addresses, the widest first. */
const STRIDES = [8, 4, 2, 1] as const;
/** Candidates that the refinement tries at most. */
const MOST_REFINED = 60;
/** Of the whole search, what the grid is taken for in the progress. */
const GRID_SHARE = 0.75;

interface Tried {
  readonly targets: CandidateTargets;
  readonly point: CandidatePoint;
}

/**
 * Searches the warm targets, and where the goal allows it prefix delegation, for the settings that hold the fewest
 * addresses at rest and stand the goal's burst: a coarse grid, then steps around the best of it. Every candidate is run
 * on all nodes of the scope, as `BurstTrials` says; the input's own load, rollout, moved nodes and proposal do not matter. Gives the
 * share done (0..1) between steps of some milliseconds. Equal questions have equal answers.
 */
export function* recommend(
  prepared: PreparedScope,
  input: SimulationInput,
  goal: RecommendationGoal,
): Generator<number, RecommendationOutcome> {
  const problems = [...inputProblems(prepared, input), ...goalProblems(prepared, goal)];
  if (problems.length > 0) return { kind: "invalid", problems };
  const because = reasonNotToSimulate({ ...input, proposal: { env: input.today, movedNodes: null } });
  if (because !== null) return { kind: "not-simulated", because };
  const search = new Search(prepared, input, goal);
  return { kind: "done", recommendation: yield* search.run() };
}

class Search {
  private readonly trials: BurstTrials;
  private readonly tried = new Map<string, Tried>();
  private readonly hasPrefixes: boolean;

  constructor(
    private readonly prepared: PreparedScope,
    private readonly input: SimulationInput,
    private readonly goal: RecommendationGoal,
  ) {
    this.trials = new BurstTrials(prepared, input, goal);
    this.hasPrefixes = parseSettings(input.today).prefixDelegation;
  }

  *run(): Generator<number, Recommendation> {
    const { trials, goal, input } = this;
    const today = toPoint({ env: input.today, settings: {} }, yield* withShare(trials.measure(input.today), 0), goal);
    const facts = { podsPerNode: trials.podsPerNode, burstPods: goal.podsPerNode };
    const grid = candidateGrid(facts, this.modes()).filter((targets) => this.showsWhatItHolds(targets));
    for (const [index, targets] of grid.entries()) {
      yield* this.try(targets, (GRID_SHARE * (index + 1)) / (grid.length + 1));
    }
    yield* this.refine();
    const order = compareByGoal(goal);
    const points = markFront([...this.tried.values()].map(({ point }) => point));
    const best = points.filter(({ meets }) => meets).sort(order)[0] ?? null;
    // What is there already needs no change.
    const pick = best && today.meets && order(today, best) <= 0 ? today : best;
    const recommendation = { points, today, pick };
    const why = whyOf(recommendation, { goal, burst: trials.burst, nodeCount: this.prepared.nodes.length });
    return { ...recommendation, why };
  }

  /**
   * Without IP targets ipamd gives back whole ENIs only: pools that IP targets have kept small would stay so, while every
   * new node would hold more than was measured.
   */
  private showsWhatItHolds({ usesPrefixes, warmIpTarget }: CandidateTargets): boolean {
    const { warmIpTarget: warm, minimumIpTarget: minimum } = parseSettings(this.input.today);
    return usesPrefixes || warmIpTarget !== null || (warm === 0 && minimum === 0);
  }

  /** Without and with prefixes; where no node could have any, only without. */
  private modes(): boolean[] {
    const canHave = this.prepared.scope.types.some(({ supportsPrefixes }) => supportsPrefixes);
    return this.goal.allowsPrefixes && canHave ? [false, true] : [false];
  }

  /** Null for what would change nothing: that is today. */
  private *try(targets: CandidateTargets, share: number): Generator<number, Tried | null> {
    const { env, settings } = withTargets(this.input.today, targets, this.hasPrefixes);
    if (Object.keys(settings).length === 0) return null;
    const key = JSON.stringify(settings);
    const known = this.tried.get(key);
    if (known) return known;
    const figures = yield* withShare(this.trials.measure(env), share);
    const tried = { targets, point: toPoint({ env, settings }, figures, this.goal) };
    this.tried.set(key, tried);
    return tried;
  }

  /** From the best of the grid to better ones beside it, first in wide steps. */
  private *refine(): Generator<number, void> {
    const order = compareByGoal(this.goal);
    const before = this.tried.size;
    const refined = (): number => this.tried.size - before;
    for (const mode of this.modes()) {
      const ofMode = [...this.tried.values()].filter(({ targets }) => targets.usesPrefixes === mode);
      let best = ofMode
        .filter(({ targets }) => targets.warmIpTarget !== null)
        .sort((a, b) => order(a.point, b.point))[0];
      for (const stride of STRIDES) {
        for (let hasMoved = true; hasMoved && best && refined() < MOST_REFINED; ) {
          hasMoved = false;
          for (const targets of neighboursOf(best.targets, stride)) {
            const share = GRID_SHARE + (1 - GRID_SHARE) * Math.min(1, refined() / MOST_REFINED);
            const other: Tried | null = yield* this.try(targets, share);
            if (!other || order(other.point, best.point) >= 0) continue;
            best = other;
            hasMoved = true;
          }
        }
      }
    }
  }
}

function* withShare<Result>(steps: Generator<undefined, Result>, share: number): Generator<number, Result> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield share;
  }
}

function toPoint(
  { env, settings }: Pick<CandidatePoint, "env" | "settings">,
  figures: TrialFigures,
  goal: RecommendationGoal,
): CandidatePoint {
  const { heldAddresses, waitSeconds, callsPerMinute } = figures;
  const because = reasonsAgainst(figures, goal);
  return {
    settings,
    env,
    heldAddresses,
    waitSeconds,
    callsPerMinute,
    meets: because.length === 0,
    because,
    isOnFront: false,
  };
}
