import type { Environment } from "@/lib/domain/ipamd/settings";
import { wishesBetween } from "@/lib/domain/patch/wishes-between";
import type { MovedNodes, Proposal } from "@/lib/domain/simulation/simulation-input";

/** A proposal as what it changes of today, so that it stays meant when today's environment is another. */
export interface ProposalChange {
  /** Null takes a setting away. */
  readonly settings: Readonly<Record<string, string | null>>;
  readonly movedNodes: MovedNodes | null;
}

/** One that is kept under a name, which no other has. */
export interface SavedProposal extends ProposalChange {
  readonly label: string;
}

/** Names beyond this are cut: they stand in a table and in the link. */
export const LONGEST_LABEL = 40;

/** More would make the link too long and the comparison slow. */
export const MOST_SAVED = 12;

/** What a proposal changes of today's environment; `proposalOf` puts it back. */
export const changeOf = (today: Environment, { env, movedNodes }: Proposal): ProposalChange => ({
  settings: Object.fromEntries(wishesBetween(today, env).map(({ name, value }) => [name, value])),
  movedNodes,
});

/** Today's environment with a change in it. */
export function proposalOf(today: Environment, { settings, movedNodes }: ProposalChange): Proposal {
  const env = new Map(Object.entries(today));
  for (const [name, value] of Object.entries(settings)) {
    if (value === null) env.delete(name);
    else env.set(name, value);
  }
  return { env: Object.fromEntries(env), movedNodes };
}

const keyOf = (proposal: Proposal): string =>
  JSON.stringify([Object.entries(proposal.env).toSorted(([a], [b]) => (a < b ? -1 : 1)), proposal.movedNodes]);

/** Whether two changes of one environment come to the same texts and the same moved nodes. */
export const isSameChange = (today: Environment, a: ProposalChange, b: ProposalChange): boolean =>
  keyOf(proposalOf(today, a)) === keyOf(proposalOf(today, b));

/** A name that is free, near the one that is wanted: `small`, `small 2`, `small 3`. */
export function freeLabel(wanted: string, taken: readonly string[]): string {
  const base = wanted.trim().slice(0, LONGEST_LABEL).trim() || "Proposal";
  for (let number = 1; ; number += 1) {
    const label = number === 1 ? base : `${base} ${number}`;
    if (!taken.includes(label)) return label;
  }
}

/** The change in words: `WARM_ENI_TARGET 0 · WARM_IP_TARGET unset · 3 nodes move`. */
export function changeWords({ settings, movedNodes }: ProposalChange): string {
  const parts = Object.entries(settings)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name} ${value ?? "unset"}`);
  if (movedNodes !== null) parts.push(`${movedNodes.count} ${movedNodes.count === 1 ? "node moves" : "nodes move"}`);
  return parts.length === 0 ? "no change" : parts.join(" · ");
}
