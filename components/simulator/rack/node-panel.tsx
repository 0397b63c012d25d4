"use client";

import { memo, useEffect, useMemo, useRef } from "react";
import { UnusedSlotSign } from "@/components/eni/unused-slot-sign";
import { TimeSlider } from "@/components/simulator/chart/time-slider";
import { runTime } from "@/components/simulator/figure-words";
import { MomentRackView } from "@/components/simulator/rack/moment-rack-view";
import { stateWords, sumWords } from "@/components/simulator/rack/place-words";
import { useNodeMoments } from "@/components/simulator/rack/use-node-moments";
import { nodeNumber, runNode, subnetLabel } from "@/components/simulator/scope-index";
import type { Simulation } from "@/components/simulator/simulation-state";
import { Anchor } from "@/components/ui/anchor";
import { Legend } from "@/components/ui/legend";
import { Panel } from "@/components/ui/panel";
import { momentRack, sumOfMoment } from "@/lib/domain/geometry/moment-rack";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";
import type { NodeMoment, SimulationResult } from "@/lib/domain/simulation/simulation-result";
import { formatCount } from "@/lib/format";

interface NodePanelProps {
  readonly scope: ScopeHead;
  readonly result: SimulationResult;
  readonly isUnchanged: boolean;
  readonly instanceId: string;
  readonly atMs: number;
  readonly nodeAt: Simulation["nodeAt"];
  readonly onTime: (atMs: number) => void;
  readonly onClose: () => void;
}

/** One node's rack at any moment of the run, both sides beside each other. */
export const NodePanel = memo(function NodePanel({ onClose, ...props }: NodePanelProps) {
  const { scope, result, instanceId } = props;
  const number = useMemo(() => nodeNumber(scope, result, instanceId), [scope, result, instanceId]);
  const node = number === null ? null : runNode(scope, result.newNodes, number);
  const place = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each node that is opened is brought into sight
  useEffect(() => place.current?.scrollIntoView({ block: "nearest" }), [instanceId]);
  return (
    <div ref={place} className="min-w-0 scroll-mt-4">
      <Panel
        title={`Node ${instanceId}`}
        note={
          node === null
            ? undefined
            : `${node.instanceType} · ${subnetLabel(scope, node.subnetId)} · max pods ${formatCount(node.maxPods)}${node.origin === "observed" ? "" : ` · ${node.origin} by the run`}`
        }
        actions={
          <>
            {node?.origin === "observed" ? (
              <Anchor href={`/nodes/${instanceId}`} className="text-accent hover:underline">
                As it is now
              </Anchor>
            ) : null}
            <button
              type="button"
              onClick={onClose}
              className="rounded border border-line px-2 py-0.5 text-sm text-muted hover:border-line-strong hover:text-ink"
            >
              Close
            </button>
          </>
        }
      >
        {number === null ? (
          <p className="text-muted">This run has no such node: choose one in the table of nodes.</p>
        ) : (
          <NodeRacks {...props} number={number} />
        )}
      </Panel>
    </div>
  );
});

type NodeRacksProps = Omit<NodePanelProps, "onClose"> & { readonly number: number };

function NodeRacks({ scope, result, isUnchanged, instanceId, number, atMs, nodeAt, onTime }: NodeRacksProps) {
  const moments = useNodeMoments(nodeAt, { result, number, atMs });
  const stops = useMemo(() => [...result.times], [result]);
  const cidrs = useMemo(() => new Map(scope.subnets.map(({ id, cidr }) => [id, cidr])), [scope]);
  const sides = isUnchanged
    ? ([["Today’s settings", moments?.today ?? null, result.today]] as const)
    : ([
        ["Today’s settings", moments?.today ?? null, result.today],
        ["Proposed", moments?.proposed ?? null, result.proposed],
      ] as const);
  const shownMs = moments?.atMs ?? atMs;
  return (
    <>
      <div className="mb-3 flex items-center gap-3">
        <span className="min-w-24 font-semibold">{runTime(atMs)}</span>
        <TimeSlider
          label={`Moment of the run, node ${instanceId}`}
          words={[
            runTime(shownMs),
            ...sides.flatMap(([side, moment]) => (moment === null ? [] : `${side}: ${sumWords(sumOfMoment(moment))}`)),
          ].join(". ")}
          span={{ fromMs: 0, toMs: result.times.at(-1) ?? 0 }}
          stops={stops}
          atMs={atMs}
          onTime={onTime}
        />
      </div>
      {moments === null ? (
        <p className="text-muted">The node is being looked at.</p>
      ) : (
        <div className={`grid gap-x-6 gap-y-4 ${isUnchanged ? "" : "@2xl:grid-cols-2"}`}>
          {sides.map(([side, moment, { end }]) => (
            <Side
              key={side}
              side={side}
              instanceId={instanceId}
              moment={moment}
              isInRun={number < end.exists.length}
              scope={scope}
              cidrs={cidrs}
            />
          ))}
        </div>
      )}
      <Legend classes={["node-primary", "eni-primary", "assigned", "cooldown", "warm"]}>
        <UnusedSlotSign />
      </Legend>
    </>
  );
}

interface SideProps {
  readonly side: string;
  readonly instanceId: string;
  readonly moment: NodeMoment | null;
  readonly isInRun: boolean;
  readonly scope: ScopeHead;
  readonly cidrs: ReadonlyMap<string, string>;
}

function Side({ side, instanceId, moment, isInRun, scope, cidrs }: SideProps) {
  const rows = useMemo(() => (moment === null ? [] : momentRack(moment, cidrs)), [moment, cidrs]);
  const state = moment === null ? null : stateWords(moment);
  return (
    <section aria-label={side} className="min-w-0">
      <h3 className="font-semibold">{side}</h3>
      {moment === null ? (
        <p className="text-muted">{isInRun ? "Being looked at …" : "This side of the run has no such node."}</p>
      ) : (
        <>
          <p className="text-sm text-muted">
            {moment.exists ? sumWords(sumOfMoment(moment)) : null}
            {state === null ? null : <b className="font-semibold text-warn">{moment.exists ? ` · ${state}` : state}</b>}
          </p>
          {moment.exists ? (
            <MomentRackView
              label={`ENIs of ${instanceId}, ${side}, ${runTime(moment.atMs)}`}
              rows={rows}
              subnetLabelOf={(id) => subnetLabel(scope, id)}
            />
          ) : null}
        </>
      )}
    </section>
  );
}
