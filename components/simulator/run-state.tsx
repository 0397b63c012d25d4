import type { SimulationState } from "@/components/simulator/simulation-state";
import { Notice } from "@/components/ui/notice";
import type { SimulationProgress } from "@/lib/domain/simulation/simulation-result";

const STAGE_WORDS: Readonly<Record<SimulationProgress["stage"], string>> = {
  today: "today’s settings",
  proposed: "the proposal",
  release: "what comes back when",
  band: "what the order of things may change",
  "go-back": "the way back",
};

/** Where links lead that say that there is no result, or none of now. */
export const RUN_STATE_ID = "run-state";

/**
 * How far a run is that takes long, at the window's lower edge wherever one reads: it moves nothing and hides little. In
 * one column the result bar says it.
 */
export function RunProgress({ progress }: { readonly progress: SimulationProgress | null }) {
  if (progress === null) return null;
  const percent = Math.round(progress.doneRatio * 100);
  return (
    <div className="pointer-events-none fixed right-4 bottom-4 z-30 flex max-lg:hidden max-w-[calc(100vw-2rem)] items-center gap-3 rounded border border-line-strong bg-panel px-2.5 py-1.5 text-sm text-muted">
      <progress
        max={100}
        value={percent}
        aria-label="The simulation’s progress"
        className="h-1.5 w-40 max-w-1/3 appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent"
      />
      <span className="min-w-0 truncate">
        {percent}&nbsp;% · simulating {STAGE_WORDS[progress.stage]}
      </span>
    </div>
  );
}

interface RunStateProps {
  readonly state: Pick<SimulationState, "status" | "message" | "problems">;
  readonly hasNodes: boolean;
  /** An older result stands below. */
  readonly hasResult: boolean;
}

/** Why there is no result, or not one of the input of now; nothing where all is well. */
export function RunState({ state, hasNodes, hasResult }: RunStateProps) {
  const older = hasResult ? "The figures below are of the last input that could be run." : undefined;
  if (!hasNodes) {
    return (
      <Notice tone="info" title="There is no node to simulate here.">
        Choose another VPC, subnet or cluster: this one has no EKS node that the VPC CNI runs on.
      </Notice>
    );
  }
  switch (state.status) {
    case "invalid":
      return (
        <Notice tone="warn" title="This cannot be run as it stands." role="status">
          <ul className="list-disc pl-4">
            {state.problems.map(({ field, message }) => (
              <li key={`${field} ${message}`}>{message}</li>
            ))}
          </ul>
          {older === undefined ? null : <p className="mt-1 text-muted">{older}</p>}
        </Notice>
      );
    case "not-simulated":
      return (
        <Notice tone="warn" title="These settings are not simulated." role="status">
          {state.message} {older}
        </Notice>
      );
    case "failed":
      return (
        <Notice tone="harm" title="The simulation failed." role="alert">
          {state.message} Change a setting, or reload the page, to run it again. {older}
        </Notice>
      );
    case "idle":
    case "running":
      // As high as the window, so that the figures move nothing in sight when they come.
      return hasResult ? null : (
        <p className="min-h-dvh text-muted">The first run has begun; its figures come in a moment.</p>
      );
    case "done":
      return null;
    default:
      return state.status satisfies never;
  }
}
