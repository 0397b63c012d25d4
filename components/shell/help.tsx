export const HELP_ID = "help";

const KEYS = [
  ["/", "search an IP, CIDR, ENI, instance, subnet, VPC, name or cluster"],
  ["?", "this help"],
  ["r", "refresh"],
  ["Esc", "close, or go back"],
  ["← ↑ → ↓", "move along the heatmap, the rows of a table, the address map"],
  ["Enter", "open what is focused"],
  ["c", "copy the focused row of a table"],
] as const;

/** The keys, in a popover that needs no script to open. */
export function Help() {
  return (
    <div
      id={HELP_ID}
      popover="auto"
      role="dialog"
      aria-label="Keys"
      className="m-auto max-w-[calc(100vw-2rem)] rounded-lg border border-line-strong bg-panel p-5 text-ink"
    >
      <h2 className="mb-3 text-lg font-semibold">Keys</h2>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5">
        {KEYS.map(([key, meaning]) => (
          <div key={key} className="contents">
            <dt>
              <kbd className="rounded border border-line-strong bg-sunken px-1.5 font-mono text-sm">{key}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <button
        type="button"
        popoverTarget={HELP_ID}
        popoverTargetAction="hide"
        className="mt-4 rounded border border-line-strong px-3 py-1 hover:bg-sunken"
      >
        Close
      </button>
    </div>
  );
}
