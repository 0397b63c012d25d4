import { Panel } from "@/components/ui/panel";

/** A resource's tags, sorted; other people's text, shown as text. */
export function TagList({ tags }: { readonly tags: Readonly<Record<string, string>> }) {
  const entries = Object.entries(tags).sort(([a], [b]) => a.localeCompare(b));
  return (
    <Panel title="Tags">
      {entries.length === 0 ? (
        <p className="text-muted">None.</p>
      ) : (
        <dl className="grid gap-x-6 gap-y-1 sm:grid-cols-[minmax(12rem,auto)_minmax(0,1fr)]">
          {entries.map(([key, value]) => (
            <div key={key} className="contents">
              <dt className="wrap-anywhere text-muted">{key}</dt>
              <dd className="wrap-anywhere">{value === "" ? <span className="text-muted">(empty)</span> : value}</dd>
            </div>
          ))}
        </dl>
      )}
    </Panel>
  );
}
