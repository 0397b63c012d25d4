import { runNode, subnetLabel, withSubnetNames } from "@/components/simulator/scope-index";
import { Anchor } from "@/components/ui/anchor";
import { Panel } from "@/components/ui/panel";
import { Tag } from "@/components/ui/tag";
import { UnbrokenNames } from "@/components/ui/unbroken-names";
import type { Environment } from "@/lib/domain/ipamd/settings";
import type { Wish } from "@/lib/domain/patch/difference";
import { curesOf } from "@/lib/domain/simulation/cure";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";
import type { RunNode } from "@/lib/domain/simulation/simulation-result";
import type { SimulationWarning } from "@/lib/domain/simulation/simulation-warning";
import { formatCount, formatNoun } from "@/lib/format";

const SEVERITIES = {
  critical: { tone: "harm", mark: "border-harm", word: "critical" },
  warning: { tone: "warn", mark: "border-warn-mark", word: "warning" },
  notice: { tone: "plain", mark: "border-line-strong", word: "notice" },
} as const;

/** Where links lead that say how many warnings there are. */
export const WARNINGS_ID = "warnings";

/** So many of a warning's nodes and subnets are named; the rest is counted. */
const MOST_NAMED = 6;

interface WarningListProps {
  readonly scope: ScopeHead;
  readonly newNodes: readonly RunNode[];
  readonly warnings: readonly SimulationWarning[];
  /** The proposal's. */
  readonly env: Environment;
  readonly onCure: (wishes: readonly Wish[]) => void;
  readonly onNode: (instanceId: string) => void;
}

/** What to know before the proposal is applied, the gravest first; notices are folded away. */
export function WarningList({ warnings, ...rest }: WarningListProps) {
  const grave = warnings.filter(({ severity }) => severity !== "notice");
  const notices = warnings.filter(({ severity }) => severity === "notice");
  const note =
    warnings.length === 0
      ? null
      : (["critical", "warning", "notice"] as const)
          .map((severity) => [warnings.filter((warning) => warning.severity === severity).length, severity] as const)
          .filter(([count]) => count > 0)
          .map(
            ([count, severity]) =>
              `${formatCount(count)} ${SEVERITIES[severity].word}${count === 1 || severity === "critical" ? "" : "s"}`,
          )
          .join(" · ");
  return (
    <Panel id={WARNINGS_ID} title="Warnings" note={note ?? "none"}>
      {grave.length === 0 ? <p className="text-muted">Nothing in this run speaks against the proposal.</p> : null}
      <ul className="grid gap-2">
        {grave.map((warning) => (
          <WarningItem key={`${warning.kind} ${warning.message}`} warning={warning} {...rest} />
        ))}
      </ul>
      {notices.length === 0 ? null : (
        <details className="mt-2.5">
          <summary className="text-muted hover:text-ink">{formatNoun(notices.length, "notice")}</summary>
          <ul className="mt-2 grid gap-2">
            {notices.map((warning) => (
              <WarningItem key={`${warning.kind} ${warning.message}`} warning={warning} {...rest} />
            ))}
          </ul>
        </details>
      )}
    </Panel>
  );
}

interface WarningItemProps extends Omit<WarningListProps, "warnings"> {
  readonly warning: SimulationWarning;
}

function WarningItem({ warning, scope, newNodes, env, onCure, onNode }: WarningItemProps) {
  const { tone, mark, word } = SEVERITIES[warning.severity];
  const wishes = curesOf(warning, env);
  return (
    <li className={`border-l-3 pl-3 wrap-anywhere ${mark}`}>
      <p>
        <Tag tone={tone}>{word}</Tag>{" "}
        <UnbrokenNames words={withSubnetNames(scope, warning.subnetIds, warning.message)} />
      </p>
      {warning.cure === null ? null : <p className="mt-0.5 text-muted">{warning.cure}</p>}
      <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm empty:hidden">
        {wishes.length === 0 ? null : (
          <button
            type="button"
            onClick={() => onCure(wishes)}
            className="rounded border border-line-strong px-2 py-0.5 text-ink hover:border-accent hover:text-accent"
          >
            {wishes.map(wishWords).join(", ")}
          </button>
        )}
        <NamedSubnets scope={scope} subnetIds={warning.subnetIds} />
        <NamedNodes scope={scope} newNodes={newNodes} warning={warning} onNode={onNode} />
      </p>
    </li>
  );
}

const wishWords = ({ name, value }: Wish): string => (value === null ? `Take ${name} away` : `Set ${name} to ${value}`);

function NamedSubnets({ scope, subnetIds }: { readonly scope: ScopeHead; readonly subnetIds: readonly string[] }) {
  return (
    <>
      {subnetIds.slice(0, MOST_NAMED).map((id) => (
        <Anchor key={id} href={`/subnets/${id}`} className="text-accent hover:underline">
          {subnetLabel(scope, id)}
        </Anchor>
      ))}
      {subnetIds.length > MOST_NAMED ? (
        <span className="text-muted">and {formatNoun(subnetIds.length - MOST_NAMED, "further subnet")}</span>
      ) : null}
    </>
  );
}

type NamedNodesProps = Pick<WarningItemProps, "warning" | "scope" | "newNodes" | "onNode">;

function NamedNodes({ scope, newNodes, warning: { nodes }, onNode }: NamedNodesProps) {
  const named = nodes.slice(0, MOST_NAMED).flatMap((number) => runNode(scope, newNodes, number) ?? []);
  const rest = nodes.length - named.length;
  return (
    <>
      {named.map(({ instanceId }) => (
        <button
          key={instanceId}
          type="button"
          onClick={() => onNode(instanceId)}
          title="Open its ENI rack"
          className="text-accent hover:underline"
        >
          {instanceId}
        </button>
      ))}
      {rest > 0 ? (
        <span className="text-muted">
          and {nodes.length >= 1_000 ? "many more nodes" : formatNoun(rest, "further node")}
        </span>
      ) : null}
    </>
  );
}
