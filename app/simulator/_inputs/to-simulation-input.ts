import { KNOBS, type KnobTexts } from "@/app/simulator/_inputs/knobs";
import type { inputParams } from "@/app/simulator/search-params";
import type { UrlValues } from "@/components/url-state/url-param";
import type { Environment } from "@/lib/domain/ipamd/settings";
import { applyChanges, differenceOf, type Wish } from "@/lib/domain/patch/difference";
import { type CurrentEnvironment, type EnvEntry, valuesOf } from "@/lib/domain/patch/environment";
import { assumedEnvironment } from "@/lib/domain/patch/shipped-environment";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";
import type { Load, PodsAssumption, SimulationInput } from "@/lib/domain/simulation/simulation-input";

export type InputValues = UrlValues<typeof inputParams>;

/** What a text says as a number: NaN, which the simulator refuses with its reason, where it says none. */
export const numberOf = (text: string): number => (/^\s*-?\d+(\.\d+)?\s*$/.test(text) ? Number(text) : Number.NaN);

/**
 * Today's environment where nobody pasted or typed one: the server's setting, what the demonstration account disclosed
 * with the snapshot, or the shipped manifest. It is the scope's, as the nodes are, so a link need not hold it: on the same
 * snapshot everybody has the same.
 */
export function givenEnvironment({ assumed, label, env, notice }: ScopeHead["settings"]): CurrentEnvironment {
  if (assumed) return { ...assumedEnvironment(), notices: notice === undefined ? [] : [notice] };
  const entries = Object.entries(env).map(([name, value]): EnvEntry => ({ name, value }));
  return { ...assumedEnvironment(), source: "map", label, entries };
}

/** What the turned knobs ask for. */
export const wishesOf = (texts: KnobTexts): Wish[] =>
  KNOBS.flatMap(({ key, name }): Wish[] => {
    const text = texts[key];
    return text === null ? [] : [{ name, value: text === "" ? null : text }];
  });

const environmentOf = (values: ReadonlyMap<string, string>): Environment => Object.fromEntries(values);

function loadOf({ churn, burst, drain, add }: InputValues): Load {
  return {
    churn: churn && { podsPerMinutePerNode: numberOf(churn.rate), meanLifeSeconds: numberOf(churn.life) },
    burst: burst && {
      pods: numberOf(burst.pods),
      nodes: numberOf(burst.nodes),
      withinSeconds: numberOf(burst.within),
      atSeconds: numberOf(burst.at),
    },
    drain: drain && { share: numberOf(drain.share) / 100, atSeconds: numberOf(drain.at) },
    addedNodes: add && {
      count: numberOf(add.count),
      subnetId: add.subnet,
      instanceType: add.type === "" ? null : add.type,
      podsPerNode: numberOf(add.pods),
      atSeconds: numberOf(add.at),
      everySeconds: numberOf(add.every),
    },
  };
}

const podsOf = (text: string): PodsAssumption =>
  text === "low" || text === "middle" || text === "high" ? text : numberOf(text);

/** So many drawn orders span the band. */
const BAND_ORDERS = 4;

/** The run that a link asks for, whether it can be run or not. */
export function toSimulationInput(values: InputValues, current: CurrentEnvironment): SimulationInput {
  const today = valuesOf(current.entries);
  const { move, roll, band } = values;
  return {
    today: environmentOf(today),
    isTodayAssumed: current.source === "assumed",
    proposal: {
      env: environmentOf(applyChanges(today, differenceOf(current.entries, wishesOf(values)))),
      movedNodes: move && {
        count: numberOf(move.count),
        subnetId: move.subnet,
        atSeconds: numberOf(move.at),
        everySeconds: numberOf(move.every),
      },
    },
    podSubnets: values.eniconfig ?? {},
    pods: podsOf(values.pods),
    load: loadOf(values),
    rollout: {
      atSeconds: numberOf(roll.at),
      maxUnavailableShare: numberOf(roll.share) / 100,
      restartSeconds: numberOf(roll.restart),
    },
    durationSeconds: numberOf(values.minutes) * 60,
    ec2: values.ec2,
    seed: numberOf(values.seed),
    seededOrders: band === "none" ? 0 : BAND_ORDERS,
    spansPodRange: band === "pods",
  };
}
