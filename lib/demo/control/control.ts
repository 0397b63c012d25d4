import { clusterProblem, environmentProblem } from "@/lib/demo/control/cluster-problem";
import { disclose } from "@/lib/demo/control/disclose";
import { Refusal } from "@/lib/demo/control/refusal";
import type { HeldPools } from "@/lib/demo/life/held-pools";
import type { EksNode } from "@/lib/demo/nodes/eks-node";
import type { NodeGroup } from "@/lib/demo/nodes/node-group";
import type { VirtualClock } from "@/lib/demo/virtual-clock";
import type { World } from "@/lib/demo/world";
import type { ControlAnswer, ControlQuestion, DemoCluster } from "@/lib/domain/api/demo";
import { type Environment, isSameEnvironment } from "@/lib/domain/ipamd/settings";
import { restartTime } from "@/lib/domain/simulation/rollout";
import { DAY_MS, SECOND_MS } from "@/lib/domain/time-units";

/** A hold that nobody asks for any more ends by itself: whoever held the account may have gone. */
export const HOLD_LEASE_MS = 120_000;
/** So far the account's time can be moved on within one hold. */
const MOST_ADVANCE_MS = 8 * DAY_MS;

interface HeldAccount {
  readonly id: string;
  readonly cluster: string;
  readonly pools: HeldPools;
  /** The account's time when the hold began, a whole second: pods are tried again at whole seconds. */
  readonly from: number;
  /** On the machine's clock. */
  endsAt: number;
}

/**
 * What the owner of the account can do beside AWS: pause its life, look into its nodes, roll out settings, and move its
 * time on. AWS's protocols show what comes of it.
 */
export class Control {
  private held: HeldAccount | null = null;
  private holds = 0;
  /** `{ group → the environment that it began with }`, of those that another was rolled out to. */
  private readonly original = new Map<NodeGroup, Environment>();

  constructor(
    private readonly world: World,
    private readonly clock: VirtualClock,
    private readonly now: () => number,
  ) {}

  /** Brings the account to its time of now; while it is held, it stays as it is. */
  catchUp(): void {
    if (this.held && this.now() >= this.held.endsAt) this.end(this.held);
    if (!this.held) this.world.advanceTo(this.clock.elapsedMs());
  }

  status(): ControlAnswer<"status"> {
    return { now: this.accountTime(), isHeld: this.held !== null, clusters: this.clusters() };
  }

  hold({ cluster }: ControlQuestion<"hold">): ControlAnswer<"hold"> {
    if (this.held) throw new Refusal(409, "The account is held already: another comparison runs.");
    const groups = this.groupsOf(cluster);
    const problem = clusterProblem(groups);
    if (problem !== null) throw new Refusal(409, problem);
    const { startTime } = this.clock;
    const from = Math.ceil((startTime + this.clock.elapsedMs()) / SECOND_MS) * SECOND_MS;
    const pools = this.world.hold(from - startTime);
    this.clock.hold(from - startTime);
    const id = `hold-${++this.holds}`;
    this.held = { id, cluster, pools, from, endsAt: this.now() + HOLD_LEASE_MS };
    const nodes = groups.flatMap((group) => group.nodes).map((node) => disclose(node, from));
    return { hold: id, now: from, env: { ...groups[0]?.environment }, nodes };
  }

  /** The cluster has the environment from now on, its running nodes from their restarts, node by node. */
  rollout({ hold, env, ...rollout }: ControlQuestion<"rollout">): ControlAnswer<"rollout"> {
    const held = this.require(hold);
    const groups = this.groupsOf(held.cluster);
    const environment = env ?? this.originalOf(groups);
    const nodes = groups.flatMap((group) => group.nodes);
    const refused = environmentProblem(environment, nodes);
    if (refused !== null) throw new Refusal(409, refused);
    for (const group of groups) this.setEnvironment(group, environment);
    const running = nodes.filter(({ instance }) => instance.state === "running").sort(byId);
    const restarts = running.map((node, place) => {
      const atMs = restartTime(place, running.length, rollout);
      held.pools.restart({ node, at: this.accountTime() + atMs, environment });
      return { instanceId: node.instance.id, atMs: this.accountTime() + atMs - held.from };
    });
    return { env: { ...environment }, restarts };
  }

  /** Moves the account's time to so much after the hold's beginning. */
  advance({ hold, toMs }: ControlQuestion<"advance">): ControlAnswer<"advance"> {
    const held = this.require(hold);
    const to = held.from + toMs;
    if (to < this.accountTime()) throw new Refusal(409, "The account's time does not go back.");
    if (toMs > MOST_ADVANCE_MS) throw new Refusal(400, `toMs is at most ${MOST_ADVANCE_MS}.`);
    held.pools.advanceTo(to);
    this.clock.hold(to - this.clock.startTime);
    return { now: to };
  }

  release({ hold }: ControlQuestion<"release">): ControlAnswer<"release"> {
    this.end(this.require(hold));
    return { now: this.accountTime() };
  }

  private end({ pools }: HeldAccount): void {
    this.held = null;
    this.world.resume(pools, this.clock.elapsedMs());
    this.clock.release();
  }

  private require(hold: string): HeldAccount {
    if (this.held?.id !== hold) throw new Refusal(409, "The hold has ended: hold the account again.");
    this.held.endsAt = this.now() + HOLD_LEASE_MS;
    return this.held;
  }

  private accountTime(): number {
    return this.clock.startTime + this.clock.elapsedMs();
  }

  private groupsOf(cluster: string): NodeGroup[] {
    const groups = this.world.site.nodeGroups.filter(({ clusterName }) => clusterName === cluster);
    if (groups.length === 0) throw new Refusal(404, `The account has no cluster ${cluster}.`);
    return groups;
  }

  private clusters(): DemoCluster[] {
    const names = new Set(this.world.site.nodeGroups.map(({ clusterName }) => clusterName));
    return [...names].map((name) => {
      const groups = this.groupsOf(name);
      return {
        name,
        nodeCount: groups.reduce((sum, { nodes }) => sum + nodes.length, 0),
        env: { ...groups[0]?.environment },
        isPatched: groups.some((group) => this.original.has(group)),
        whyNot: clusterProblem(groups),
      };
    });
  }

  private originalOf([group]: readonly NodeGroup[]): Environment {
    if (!group) return {};
    return this.original.get(group) ?? group.environment;
  }

  private setEnvironment(group: NodeGroup, environment: Environment): void {
    const original = this.original.get(group) ?? group.environment;
    if (isSameEnvironment(original, environment)) this.original.delete(group);
    else this.original.set(group, original);
    group.environment = environment;
  }
}

const byId = (a: EksNode, b: EksNode): number => (a.instance.id < b.instance.id ? -1 : 1);
