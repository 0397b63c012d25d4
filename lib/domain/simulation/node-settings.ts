import type { ScopeNode, ScopeType } from "@/lib/domain/api/simulation";
import { type NodeLimits, type NodeTargets, targetsFor } from "@/lib/domain/ipamd/node-targets";
import { type Environment, parseSettings, type Settings } from "@/lib/domain/ipamd/settings";
import type { SimulationInput } from "@/lib/domain/simulation/simulation-input";

const PREFIX_DELEGATION = "ENABLE_PREFIX_DELEGATION";
const CUSTOM_NETWORKING = "AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG";

/** What a node shows of its settings. */
export interface ShownMode {
  readonly hasPrefixes: boolean;
  readonly hasCustomNetworking: boolean;
}

/** The modes that a node's ENIs show: it holds prefixes, its pods' ENIs are in an ENIConfig's subnet. */
export const shownBy = ({ hasPrefixes, podSubnet }: ScopeNode): ShownMode => ({
  hasPrefixes,
  hasCustomNetworking: podSubnet !== null,
});

export type Side = "today" | "proposed";

export type EnvironmentInput = Pick<SimulationInput, "today" | "isTodayAssumed" | "proposal">;

/**
 * The environment that a node has on a side. Where today's is only assumed, what the node's ENIs show overrules it, and
 * overrules the proposal as well as far as that leaves the setting as it is today.
 */
export function environmentOf(input: EnvironmentInput, side: Side, mode: ShownMode): Environment {
  const { today, isTodayAssumed, proposal } = input;
  const env = side === "today" ? today : proposal.env;
  if (!isTodayAssumed) return env;
  const shown: Record<string, string> = {};
  if (mode.hasPrefixes && env[PREFIX_DELEGATION] === today[PREFIX_DELEGATION]) shown[PREFIX_DELEGATION] = "true";
  if (mode.hasCustomNetworking && env[CUSTOM_NETWORKING] === today[CUSTOM_NETWORKING])
    shown[CUSTOM_NETWORKING] = "true";
  return { ...env, ...shown };
}

/** What EC2 and the kubelet allow a node. The types that could carry a trunk are not known: only one that has it keeps a place for it. */
export const limitsOf = (type: ScopeType, maxPods: number, hasTrunk: boolean): NodeLimits => ({
  maxEnis: type.maxEnis,
  ipv4PerEni: type.ipv4PerEni,
  supportsPrefixDelegation: type.supportsPrefixes,
  maxPods,
  supportsTrunk: hasTrunk,
});

/** Targets of nodes by what they depend on; nodes that are alike share one object. */
export class TargetsBook {
  private readonly settings = new Map<string, Settings>();
  private readonly targets = new Map<string, NodeTargets>();

  constructor(private readonly input: EnvironmentInput) {}

  settingsOf(side: Side, mode: ShownMode): Settings {
    const key = `${side} ${mode.hasPrefixes} ${mode.hasCustomNetworking}`;
    const known = this.settings.get(key);
    if (known) return known;
    const settings = parseSettings(environmentOf(this.input, side, mode));
    this.settings.set(key, settings);
    return settings;
  }

  targetsOf(side: Side, mode: ShownMode, limits: NodeLimits): NodeTargets {
    const { maxEnis, ipv4PerEni, supportsPrefixDelegation, maxPods, supportsTrunk } = limits;
    const key = `${side} ${mode.hasPrefixes} ${mode.hasCustomNetworking} ${maxEnis} ${ipv4PerEni} ${supportsPrefixDelegation} ${maxPods} ${supportsTrunk}`;
    const known = this.targets.get(key);
    if (known) return known;
    const targets = targetsFor(this.settingsOf(side, mode), limits);
    this.targets.set(key, targets);
    return targets;
  }
}
