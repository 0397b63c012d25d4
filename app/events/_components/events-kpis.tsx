import { unreadBecause } from "@/components/events/reading-words";
import { Kpi, KpiRow } from "@/components/ui/kpi";
import { Missing } from "@/components/ui/missing";
import type { EventsView } from "@/lib/domain/api/event";
import { formatCount } from "@/lib/format";

/** The figures of the range. Until it is read, a count is a lower bound, and none at all is not 0. */
export function EventsKpis({ events }: { readonly events: EventsView }) {
  const { reading, range, incidentCount, ongoingCount, nodeCount, callCount, others, unreadableCount, subnets } =
    events;
  const because = unreadBecause(reading, range);
  const count = (value: number) => {
    if (because === null) return formatCount(value);
    return value === 0 ? <Missing because={because} /> : <span title={because}>≥ {formatCount(value)}</span>;
  };
  const lookAlikes = others.filter(({ kind }) => kind !== "other-failure");
  return (
    <KpiRow label="Key figures of the range">
      <Kpi
        value={count(incidentCount)}
        label={`incidents${ongoingCount === 0 ? "" : `, ${formatCount(ongoingCount)} going on`}`}
        tone={incidentCount > 0 ? "harm" : "plain"}
      />
      <Kpi value={count(callCount)} label="failed calls for want of addresses" />
      <Kpi value={count(subnets.filter(({ subnet }) => subnet !== null).length)} label="subnets" />
      <Kpi value={count(nodeCount)} label="nodes that failed" />
      <Kpi value={count(lookAlikes.reduce((sum, each) => sum + each.callCount, 0))} label="look-alikes, no shortage" />
      <Kpi
        value={count(unreadableCount)}
        label="unreadable records, counted and kept"
        tone={unreadableCount > 0 ? "warn" : "plain"}
      />
    </KpiRow>
  );
}
