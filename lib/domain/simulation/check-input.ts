import type { SimulationScope } from "@/lib/domain/api/simulation";
import { whyNotSimulated } from "@/lib/domain/ipamd/not-simulated";
import { terminationsOf } from "@/lib/domain/simulation/moved-pods";
import { shownBy, TargetsBook } from "@/lib/domain/simulation/node-settings";
import type { PreparedScope } from "@/lib/domain/simulation/prepared-scope";
import { runNodes } from "@/lib/domain/simulation/run-nodes";
import { podSubnetOf, restartTimes } from "@/lib/domain/simulation/side-plan";
import { type InputProblem, isSameEnvironment, type SimulationInput } from "@/lib/domain/simulation/simulation-input";

const DAY_SECONDS = 86_400;
/** A run is as long as that at most: more would take minutes, and nobody waits so long for a rollout. */
const MOST_DAYS = 7;
/** So many pods come and go at most in one run: more would not fit a browser. */
const MOST_PODS = 3_000_000;

interface Bounds {
  readonly low: number;
  readonly high: number;
  readonly isWhole?: boolean;
}

/** Collects what is wrong with a field, and with which. */
export class Checker {
  readonly problems: InputProblem[] = [];

  number(field: string, value: unknown, { low, high, isWhole = true }: Bounds): void {
    const isFit =
      typeof value === "number" && value >= low && value <= high && (isWhole ? Number.isInteger(value) : true);
    if (!isFit) this.fail(field, `Give a ${isWhole ? "whole " : ""}number of ${low} to ${high}.`);
  }

  subnet(field: string, id: unknown, { subnets }: SimulationScope): void {
    if (!subnets.some((subnet) => subnet.id === id))
      this.fail(field, `There is no subnet ${String(id)} in these VPCs.`);
  }

  environment(field: string, env: unknown): void {
    if (typeof env !== "object" || env === null || Array.isArray(env)) {
      this.fail(field, "Give an environment: names with texts.");
      return;
    }
    for (const [name, value] of Object.entries(env)) {
      if (typeof value !== "string") this.fail(`${field}.${name}`, "Give a text: the environment's values are texts.");
    }
  }

  length(field: string, lastMs: number, what: string, { cure }: { readonly cure: string }): void {
    const days = lastMs / 1_000 / DAY_SECONDS;
    if (days <= MOST_DAYS) return;
    this.fail(field, `${what} after ${Math.ceil(days).toLocaleString("en")} days; at most ${MOST_DAYS} fit. ${cure}`);
  }

  pods(field: string, count: number, cure: string): void {
    if (count <= MOST_PODS) return;
    const [these, most] = [Math.round(count), MOST_PODS].map((pods) => pods.toLocaleString("en"));
    this.fail(field, `These are ${these} pods; at most ${most} fit. ${cure}`);
  }

  fail(field: string, message: string): void {
    this.problems.push({ field, message });
  }
}

/** What of an input cannot be run, all of it at once; empty where it can. Settings that ipamd ignores can be run. */
export function inputProblems(prepared: PreparedScope, input: SimulationInput): InputProblem[] {
  const check = new Checker();
  check.environment("today", input.today);
  check.environment("proposal.env", input.proposal.env);
  checkRun(check, input);
  checkLoad(check, prepared.scope, input);
  // What follows rests on what came before.
  if (check.problems.length === 0) checkPodSubnets(check, prepared, input);
  if (check.problems.length === 0) checkLength(check, prepared.scope, input);
  return check.problems;
}

/** How long the restarts take, and the moves, depends on the nodes: a run goes on until both are over. */
function checkLength(check: Checker, scope: SimulationScope, input: SimulationInput): void {
  const nodes = runNodes(scope, input, true);
  const restarts = isSameEnvironment(input) ? [] : restartTimes({ nodes, rollout: input.rollout, order: null });
  const lastRestartMs = restarts.filter(Number.isFinite).reduce((last, time) => Math.max(last, time), 0);
  check.length("rollout.restartSeconds", lastRestartMs, "The last node restarts", {
    cure: "Take a shorter time, or a larger maxUnavailable.",
  });
  const lastMoveMs = terminationsOf(nodes).at(-1)?.atMs ?? 0;
  check.length("proposal.movedNodes.everySeconds", lastMoveMs, "The last node moves", {
    cure: "Take a shorter time, or fewer nodes.",
  });
}

function checkRun(check: Checker, input: SimulationInput): void {
  const { pods, rollout } = input;
  if (typeof pods === "number") check.number("pods", pods, { low: 0, high: 1_000 });
  else if (!["low", "middle", "high"].includes(pods)) check.fail("pods", "Give low, middle, high or a number of pods.");
  check.number("durationSeconds", input.durationSeconds, { low: 60, high: MOST_DAYS * DAY_SECONDS });
  check.number("rollout.atSeconds", rollout.atSeconds, { low: 0, high: DAY_SECONDS });
  check.number("rollout.restartSeconds", rollout.restartSeconds, { low: 1, high: 3_600, isWhole: false });
  check.number("rollout.maxUnavailableShare", rollout.maxUnavailableShare, { low: 0.001, high: 1, isWhole: false });
  check.number("seed", input.seed, { low: 0, high: 2 ** 31 - 1 });
  check.number("seededOrders", input.seededOrders, { low: 0, high: 32 });
  if (!["assumed", "instant"].includes(input.ec2)) check.fail("ec2", "Give assumed or instant.");
}

