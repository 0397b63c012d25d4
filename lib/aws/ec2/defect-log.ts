import "server-only";
import type { RecordDefect } from "@/lib/domain/vpc/snapshot";

const NAMED_AT_MOST = 5;

interface Entry {
  readonly api: RecordDefect["api"];
  readonly problem: string;
  readonly places: string[];
  furtherPlaceCount: number;
  count: number;
}

/** Counts what could not be read, by API and problem, and names the first few places of each. */
export class DefectLog {
  private readonly entries = new Map<string, Entry>();

  note(api: RecordDefect["api"], where: string, problem: string, count = 1): void {
    const key = `${api} ${problem}`;
    let entry = this.entries.get(key);
    if (!entry) {
      entry = { api, problem, places: [], furtherPlaceCount: 0, count: 0 };
      this.entries.set(key, entry);
    }
    entry.count += count;
    if (entry.places.includes(where)) return;
    if (entry.places.length < NAMED_AT_MOST) entry.places.push(where);
    else entry.furtherPlaceCount++;
  }

  toList(): RecordDefect[] {
    return [...this.entries.values()].map(({ api, problem, places, furtherPlaceCount, count }) => ({
      api,
      where: places.join(", ") + (furtherPlaceCount > 0 ? ` and ${furtherPlaceCount} more` : ""),
      problem,
      count,
    }));
  }
}
