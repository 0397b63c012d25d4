"use client";

import { useEffect, useState } from "react";
import { copyText } from "@/components/ui/copy-text";

interface CopyButtonProps {
  readonly text: string;
  /** What is copied, for the button's name: `instance id`. */
  readonly what: string;
  readonly children?: string;
}

const FEEDBACK_MS = 1500;
/** A whole file is no tooltip. */
const MOST_SHOWN = 200;

/** Puts `text` on the clipboard and says whether it got there. */
export function CopyButton({ text, what, children }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<"copied" | "failed" | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), FEEDBACK_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async () => setOutcome((await copyText(text)) ? "copied" : "failed");
  return (
    <button
      type="button"
      onClick={copy}
      title={text.length > MOST_SHOWN ? `Copy ${what}` : `Copy ${what}: ${text}`}
      aria-label={`Copy ${what}`}
      className="rounded border border-line px-1.5 text-xs text-muted hover:border-line-strong hover:text-ink"
    >
      {outcome ?? children ?? "copy"}
      <span role="status" className="sr-only">
        {outcome === null ? "" : outcome === "copied" ? `${what} copied` : `${what} could not be copied`}
      </span>
    </button>
  );
}
