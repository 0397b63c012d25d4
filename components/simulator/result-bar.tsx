import { memo, type ReactNode, useRef } from "react";
import { runTime, signedCount } from "@/components/simulator/figure-words";
import { RUN_STATE_ID } from "@/components/simulator/run-state";
import { subnetLabel } from "@/components/simulator/scope-index";
import type { SimulationState } from "@/components/simulator/simulation-state";
import { tightestCurve } from "@/components/simulator/subnet-order";
import { useScrollPadding } from "@/components/simulator/use-scroll-padding";
import { WarningCount } from "@/components/simulator/warning-count";
import { UnbrokenNames } from "@/components/ui/unbroken-names";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";
import { isUnchanged } from "@/lib/domain/simulation/simulation-input";
import type { SimulationResult } from "@/lib/domain/simulation/simulation-result";
import { LOAD_BALANCER_NEEDS } from "@/lib/domain/vpc/subnet-limitation";
import { formatCount } from "@/lib/format";

interface ResultBarProps {
  readonly scope: ScopeHead;
  readonly state: Pick<SimulationState, "status" | "result" | "resultInput" | "progress">;
  /** The figures are of an earlier input. */
  readonly isOutdated: boolean;
  /** `[id, words]` of the page's parts, to go to. */
  readonly parts: readonly (readonly [string, string])[];
}

/**
 * The result in three lines that stay in view where inputs and results are one column: a turned knob shows what it does.
 * At the upper edge, since a phone's keyboard covers the lower one. No live region: the results announce themselves once.
 */
export const ResultBar = memo(function ResultBar({ scope, state, isOutdated, parts }: ResultBarProps) {
  const bar = useRef<HTMLElement>(null);
  useScrollPadding(bar);
  const { status, result, resultInput, progress } = state;
  return (
    <section
      ref={bar}
      aria-label="The result at a glance"
      className="sticky top-0 z-20 -mx-5 mb-4 flex items-start gap-x-3 border-b border-line-strong bg-panel px-5 py-1.5 max-sm:-mx-3 max-sm:px-3 lg:hidden [@media(max-height:24rem)]:static"
    >
      <div
        className={`flex min-h-[2.9rem] min-w-0 max-sm:min-h-[3.9rem] flex-1 flex-wrap content-start items-baseline gap-x-5 ${isOutdated ? "opacity-60 transition-opacity delay-200 duration-0" : ""}`}
      >
        {result === null || resultInput === null ? (
          <p className="text-muted">
            {status === "idle" || status === "running"
              ? "The figures come with the first run."
              : "There are no figures of these inputs."}
          </p>
        ) : (
          <Figures scope={scope} result={result} isUnchanged={isUnchanged(resultInput)} />
        )}
      </div>
      <div className="flex shrink-0 flex-col items-end gap-x-5 text-sm sm:flex-row">
        <p className="flex min-h-6 items-center">
          <State status={status} progress={progress} warnings={result?.warnings ?? NO_WARNINGS} />
        </p>
        <nav aria-label="Parts of the simulator" className="flex gap-3">
          {parts.map(([id, words]) => (
            <a key={id} href={`#${id}`} className="inline-flex min-h-6 items-center text-accent hover:underline">
              {words}
            </a>
          ))}
        </nav>
      </div>
    </section>
  );
});

const NO_WARNINGS: SimulationResult["warnings"] = [];

type StateProps = Pick<SimulationState, "status" | "progress"> & {
  readonly warnings: SimulationResult["warnings"];
};

/** Where the run is; at rest, what speaks against the proposal. */
function State({ status, progress, warnings }: StateProps) {
  switch (status) {
    case "idle":
    case "running": {
      // Most runs are over before they would have been seen.
      if (progress === null) return <WarningCount warnings={warnings} />;
      const percent = Math.round(progress.doneRatio * 100);
      return (
        <label className="flex items-center gap-1.5 text-muted">
          running
          <progress
            max={100}
            value={percent}
            className="h-1.5 w-12 appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
          />
        </label>
      );
    }
    case "invalid":
    case "not-simulated":
    case "failed":
      return (
        <a href={`#${RUN_STATE_ID}`} className="font-semibold text-harm underline decoration-dotted underline-offset-3">
          {NOT_RUN[status]}
        </a>
      );
    case "done":
      return <WarningCount warnings={warnings} />;
    default:
      return status satisfies never;
  }
}

