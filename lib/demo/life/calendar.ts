import type { EksNode } from "@/lib/demo/nodes/eks-node";

/** Pools are looked at this often, as ipamd does. */
export const TICK_MS = 5_000;

/** What the parts of the account's life ask of it. */
export interface Calendar {
  /** Runs the action at the first tick that is at least so much later. */
  later(now: number, delayMs: number, action: (now: number) => void): void;
  /** Has the node's pool looked at in the next tick. */
  wake(node: EksNode): void;
}
