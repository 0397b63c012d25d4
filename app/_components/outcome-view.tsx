import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { LateCollecting, LateRetryButton } from "@/components/shell/late-reading";
import { SnapshotMark } from "@/components/shell/snapshot-mark";
import { SnapshotNotices } from "@/components/shell/snapshot-notices";
import { PageTitle } from "@/components/ui/page-title";
import { ProblemNotice } from "@/components/ui/problem-notice";
import type { Answer } from "@/lib/domain/api/common";
import type { Outcome } from "@/lib/inventory/outcome";

interface OutcomeViewProps<Data> {
  readonly outcome: Outcome<Data>;
  /** The page's heading while there is no data: `VPC vpc-0a1b`. */
  readonly title: string;
  readonly children: (answer: Answer<Data>) => ReactNode;
}

/**
 * A page's answer in each of its states: the data under what is missing from it, the running first collection, the
 * reason why there is nothing, or the 404 page (a malformed id too: there is no such page).
 */
export function OutcomeView<Data>({ outcome, title, children }: OutcomeViewProps<Data>) {
  switch (outcome.kind) {
    case "ready":
      return (
        <>
          <SnapshotMark id={outcome.answer.snapshot.id} />
          <SnapshotNotices snapshot={outcome.answer.snapshot} />
          {children(outcome.answer)}
        </>
      );
    case "collecting":
      return (
        <>
          <PageTitle title={title} />
          <LateCollecting initial={{ ...outcome.progress, apis: [...outcome.progress.apis] }} />
        </>
      );
    case "unavailable":
      return (
        <>
          <PageTitle title={title} />
          <ProblemNotice problem={outcome.problem} />
          <div>
            <LateRetryButton />
          </div>
        </>
      );
    case "not-found":
    case "invalid":
      notFound();
  }
}