const NOT_RUN = { invalid: "cannot be run", "not-simulated": "not simulated", failed: "failed" } as const;

interface FiguresProps {
  readonly scope: ScopeHead;
  readonly result: SimulationResult;
  readonly isUnchanged: boolean;
}

/** Free now and in the end, the lowest point, and what comes back when. */
function Figures({ scope, result, isUnchanged }: FiguresProps) {
  const { today, proposed, release } = result;
  const together = proposed.curves.find(({ subnetId }) => subnetId === null);
  const todayTogether = today.curves.find(({ subnetId }) => subnetId === null);
  const tightest = tightestCurve(proposed.curves);
  if (together === undefined || todayTogether === undefined) return null;
  const gained = together.end.free - todayTogether.end.free;
  const { neverCount } = proposed.waits;
  return (
    <>
      <p className="basis-full">
        <b className="text-lg font-semibold">{formatCount(together.now.free)}</b>
        <span className="sr-only"> free now, </span>
        <svg
          aria-hidden="true"
          viewBox="0 0 16 16"
          className="mx-1.5 inline size-3.5 fill-none stroke-muted stroke-[1.5]"
        >
          <path d="M1 8h13M9.5 3.5 14 8l-4.5 4.5" />
        </svg>
        <b className="text-lg font-semibold">{formatCount(together.end.free)}</b> <Muted>free</Muted>
        <span className="sr-only"> in the end</span>{" "}
        {isUnchanged ? null : (
          <span className={`ml-2 text-sm ${gained < 0 ? "text-warn" : "text-muted"}`}>
            {signedCount(gained)} against today
          </span>
        )}
      </p>
      {tightest === null ? null : (
        <p className="min-w-0">
          <b className={`font-semibold ${tightest.lowest.free < LOAD_BALANCER_NEEDS ? "text-harm" : ""}`}>
            {formatCount(tightest.lowest.free)}
          </b>{" "}
          <Muted>
            <UnbrokenNames
              words={`fewest, ${subnetLabel(scope, tightest.subnetId)}, ${tightest.lowest.atMs <= 0 ? "at the start" : runTime(tightest.lowest.atMs)}`}
            />
          </Muted>
        </p>
      )}
      {isUnchanged ? (
        <p>
          <Muted>as today: nothing is freed</Muted>
        </p>
      ) : (
        <Released release={release} />
      )}
      {neverCount === 0 ? null : (
        <p className="text-harm">
          <b className="font-semibold">{formatCount(neverCount)}</b>{" "}
          <span className="text-sm">{neverCount === 1 ? "pod gets" : "pods get"} no address</span>
        </p>
      )}
    </>
  );
}

const Muted = ({ children }: { readonly children: ReactNode }) => (
  <span className="text-sm text-muted wrap-anywhere">{children}</span>
);

function Released({ release }: { readonly release: SimulationResult["release"] }) {
  const parts = [
    [release === null ? "…" : signedCount(release.atOnce.addressCount), "at once"],
    [release === null ? "…" : formatCount(release.later.addressCount), "later"],
    [release === null ? "…" : formatCount(release.never.addressCount), "never"],
  ] as const;
  return (
    <p className="min-w-0">
      <span className="sr-only">Freed: </span>
      {parts.map(([count, when], index) => (
        <span key={when} className="whitespace-nowrap">
          {index === 0 ? null : <Muted> · </Muted>}
          <b className="font-semibold">{count}</b> <Muted>{when}</Muted>
        </span>
      ))}
    </p>
  );
}
