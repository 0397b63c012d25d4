import type { ReactNode } from "react";

interface KpiRowProps {
  readonly children: ReactNode;
  readonly label: string;
  /** For figures that change in place: their words wrap within even columns, so that nothing under them moves. */
  readonly isSteady?: boolean;
}

const STEADY = "sm:grid-cols-[repeat(auto-fit,minmax(8.5rem,1fr))] sm:[&_dt]:min-h-[2lh]";

/** The page's key figures in one line, the number first and its words under it. */
export function KpiRow({ children, label, isSteady = false }: KpiRowProps) {
  return (
    <dl aria-label={label} className={`grid grid-cols-2 gap-x-6 gap-y-3 ${isSteady ? STEADY : "sm:flex sm:flex-wrap"}`}>
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
