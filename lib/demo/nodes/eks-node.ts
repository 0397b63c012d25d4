import type { NodeGroup } from "@/lib/demo/nodes/node-group";
import type { NodePool } from "@/lib/demo/pool-model";
import type { EniState, InstanceState } from "@/lib/demo/state/model";

export interface EksNode {
  readonly group: NodeGroup;
  readonly instance: InstanceState;
  readonly pool: NodePool;
  /** The interface that carries branch ENIs; null without security groups for pods. */
  readonly trunk: EniState | null;
  readonly branches: EniState[];
}
