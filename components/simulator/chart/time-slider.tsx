import type { TimeSpan } from "@/components/simulator/chart/chart-rows";
import { stopAfterKey } from "@/components/simulator/chart/chart-words";

interface TimeSliderProps {
  readonly label: string;
  /** The moment in words, with what there is to say of it. */
  readonly words: string;
  readonly span: TimeSpan;
  /** Where arrows lead, ascending. */
  readonly stops: readonly number[];
  readonly atMs: number;
  readonly onTime: (atMs: number) => void;
}

/** A moment of the run by pointer or keys: arrows go to the next stop, Page keys ten of them, Home and End to the ends. */
export function TimeSlider({ label, words, span, stops, atMs, onTime }: TimeSliderProps) {
  return (
    <input
      type="range"
      aria-label={label}
      aria-valuetext={words}
      min={span.fromMs}
      max={span.toMs}
      step={1_000}
      value={Math.min(span.toMs, Math.max(span.fromMs, atMs))}
      onChange={(event) => onTime(Number(event.target.value))}
      onKeyDown={(event) => {
        if (event.metaKey || event.ctrlKey || event.altKey) return;
        const next = stopAfterKey(stops, atMs, event.key);
        if (next === null) return;
        event.preventDefault();
        onTime(next);
      }}
      className="h-5 w-full min-w-0 cursor-pointer accent-accent"
    />
  );
}
