import { Panel } from "@/components/ui/panel";

/** What the run takes for granted. */
export function AssumptionList({ assumptions }: { readonly assumptions: readonly string[] }) {
  return (
    <Panel title="What this run takes for granted">
      <ul className="grid list-disc gap-1 pl-4 text-muted">
        {assumptions.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Panel>
  );
}
