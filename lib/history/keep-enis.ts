import "server-only";
import { sql } from "drizzle-orm";
import type { Millis } from "@/lib/domain/brand";
import { DAY_MS } from "@/lib/domain/time-units";
import type { KnownEni } from "@/lib/history/event-store";
import { type Database, jsonList } from "@/lib/history/sql-engine";
import { storableName } from "@/lib/history/storable-text";

export interface EnisToKeep {
  readonly enis: readonly KnownEni[];
  readonly evidence: "create-event" | "earlier-eni";
  readonly seenAt: Millis;
}

/**
 * Keeps where ENIs are and fills in the findings that waited for one of them. A row that is there stays as it is, since
 * an ENI never moves; only its age is renewed, once a day, so that the same snapshot again and again writes nothing.
 */
export async function insertEnis(
  database: Database,
  scopeId: number,
  { enis, evidence, seenAt }: EnisToKeep,
): Promise<void> {
  if (enis.length === 0) return;
  const subnets = new Map(enis.map(({ eniId, subnetId }) => [storableName(eniId), storableName(subnetId)]));
  const rows = jsonList([...subnets].map(([eni_id, subnet_id]) => ({ eni_id, subnet_id })));
  await database.execute(sql`
    insert into eniscope.known_eni as kept (scope_id, eni_id, subnet_id, evidence, seen_ms)
    select ${scopeId}::integer, row.eni_id, row.subnet_id, ${evidence}::text, ${seenAt}::bigint
    from json_to_recordset(${rows}) as row(eni_id text, subnet_id text)
    on conflict (scope_id, eni_id) do update set seen_ms = excluded.seen_ms
      where kept.seen_ms < excluded.seen_ms - ${DAY_MS}::bigint`);
  await database.execute(sql`
    update eniscope.trail_finding as finding
    set subnet_id = known.subnet_id, subnet_evidence = known.evidence
    from json_to_recordset(${rows}) as row(eni_id text)
    join eniscope.known_eni known on known.scope_id = ${scopeId}::integer and known.eni_id = row.eni_id
    where finding.scope_id = ${scopeId}::integer and finding.eni_id = known.eni_id
      and (finding.subnet_id is null or finding.subnet_evidence = 'session-instance')`);
}
