import { Missing } from "@/components/ui/missing";
import type { Thresholds } from "@/lib/domain/vpc/inventory";
import { formatShare } from "@/lib/format";

interface SeverityShareProps {
  /** 0..1 of the usable addresses that is taken. */
  readonly ratio: number | null;
  readonly thresholds: Thresholds;
  readonly because: string;
}

/** A share used, marked by weight, colour and sign where it passes a threshold: `98 % !!`. */
export function SeverityShare({ ratio, thresholds, because }: SeverityShareProps) {
  if (ratio === null) return <Missing because={because} />;
  const mark = ratio >= thresholds.criticalRatio ? "critical" : ratio >= thresholds.warningRatio ? "warning" : null;
  if (mark === null) return formatShare(ratio);
  return (
    <span title={mark} className={`font-semibold ${mark === "critical" ? "text-harm" : "text-warn"}`}>
      {formatShare(ratio)} <span aria-hidden="true">{mark === "critical" ? "!!" : "!"}</span>
      <span className="sr-only">{mark}</span>
    </span>
  );
}
