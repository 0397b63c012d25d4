import { useEffect, useRef } from "react";
import { linkParams } from "@/app/simulator/search-params";
import { Notice } from "@/components/ui/notice";
import { useUrlParams } from "@/components/url-state/use-url-params";
import { formatUtcDateTime } from "@/lib/format";

interface LinkAgeProps {
  readonly takenAt: number;
  /** Where today's settings come from that are this snapshot's and not the link's; null: they are the link's, or assumed. */
  readonly todaysSource: string | null;
}

/** Says when the page was opened by a link that was made on another snapshot; keeps the snapshot's time in the link. */
export function LinkAge({ takenAt, todaysSource }: LinkAgeProps) {
  const [{ asof }, setLink] = useUrlParams(linkParams);
  const last = useRef<number | null>(null);
  useEffect(() => {
    // A link without a time gets one. One that was of the snapshot on the screen goes along with the page's refreshes.
    const wentAlong = asof === last.current;
    last.current = takenAt;
    if (asof === null || (wentAlong && asof !== takenAt)) setLink({ asof: takenAt });
  });
  if (asof === null || asof === takenAt) return null;
  return (
    <Notice tone="info" role="status" title="This link was made on another snapshot.">
      <p>
        It was made on the nodes of {formatUtcDateTime(asof)}; these are the nodes of {formatUtcDateTime(takenAt)}, so
        figures may differ.{" "}
        {todaysSource === null
          ? "The settings and the load are the link’s."
          : `The proposal and the load are the link’s; today’s settings are these nodes’ own, ${todaysSource}.`}
      </p>
      <button
        type="button"
        onClick={() => setLink({ asof: takenAt })}
        className="mt-1.5 rounded border border-line-strong bg-panel px-2 py-0.5 hover:bg-sunken"
      >
        Take the link to this snapshot
      </button>
    </Notice>
  );
}
