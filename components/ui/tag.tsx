import type { ReactNode } from "react";

const TONES = {
  plain: "border-line text-muted",
  warn: "border-warn bg-warn-ground text-warn",
  harm: "border-harm bg-harm-ground text-harm",
  accent: "border-accent bg-accent-ground text-accent",
} as const;

interface TagProps {
  readonly children: ReactNode;
  readonly tone?: keyof typeof TONES;
  readonly title?: string;
}

/** A short mark: a state, a cluster, a limitation. */
export function Tag({ children, tone = "plain", title }: TagProps) {
  return (
    <span
      {...(title === undefined ? {} : { title })}
      className={`inline-block max-w-full rounded-full border px-2 align-middle text-sm whitespace-nowrap ${TONES[tone]}`}
    >
      {children}
    </span>
  );
}
