import { inputProblems, reasonNotToSimulate } from "@/lib/domain/simulation/check-input";
import { frameOf } from "@/lib/domain/simulation/frame";
import { hasLoad } from "@/lib/domain/simulation/load";
import type { PreparedScope } from "@/lib/domain/simulation/prepared-scope";
import type { RunOfSide, SideRunner, Variant } from "@/lib/domain/simulation/side-runner";
import { NO_LOAD, type Proposal, type SimulationInput } from "@/lib/domain/simulation/simulation-input";
import type { CallCurve, ComparisonRow, Curve, SideResult } from "@/lib/domain/simulation/simulation-result";

/** A proposal with its name in the table of several. */
export interface NamedProposal {
  readonly label: string;
  readonly proposal: Proposal;
}

/** Several proposals under one load, in the order given. */
export interface Comparison {
  readonly rows: readonly ComparisonRow[];
  /** Proposals that cannot be run, and why. */
  readonly refused: readonly { readonly label: string; readonly because: string }[];
}

/**
 * Runs each proposal in place of the input's own, everything else being equal. Today's settings make a row as well: give
 * them as a proposal. Gives the share done (0..1) between steps of some milliseconds.
 */
export function* compare(
  { prepared, runner }: { readonly prepared: PreparedScope; readonly runner: SideRunner },
  input: SimulationInput,
  proposals: readonly NamedProposal[],
): Generator<number, Comparison> {
  const rows: ComparisonRow[] = [];
  const refused: { label: string; because: string }[] = [];
  for (const [index, { label, proposal }] of proposals.entries()) {
    const own = { ...input, proposal };
    const because = whyRefused(prepared, own);
    if (because !== null) refused.push({ label, because });
    else {
      for (const steps = rowOf({ prepared, runner }, own, label); ; ) {
        const step = steps.next();
        if (step.done) {
          rows.push(step.value);
          break;
        }
        yield (index + step.value) / proposals.length;
      }
    }
  }
  return { rows, refused };
}

function whyRefused(prepared: PreparedScope, input: SimulationInput): string | null {
  const [problem] = inputProblems(prepared, input);
  return problem ? `${problem.field}: ${problem.message}` : reasonNotToSimulate(input);
}

function* rowOf(
  { prepared, runner }: { readonly prepared: PreparedScope; readonly runner: SideRunner },
  input: SimulationInput,
  label: string,
): Generator<number, ComparisonRow> {
  const frame = frameOf(prepared, input);
  const main: Variant = { order: null, pods: input.pods };
  const side = yield* half(frame.isUnchanged ? runner.today(frame, main) : runner.proposed(frame, main), 0);
  if (frame.isUnchanged) return describe(label, side.result, null);
  const quiet = frameOf(prepared, { ...input, load: NO_LOAD, durationSeconds: 60 });
  const alone = hasLoad(input.load) ? yield* half(runner.proposed(quiet, main), 0.5) : side;
  return describe(label, side.result, alone);
}

function* half(steps: Generator<number, RunOfSide>, from: number): Generator<number, RunOfSide> {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    yield from + step.value / 2;
  }
}

const sumOf = (values: Uint16Array): number => values.reduce((sum, value) => sum + value, 0);

/** `alone`: the proposal rolled out while no pod comes or goes; null where nothing is rolled out. */
function describe(label: string, side: SideResult, alone: RunOfSide | null): ComparisonRow {
  const total = side.curves.at(-1);
  return {
    label,
    heldAddresses: sumOf(side.end.held),
    lowest: lowestOf(side.curves),
    endFree: total?.end.free ?? 0,
    endFreeBlocks: total?.end.freeBlocks ?? 0,
    atOnce: alone && sumOf(alone.result.start.held) - sumOf(alone.result.end.held),
    calls: side.calls.reduce((sum, { total: calls }) => sum + calls, 0),
    failedCalls: side.calls.reduce((sum, { failed }) => sum + failed, 0),
    peakCallsPerSecond: peakOf(side.calls),
    waits: side.waits,
    ceilingCount: side.ceilings.length,
  };
}

/** The subnet that comes down lowest; where there is none, all together. */
function lowestOf(curves: readonly Curve[]): ComparisonRow["lowest"] {
  const ofSubnets = curves.filter(({ subnetId }) => subnetId !== null);
  const [lowest] = (ofSubnets.length > 0 ? ofSubnets : curves).toSorted((a, b) => a.lowest.free - b.lowest.free);
  return { subnetId: lowest?.subnetId ?? "", atMs: lowest?.lowest.atMs ?? 0, free: lowest?.lowest.free ?? 0 };
}

/** The most calls of any one bucket in a second. */
const peakOf = (calls: readonly CallCurve[]): number =>
  calls.reduce((most, { peak }) => Math.max(most, peak.callsPerSecond), 0);
