import type { AccountNodeEc2 } from "@/lib/demo/nodes/node-ec2";
import type { NodeGroup } from "@/lib/demo/nodes/node-group";
import type { PoolModel } from "@/lib/demo/pool-model";
import type { EniState, InstanceState } from "@/lib/demo/state/model";
import type { Environment } from "@/lib/domain/ipamd/settings";

export interface EksNode {
  readonly group: NodeGroup;
  readonly instance: InstanceState;
  readonly pool: PoolModel;
  readonly ec2: AccountNodeEc2;
  /** The interface that carries branch ENIs; null without security groups for pods. */
  readonly trunk: EniState | null;
  readonly branches: EniState[];
}

/** Lets the node's pool do what falls due up to `now`; what has been due since before `from` happens at `from`. */
export function advancePool({ pool, ec2 }: EksNode, from: number, now: number): void {
  while (pool.nextAt <= now) {
    ec2.now = Math.max(pool.nextAt, from);
    pool.advance(ec2.now);
  }
}

/** Starts the node's CNI, or starts it anew with another environment. */
export function startPool({ pool, ec2 }: EksNode, environment: Environment, now: number): void {
  ec2.now = now;
  pool.start(environment, now);
}