function checkLoad(check: Checker, scope: SimulationScope, { load, proposal, durationSeconds }: SimulationInput): void {
  const { churn, burst, drain, addedNodes } = load;
  const at: Bounds = { low: 0, high: MOST_DAYS * DAY_SECONDS, isWhole: false };
  if (churn) {
    check.number("load.churn.podsPerMinutePerNode", churn.podsPerMinutePerNode, {
      low: 0,
      high: 1_000,
      isWhole: false,
    });
    check.number("load.churn.meanLifeSeconds", churn.meanLifeSeconds, {
      low: 1,
      high: 30 * DAY_SECONDS,
      isWhole: false,
    });
    const nodes = scope.nodes.length + (addedNodes?.count ?? 0);
    const pods = (churn.podsPerMinutePerNode * nodes * durationSeconds) / 60;
    check.pods("load.churn.podsPerMinutePerNode", pods, "Take fewer a minute or a shorter time.");
  }
  if (burst) {
    check.number("load.burst.pods", burst.pods, { low: 1, high: 1_000_000 });
    check.number("load.burst.nodes", burst.nodes, { low: 1, high: 1_000_000 });
    check.number("load.burst.withinSeconds", burst.withinSeconds, { low: 0, high: DAY_SECONDS, isWhole: false });
    check.number("load.burst.atSeconds", burst.atSeconds, at);
  }
  if (drain) {
    check.number("load.drain.share", drain.share, { low: 0, high: 1, isWhole: false });
    check.number("load.drain.atSeconds", drain.atSeconds, at);
  }
  if (addedNodes) {
    check.number("load.addedNodes.count", addedNodes.count, { low: 1, high: 10_000 });
    check.number("load.addedNodes.podsPerNode", addedNodes.podsPerNode, { low: 0, high: 1_000 });
    check.pods("load.addedNodes.podsPerNode", addedNodes.count * addedNodes.podsPerNode, "Take fewer nodes or pods.");
    check.number("load.addedNodes.atSeconds", addedNodes.atSeconds, at);
    check.number("load.addedNodes.everySeconds", addedNodes.everySeconds, { low: 0, high: 3_600, isWhole: false });
    check.subnet("load.addedNodes.subnetId", addedNodes.subnetId, scope);
    checkType(check, scope, addedNodes.instanceType);
  }
  const { movedNodes } = proposal;
  if (movedNodes) {
    check.number("proposal.movedNodes.count", movedNodes.count, { low: 1, high: 100_000 });
    check.number("proposal.movedNodes.atSeconds", movedNodes.atSeconds, at);
    check.number("proposal.movedNodes.everySeconds", movedNodes.everySeconds, { low: 0, high: 3_600, isWhole: false });
    check.subnet("proposal.movedNodes.subnetId", movedNodes.subnetId, scope);
  }
}

function checkType(check: Checker, { types, nodes }: SimulationScope, instanceType: string | null): void {
  const field = "load.addedNodes.instanceType";
  if (nodes.length === 0) check.fail(field, "No node is there to be like: the limits of new ones are not known.");
  else if (instanceType !== null && !types.some((type) => type.instanceType === instanceType)) {
    const known = types.map((type) => type.instanceType).join(", ");
    check.fail(field, `Give a type that the nodes of today have: ${known}.`);
  }
}

/** Custom networking needs an ENIConfig's subnet for every node; EC2 shows it only where it is on. */
function checkPodSubnets(check: Checker, prepared: PreparedScope, input: SimulationInput): void {
  const { scope } = prepared;
  for (const [zone, id] of Object.entries(input.podSubnets)) check.subnet(`podSubnets.${zone}`, id, scope);
  if (check.problems.length > 0) return;
  const book = new TargetsBook(input);
  const zones = new Set<string>();
  let side: "today" | "proposed" = "proposed";
  for (const node of runNodes(scope, input, true)) {
    const model = node.model === null ? undefined : scope.nodes[node.model];
    if (!model) continue;
    for (const candidate of ["today", "proposed"] as const) {
      if (!book.settingsOf(candidate, shownBy(model)).customNetworking || podSubnetOf(prepared, input, node) !== null)
        continue;
      side = candidate;
      zones.add(scope.subnets[node.subnet]?.availabilityZone ?? "an unknown zone");
    }
  }
  if (zones.size === 0) return;
  const field = `${side === "today" ? "today" : "proposal.env"}.AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG`;
  check.fail(field, `Custom networking needs the ENIConfig's subnet for ${[...zones].sort().join(", ")}: name it.`);
}

/** Why there is nothing to simulate under one of the environments, or null. */
export function reasonNotToSimulate(input: SimulationInput): string | null {
  for (const env of [input.today, input.proposal.env]) {
    const reason = whyNotSimulated(env);
    if (reason) return `${reason.name}: ${reason.because}.`;
  }
  return null;
}
