"use client";

import { type ReactNode, startTransition, useEffect, useState } from "react";

export interface ShownStep {
  readonly node: ReactNode;
  /** The last one: nothing follows it. */
  readonly isWhole: boolean;
}

interface ToldLaterProps {
  /** What was asked for; of another question nothing is kept on the screen. */
  readonly question: string;
  readonly first: ShownStep;
  readonly later: AsyncIterable<ShownStep> | null;
}

/**
 * Shows the first step, and those that the server sends after it. Where the same is told again, what was told before stays
 * until then. In place of Suspense, which would hide the whole from readers without script, however soon it was there.
 */
export function ToldLater({ question, first, later }: ToldLaterProps) {
  const [whole, setWhole] = useState(first.isWhole ? { question, node: first.node } : null);
  const [step, setStep] = useState({ later, node: first.node });
  const [failure, setFailure] = useState<unknown>(null);
  useEffect(() => {
    let isOver = false;
    const show = ({ node, isWhole }: ShownStep) =>
      startTransition(() => {
        if (isWhole) setWhole({ question, node });
        setStep({ later, node });
      });
    const follow = async () => {
      if (first.isWhole) show(first);
      for await (const next of later ?? []) {
        if (isOver) return;
        show(next);
      }
    };
    follow().catch((error: unknown) => isOver || setFailure(error));
    return () => {
      isOver = true;
    };
  }, [question, first, later]);
  if (failure !== null) throw failure;
  const present = first.isWhole || step.later !== later ? first.node : step.node;
  const kept = first.isWhole || whole?.question !== question ? present : whole.node;
  return (
    <>
      {kept}
      {kept === present ? null : (
        <div role="status" className="fixed inset-x-0 top-0 z-50 h-0.5 bg-accent">
          <span className="sr-only">What failed is being told again</span>
        </div>
      )}
    </>
  );
}
