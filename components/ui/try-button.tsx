interface TryButtonProps {
  readonly isTrying: boolean;
  readonly onTry: () => void;
}

/** Asks for something once more; while it is being asked for, by this button or by the page itself, it says so. */
export function TryButton({ isTrying, onTry }: TryButtonProps) {
  return (
    <button
      type="button"
      onClick={isTrying ? undefined : onTry}
      // Not `disabled`, which would take the keyboard's focus from it, often for an attempt that fails.
      aria-disabled={isTrying || undefined}
      className="rounded bg-ink px-3.5 py-1.5 text-bg hover:opacity-90 aria-disabled:cursor-default aria-disabled:opacity-60"
    >
      {isTrying ? "Trying …" : "Try again"}
    </button>
  );
}
