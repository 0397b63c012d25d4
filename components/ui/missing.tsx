interface MissingProps {
  /** Completes "not known, because …". */
  readonly because: string;
  /** Writes the reason out; otherwise it is the tooltip, as in a table's cell. */
  readonly isSpelledOut?: boolean;
}

/** Stands where a value would: never a zero, never a blank. */
export function Missing({ because, isSpelledOut = false }: MissingProps) {
  if (isSpelledOut) return <span className="text-muted">not known, because {because}</span>;
  return (
    <span title={`Not known, because ${because}`} className="text-muted underline decoration-dotted underline-offset-3">
      not known<span className="sr-only">, because {because}</span>
    </span>
  );
}
