import type { Site } from "@/lib/demo/estate/site";
import type { Calendar } from "@/lib/demo/life/calendar";
import type { EksNode } from "@/lib/demo/nodes/eks-node";
import { addBranch } from "@/lib/demo/nodes/launch-node";
import type { NodeGroup } from "@/lib/demo/nodes/node-group";
import type { Random } from "@/lib/demo/random";

const TICKS_PER_HOUR = 720;
const TICKS_PER_DAY = 24 * TICKS_PER_HOUR;
const DAY_SWING = 0.3;

/** Pods come and go: a Poisson process on each group whose level follows a wave of one day, from its middle upwards at the start. */
export class PodChurn {
  constructor(
    private readonly site: Site,
    private readonly random: Random,
    private readonly calendar: Calendar,
  ) {}

  /** Changes that all groups together make in an hour, on average. */
  changesPerHour(): number {
    return this.site.nodeGroups.reduce((sum, { nodes, load }) => sum + nodes.length * load.changesPerHour, 0);
  }

  runTick(now: number, tick: number): void {
    const level = 1 + DAY_SWING * Math.sin((2 * Math.PI * tick) / TICKS_PER_DAY);
    for (const group of this.site.nodeGroups) {
      const changes = this.random.poisson((group.nodes.length * group.load.changesPerHour) / TICKS_PER_HOUR);
      for (let change = 0; change < changes; change++) this.changeOne(group, level, now);
    }
  }

  private changeOne(group: NodeGroup, level: number, now: number): void {
    const node = this.random.pick(group.nodes);
    if (node.instance.state !== "running") return;
    const { mean, most, branchMean } = group.load;
    if (node.trunk && this.random.chance(branchMean / (branchMean + mean))) {
      this.changeBranch(node, branchMean * level, now);
      return;
    }
    const { pool, ec2 } = node;
    ec2.now = now;
    const count = pool.podCount + pool.waitingPodCount;
    if (this.random.chance((mean * level) / (mean * level + count))) {
      if (count < most) pool.addPod(now);
    } else if (count > 1) pool.removePod(now, this.random);
    this.calendar.wake(node);
  }

  /** A pod with security groups of its own: its branch ENI comes and goes with it. */
  private changeBranch(node: EksNode, wanted: number, now: number): void {
    if (this.random.chance(wanted / (wanted + node.branches.length))) {
      addBranch(this.site.account, node, now);
      return;
    }
    const [branch] = node.branches.splice(this.random.below(Math.max(1, node.branches.length)), 1);
    if (branch) this.site.account.deleteEni(branch);
  }
}
