import { READY_AFTER_MS, type Site } from "@/lib/demo/estate/site";
import { type Calendar, TICK_MS } from "@/lib/demo/life/calendar";
import type { EksNode } from "@/lib/demo/nodes/eks-node";
import { launchNode } from "@/lib/demo/nodes/launch-node";
import type { NodeGroup } from "@/lib/demo/nodes/node-group";
import type { Random } from "@/lib/demo/random";
import type { EniState, SubnetState } from "@/lib/demo/state/model";
import { HOUR_MS, MINUTE_MS } from "@/lib/domain/time-units";

const SHUTDOWN_MS = 40_000;
/** EC2 shows a terminated instance for about an hour. */
const LINGER_MS = HOUR_MS;
/** One of so many terminated nodes leaves an ENI behind, which the CNI's hourly clean-up finds. */
const LEAK_PROBABILITY = 0.15;

/** Now and then a node is replaced by a new one in the same subnet, so that the number of nodes stays. */
export class NodeTurnover {
  constructor(
    private readonly site: Site,
    private readonly random: Random,
    private readonly calendar: Calendar,
  ) {}

  runTick(now: number): void {
    for (const { replacementHours, nodes } of this.site.nodeGroups) {
      if (replacementHours === null || nodes.length === 0) continue;
      if (!this.random.chance(TICK_MS / (replacementHours * HOUR_MS))) continue;
      const node = this.random.pick(nodes);
      if (node.instance.state === "running") this.shutDown(node, now);
    }
  }

  private shutDown(node: EksNode, now: number): void {
    node.instance.state = "shutting-down";
    node.instance.stateSince = now;
    this.calendar.later(now, SHUTDOWN_MS, (then) => this.terminate(node, then));
  }

  private terminate(node: EksNode, now: number): void {
    const { account } = this.site;
    const { instance, group } = node;
    const leaked = this.random.chance(LEAK_PROBABILITY)
      ? instance.enis.find(({ description }) => description.startsWith("aws-K8S-"))
      : undefined;
    for (const branch of node.branches.splice(0)) account.deleteEni(branch);
    for (const eni of [...instance.enis]) {
      if (eni === leaked) account.detachEni(eni);
      else account.deleteEni(eni);
    }
    instance.state = "terminated";
    instance.stateSince = now;
    group.nodes.splice(group.nodes.indexOf(node), 1);
    this.calendar.later(now, LINGER_MS, () => account.deleteInstance(instance));
    if (leaked) this.calendar.later(now, HOUR_MS * (0.2 + this.random.unit()), () => this.cleanUp(leaked));
    this.launch(group, instance.subnet, now);
  }

  private cleanUp(leaked: EniState): void {
    if (leaked.status === "available") this.site.account.deleteEni(leaked);
  }

  /** The successor starts with the pods of its DaemonSets; when the subnet has no address it is tried again every minute. */
  private launch(group: NodeGroup, subnet: SubnetState, now: number): void {
    const node = launchNode({ account: this.site.account, random: this.random }, group, subnet, now);
    if (!node) {
      this.calendar.later(now, MINUTE_MS, (then) => this.launch(group, subnet, then));
      return;
    }
    node.instance.state = "pending";
    this.calendar.later(now, READY_AFTER_MS, (then) => {
      node.instance.state = "running";
      node.ec2.now = then;
      node.pool.start(group.environment, then);
      for (let pod = Math.ceil(group.load.mean / 2); pod > 0; pod--) node.pool.addPod(then);
      this.calendar.wake(node);
    });
  }
}
