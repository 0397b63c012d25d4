import type { Neighbour, Site } from "@/lib/demo/estate/site";
import { Agenda } from "@/lib/demo/life/agenda";
import { type Calendar, TICK_MS } from "@/lib/demo/life/calendar";
import { HeldPools } from "@/lib/demo/life/held-pools";
import { NodeTurnover } from "@/lib/demo/life/node-turnover";
import { PodChurn } from "@/lib/demo/life/pod-churn";
import { advancePool, type EksNode, startPool } from "@/lib/demo/nodes/eks-node";
import type { Random } from "@/lib/demo/random";
import { HOUR_MS } from "@/lib/domain/time-units";

const HOUR_TICKS = HOUR_MS / TICK_MS;

/** How much of a long sleep is made up for: at most six hours, and no more pod changes than these. */
const MOST_CATCH_UP_TICKS = 6 * HOUR_TICKS;
const MOST_CATCH_UP_CHANGES = 100_000;

/**
 * Moves the account through its time, tick by tick, whenever somebody asks. What happens depends on the seed and on the
 * ticks alone, not on when it is asked for. Only after a sleep longer than the catch-up nothing happens in the part of it that is
 * left out.
 */
export class Life implements Calendar {
  private tick = 0;
  private readonly pools = new Agenda<EksNode>();
  private readonly actions = new Agenda<(now: number) => void>();
  private readonly dueTicks = new Map<EksNode, number>();
  private readonly churn: PodChurn;
  private readonly turnover: NodeTurnover;

  constructor(
    private readonly site: Site,
    random: Random,
  ) {
    this.churn = new PodChurn(site, random.fork("pods"), this);
    this.turnover = new NodeTurnover(site, random.fork("nodes"), this);
    const neighbours = random.fork("neighbours");
    for (const neighbour of site.neighbours) this.schedule(neighbour, site.now, neighbours);
    for (const { nodes } of site.nodeGroups) for (const node of nodes) this.wake(node);
  }

  advanceTo(elapsedMs: number): void {
    const target = Math.floor(elapsedMs / TICK_MS);
    this.tick = Math.max(this.tick, target - this.mostTicksAtOnce());
    while (this.tick < target) this.runTick();
  }

  /** The pools at that time, to be moved on by hand; pods, nodes and neighbours stay as they are until `resume`. */
  hold(elapsedMs: number): HeldPools {
    this.advanceTo(elapsedMs);
    const nodes = this.site.nodeGroups.flatMap((group) => group.nodes);
    const held = new HeldPools(nodes, this.site.now + this.tick * TICK_MS);
    held.advanceTo(this.site.now + elapsedMs);
    return held;
  }

  /** Life goes on at that time; what was still to be restarted is. */
  resume(held: HeldPools, elapsedMs: number): void {
    const now = this.site.now + elapsedMs;
    this.tick = Math.max(this.tick, Math.floor(elapsedMs / TICK_MS));
    for (const { node, at, environment } of held.restartsToCome()) {
      this.later(now, at - now, (then) => {
        if (node.instance.state !== "running") return;
        startPool(node, environment, then);
        this.wake(node);
      });
    }
    for (const { nodes } of this.site.nodeGroups) for (const node of nodes) this.wake(node);
  }

  later(now: number, delayMs: number, action: (now: number) => void): void {
    this.actions.add(Math.ceil((now - this.site.now + delayMs) / TICK_MS), action);
  }

  wake(node: EksNode): void {
    this.look(node, this.tick + 1);
  }

  private runTick(): void {
    this.tick++;
    const now = this.site.now + this.tick * TICK_MS;
    this.churn.runTick(now, this.tick);
    this.turnover.runTick(now);
    for (let next = this.actions.take(this.tick); next; next = this.actions.take(this.tick)) next.entry(now);
    for (let next = this.pools.take(this.tick); next; next = this.pools.take(this.tick)) {
      const node = next.entry;
      if (this.dueTicks.get(node) !== next.tick) continue;
      this.dueTicks.delete(node);
      if (node.instance.state !== "running") continue;
      advancePool(node, now - TICK_MS, now);
      const { nextAt } = node.pool;
      if (nextAt !== Number.POSITIVE_INFINITY) this.look(node, Math.ceil((nextAt - this.site.now) / TICK_MS));
    }
  }

  private look(node: EksNode, tick: number): void {
    const due = this.dueTicks.get(node);
    if (due !== undefined && due <= tick) return;
    this.dueTicks.set(node, tick);
    this.pools.add(tick, node);
  }

  private schedule(neighbour: Neighbour, now: number, random: Random): void {
    this.later(now, neighbour.everyMs * (0.5 + random.unit()), (then) => {
      neighbour.turn(then, random);
      this.schedule(neighbour, then, random);
    });
  }

  private mostTicksAtOnce(): number {
    const changesPerTick = this.churn.changesPerHour() / HOUR_TICKS;
    return Math.min(MOST_CATCH_UP_TICKS, Math.ceil(MOST_CATCH_UP_CHANGES / Math.max(1, changesPerTick)));
  }
}
