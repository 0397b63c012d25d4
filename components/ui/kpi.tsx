import type { ReactNode } from "react";

/** The page's key figures in one line, the number first and its words under it. */
export function KpiRow({ children, label }: { readonly children: ReactNode; readonly label: string }) {
  return (
    <dl aria-label={label} className="grid grid-cols-2 gap-x-7 gap-y-3 sm:flex sm:flex-wrap">
      {children}
    </dl>
  );
}

interface KpiProps {
  readonly value: ReactNode;
  readonly label: ReactNode;
  /** Colours the figure; the words must say the same. */
  readonly tone?: "plain" | "warn" | "harm";
}

const TONES = { plain: "text-ink", warn: "text-warn", harm: "text-harm" } as const;

export function Kpi({ value, label, tone = "plain" }: KpiProps) {
  return (
    <div className="flex flex-col-reverse justify-end">
      <dt className="text-muted">{label}</dt>
      <dd className={`text-2xl font-semibold whitespace-nowrap max-sm:text-xl ${TONES[tone]}`}>{value}</dd>
    </div>
  );
}
