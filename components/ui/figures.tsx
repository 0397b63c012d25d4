import { Missing } from "@/components/ui/missing";
import type { CountRange } from "@/lib/domain/api/common";
import { formatCount, formatRange, formatShare } from "@/lib/format";

/** A count, or why there is none. */
export function Count({ value, because }: { readonly value: number | null; readonly because: string }) {
  return value === null ? <Missing because={because} /> : formatCount(value);
}

/** A share 0..1 as per cent, or why there is none. */
export function Share({ ratio, because }: { readonly ratio: number | null; readonly because: string }) {
  return ratio === null ? <Missing because={because} /> : formatShare(ratio);
}

interface CountAndShareProps {
  readonly value: number | null;
  readonly of: number | null;
  readonly because: string;
}

/** Absolute and as a share, in two columns that line up under each other: `148  29 %`. */
export function CountAndShare({ value, of, because }: CountAndShareProps) {
  if (value === null) return <Missing because={because} />;
  return (
    <>
      {formatCount(value)}
      <span className="inline-block min-w-11 text-muted">{of === null || of === 0 ? "" : formatShare(value / of)}</span>
    </>
  );
}

/** An inclusive range such as `1–14`, or why there is none. */
export function Range({ range, because }: { readonly range: CountRange | null; readonly because: string }) {
  return range === null ? <Missing because={because} /> : formatRange(range);
}
