import type { ScopeNode, ScopeSubnet, SimulationScope } from "@/lib/domain/api/simulation";

/** A node of the scope without what only the simulator needs: its ENIs. */
export type ScopeNodeHead = Omit<ScopeNode, "enis">;

/** A subnet of the scope without its taken addresses. */
export type ScopeSubnetHead = Omit<ScopeSubnet, "taken">;

/** A scope as the screen needs it: a hundredth of the whole, which stays in the worker. */
export interface ScopeHead extends Omit<SimulationScope, "nodes" | "subnets"> {
  readonly subnets: readonly ScopeSubnetHead[];
  /** In the scope's order: a node's number in a result is its place here. */
  readonly nodes: readonly ScopeNodeHead[];
}

/** The scope's head; the whole scope is one as well. */
export const headOf = ({ nodes, subnets, ...scope }: SimulationScope): ScopeHead => ({
  ...scope,
  subnets: subnets.map(({ taken: _, ...subnet }) => subnet),
  nodes: nodes.map(({ enis: _, ...node }) => node),
});
