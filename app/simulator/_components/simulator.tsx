"use client";

import { useDeferredValue } from "react";
import { Desk } from "@/app/simulator/_components/desk";
import { useScope, useSimulator } from "@/app/simulator/_worker/use-simulation";
import { Notice } from "@/components/ui/notice";
import { TryButton } from "@/components/ui/try-button";

interface SimulatorProps {
  /** Where the scope is read from. */
  readonly path: string;
  readonly snapshotId: string;
  /** The nodes are those of the embedded account. */
  readonly isDemo: boolean;
}

/** The simulator, from the moment on at which its worker has read the nodes. */
export function Simulator({ path, snapshotId, isDemo }: SimulatorProps) {
  const client = useSimulator(path, snapshotId);
  // A change of the store is drawn in one go, and the desk is large: it is mounted in pieces, between which the page answers.
  const state = useDeferredValue(useScope(client));
  switch (state.kind) {
    case "reading":
      return (
        <p role="status" className="text-muted">
          Reading the nodes …
        </p>
      );
    case "failed":
      return (
        <Notice tone="harm" role="alert" title={state.problem.message}>
          <p>{state.problem.remedy}</p>
          <div className="mt-2">
            <TryButton isTrying={state.isTrying} onTry={() => client.open(path)} />
          </div>
        </Notice>
      );
    case "ready":
      return <Desk client={client} scope={state.scope} isDemo={isDemo} />;
  }
}
