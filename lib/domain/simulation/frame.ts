import { parseSettings } from "@/lib/domain/ipamd/settings";
import { subnetsToWatch } from "@/lib/domain/simulation/curves";
import { terminationsOf } from "@/lib/domain/simulation/moved-pods";
import { TargetsBook } from "@/lib/domain/simulation/node-settings";
import type { PreparedScope } from "@/lib/domain/simulation/prepared-scope";
import { NODE_GONE_MS, type RunNodeSpec, runNodes } from "@/lib/domain/simulation/run-nodes";
import type { Termination } from "@/lib/domain/simulation/run-side";
import { type Span, sampleTimes } from "@/lib/domain/simulation/sample-times";
import { restartTimes } from "@/lib/domain/simulation/side-plan";
import { isSameEnvironment, type SimulationInput } from "@/lib/domain/simulation/simulation-input";

/** From the last restart, or the last node's going, until any pool has come to rest: ENIs go one a look, a minute old. */
export const SETTLING_MS = 300_000;

/** What all runs for one input have in common. */
export interface Frame {
  readonly input: SimulationInput;
  readonly targets: TargetsBook;
  /** Without those that take other nodes' places. */
  readonly nodes: readonly RunNodeSpec[];
  /** The proposal's nodes: the same, and those that take other nodes' places. */
  readonly proposedNodes: readonly RunNodeSpec[];
  readonly terminations: readonly Termination[];
  readonly watched: readonly number[];
  readonly times: Float64Array;
  readonly rollout: Span;
  readonly endAtMs: number;
  readonly isEnvChanged: boolean;
  /** The proposal is today's environment, and no node moves: nothing is rolled out. */
  readonly isUnchanged: boolean;
}

/**
 * Works out what does not depend on the side. A run ends with the wished duration, but no
 * earlier than `SETTLING_MS` after the rollout's last restart and the last moved node's going. Times are milliseconds from
 * its start.
 */
export function frameOf(prepared: PreparedScope, input: SimulationInput): Frame {
  const { scope } = prepared;
  const nodes = runNodes(scope, input, false);
  const proposedNodes = runNodes(scope, input, true);
  const terminations = terminationsOf(proposedNodes);
  const isEnvChanged = !isSameEnvironment(input);
  const restarts = isEnvChanged ? restartTimes({ nodes: proposedNodes, rollout: input.rollout, order: null }) : [];
  const rollout = {
    fromMs: Math.round(input.rollout.atSeconds * 1_000),
    toMs: restarts
      .filter(Number.isFinite)
      .reduce((last, time) => Math.max(last, time), Math.round(input.rollout.atSeconds * 1_000)),
  };
  const movesEndAt = (terminations.at(-1)?.atMs ?? -NODE_GONE_MS) + NODE_GONE_MS;
  const endAtMs = Math.max(
    Math.round(input.durationSeconds * 1_000),
    isEnvChanged ? rollout.toMs + SETTLING_MS : 0,
    movesEndAt > 0 ? movesEndAt + SETTLING_MS : 0,
  );
  return {
    input,
    targets: new TargetsBook(input),
    nodes,
    proposedNodes,
    terminations,
    watched: subnetsToWatch(prepared, [
      input.proposal.movedNodes?.subnetId,
      input.load.addedNodes?.subnetId,
      ...givenPodSubnets(input),
    ]),
    times: sampleTimes(endAtMs, busySpans(input, rollout)),
    rollout,
    endAtMs,
    isEnvChanged,
    isUnchanged: !isEnvChanged && terminations.length === 0,
  };
}

/** The ENIConfigs' subnets that are given, where a side has custom networking. */
const givenPodSubnets = ({ today, proposal, podSubnets }: SimulationInput): string[] =>
  [today, proposal.env].some((env) => parseSettings(env).customNetworking) ? Object.values(podSubnets) : [];

/** From the burst's beginning until EC2 has brought what it asks for. */
const BURST_ECHO_MS = 120_000;
/** From the last restart until most ENIs have gone that are going to. */
const ROLLOUT_ECHO_MS = 120_000;

function busySpans({ load: { burst } }: SimulationInput, rollout: Span): Span[] {
  const spans = [{ fromMs: rollout.fromMs, toMs: rollout.toMs + ROLLOUT_ECHO_MS }];
  if (burst) {
    const fromMs = Math.round(burst.atSeconds * 1_000);
    spans.push({ fromMs, toMs: fromMs + Math.round(burst.withinSeconds * 1_000) + BURST_ECHO_MS });
  }
  return spans;
}
