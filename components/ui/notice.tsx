import type { ReactNode } from "react";

const TONES = {
  info: "border-line-strong bg-sunken",
  warn: "border-warn-mark bg-warn-ground",
  harm: "border-harm bg-harm-ground",
} as const;

interface NoticeProps {
  readonly tone: keyof typeof TONES;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  /** `alert` interrupts a screen reader; for what the reader must not miss. */
  readonly role?: "status" | "alert";
}

/** A message of the page: what is so, and what to do about it. */
export function Notice({ tone, title, children, role }: NoticeProps) {
  return (
    <div {...(role === undefined ? {} : { role })} className={`border-l-3 px-3 py-2 wrap-anywhere ${TONES[tone]}`}>
      <p className="font-semibold">{title}</p>
      {children === undefined ? null : <div className="mt-0.5">{children}</div>}
    </div>
  );
}
