import { SearchBox } from "@/components/search/search-box";
import { CALLS_ID } from "@/components/shell/calls";
import { HELP_ID } from "@/components/shell/help";
import { NavLinks } from "@/components/shell/nav-links";
import type { Theme } from "@/components/shell/preferences";
import { RefreshControl } from "@/components/shell/refresh-control";
import { ThemeSwitch } from "@/components/shell/theme-switch";
import { Age } from "@/components/ui/age";
import { Anchor } from "@/components/ui/anchor";
import { Tag } from "@/components/ui/tag";
import type { SnapshotHeader } from "@/lib/domain/api/common";
import { formatDuration, formatNoun, formatUtcTime } from "@/lib/format";

interface ShellHeaderProps {
  /** Null until there is a first snapshot. */
  readonly snapshot: SnapshotHeader | null;
  readonly now: number;
  readonly theme: Theme;
  readonly refreshSeconds: number;
}

export function ShellHeader({ snapshot, now, theme, refreshSeconds }: ShellHeaderProps) {
  return (
    <header className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-2 border-b border-line bg-panel px-5 py-1.5 max-sm:px-3">
      <Anchor href="/" className="font-bold tracking-wide">
        eniscope
      </Anchor>
      <NavLinks />
      {snapshot === null ? null : (
        <Tag title={`Source: ${snapshot.source.label}`}>
          {snapshot.accountId ?? "account not known"} · {snapshot.region ?? "Region not known"}
        </Tag>
      )}
      <SearchBox />
      <div className="ml-auto flex flex-wrap items-center gap-x-3 gap-y-1 text-muted">
        <Tag title="Eniscope calls Describe and Get operations only; it cannot change anything.">read-only</Tag>
        {snapshot === null ? null : (
          <button
            type="button"
            popoverTarget={CALLS_ID}
            title="Show the API calls"
            className="text-left underline decoration-dotted underline-offset-3 hover:text-ink"
          >
            as of {formatUtcTime(snapshot.takenAt)} UTC · {formatNoun(snapshot.callCount, "call")} ·{" "}
            {formatDuration(snapshot.tookMs)}
          </button>
        )}
        {snapshot === null ? null : <Age timestamp={snapshot.takenAt} now={now} />}
        <RefreshControl initialSeconds={refreshSeconds} />
        <ThemeSwitch initial={theme} />
        <button
          type="button"
          popoverTarget={HELP_ID}
          title="Keys (?)"
          className="rounded border border-line px-1.5 text-sm hover:border-line-strong hover:text-ink"
        >
          <span aria-hidden="true">?</span>
          <span className="sr-only">Keys</span>
        </button>
      </div>
    </header>
  );
}
