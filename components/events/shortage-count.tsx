import type { Route } from "next";
import type { ShortageBrief, ShortageFigures } from "@/components/events/shortage-figures";
import { SparkBars } from "@/components/events/spark-bars";
import { Anchor } from "@/components/ui/anchor";
import { Missing } from "@/components/ui/missing";
import { formatCount, formatNoun } from "@/lib/format";

interface ShortageCountProps {
  readonly figures: ShortageFigures | null;
  readonly brief: Pick<ShortageBrief, "because" | "isRead">;
  readonly href: Route;
  /** What it is about, for the drawing's name: `subnet nodes-a`. */
  readonly of: string;
}

/** Incidents and failed calls of the last 24 hours with a small timeline; 0 only where all was read. */
export function ShortageCount({ figures, brief: { because, isRead }, href, of }: ShortageCountProps) {
  if (figures === null) return because === null ? <span className="text-muted">0</span> : <Missing because={because} />;
  return (
    <span className="inline-flex items-center gap-2">
      <Anchor
        href={href}
        title={`${formatNoun(figures.callCount, "failed call")}${because === null ? "" : `, at least: ${because}`}`}
        className={`font-semibold hover:underline ${figures.isOngoing ? "text-harm" : "text-ink"}`}
      >
        {because === null ? "" : "≥ "}
        {formatNoun(figures.incidentCount, "incident")}
      </Anchor>
      <SparkBars
        counts={figures.buckets}
        isRead={isRead}
        width={48}
        label={`${formatNoun(figures.callCount, "failed call")} over 24 h in ${of}`}
      />
    </span>
  );
}

/** The figure alone: of a key figure. */
export function IncidentFigure({
  figures,
  because,
}: {
  readonly figures: ShortageFigures | null;
  readonly because: string | null;
}) {
  if (figures === null) return because === null ? "0" : <Missing because={because} />;
  return (
    <span {...(because === null ? {} : { title: `At least: ${because}` })}>
      {because === null ? "" : "≥ "}
      {formatCount(figures.incidentCount)}
    </span>
  );
}
