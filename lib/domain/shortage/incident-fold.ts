import type { Millis } from "@/lib/domain/brand";
import type { FindingPlace } from "@/lib/domain/shortage/finding";
import {
  INCIDENT_GAP_MS,
  type IncidentCaller,
  type IncidentMessage,
  placeOf,
  type ShortageIncident,
  type ShortageTraits,
  WINDOW_MS,
} from "@/lib/domain/shortage/incident";
import { SHORTAGE_KINDS } from "@/lib/domain/shortage/shortage-kind";
import { MINUTE_MS } from "@/lib/domain/time-units";

/** Takes an incident of which nothing older can be a part. `rank`: how many began to be seen before it, newest first. */
export type TakeIncident = (incident: ShortageIncident, rank: number) => void;

/**
 * Folds shortages into incidents, however many: it holds the incidents that are still open, each with its callers, and no
 * failure. An incident is one subnet's: when it is full, every node with an ENI there fails, in its own rhythm, and thirty
 * rows of thirty nodes would hide that it is one story; who failed, and how often, stands in its `callers`. Where the
 * subnet is not known, two callers may mean two places, so there each caller has its own.
 *
 * Failures come newest first, those of one event together. An event's findings have its number in
 * common: a fleet that failed twice in one subnet is one call there. Incidents are handed over as
 * they end, which is not the order in which they began; `rank` is that, the one with the newest failure being 0.
 *
 * Two failed calls per ENI every 5 s for an hour are one incident of 1,440 calls.
 */
export class IncidentFold {
  /** `{ place → the incident there that goes on }` */
  private readonly open = new Map<string, OpenIncident>();
  private readonly keys = new WeakMap<ShortageTraits, TraitKeys>();
  private rank = 0;

  constructor(
    private readonly take: TakeIncident,
    private readonly gapMs: number = INCIDENT_GAP_MS,
  ) {}

  add(traits: ShortageTraits, place: FindingPlace): void {
    const keys = this.keysOf(traits);
    let incident = this.open.get(keys.place);
    if (incident !== undefined && incident.firstAt - place.listedAt > this.gapMs) {
      this.take(incident.toIncident(), incident.rank);
      incident = undefined;
    }
    if (incident === undefined) {
      incident = new OpenIncident(traits.subnetId, this.rank++, place);
      this.open.set(keys.place, incident);
    }
    incident.add(traits, keys, place);
  }

  /** Every incident of a lower rank has been handed over. */
  get settledRank(): number {
    let lowest = this.rank;
    for (const { rank } of this.open.values()) lowest = Math.min(lowest, rank);
    return lowest;
  }

  /** Hands over what has ended, given that nothing newer than `at` follows. */
  endBefore(at: number): void {
    for (const [place, incident] of this.open) {
      if (incident.firstAt - at <= this.gapMs) continue;
      this.open.delete(place);
      this.take(incident.toIncident(), incident.rank);
    }
  }

  /** Hands over all that is left: nothing follows. */
  end(): void {
    this.endBefore(Number.NEGATIVE_INFINITY);
  }

  private keysOf(traits: ShortageTraits): TraitKeys {
    const known = this.keys.get(traits);
    if (known) return known;
    const { callerKind, callerId, kind, code, message } = traits;
    const keys = {
      place: placeOf(traits),
      caller: JSON.stringify([callerKind, callerId]),
      message: JSON.stringify([kind, code, message]),
    };
    this.keys.set(traits, keys);
    return keys;
  }
}

/** Made once for all findings that share the traits. */
interface TraitKeys {
  readonly place: string;
  readonly caller: string;
  readonly message: string;
}

class OpenIncident {
  firstAt: Millis;
  private readonly calls = new CallCount();
  private readonly callers = new Map<string, OpenCaller>();
  private readonly messages = new Map<string, OpenMessage>();

  constructor(
    private readonly subnetId: string | null,
    readonly rank: number,
    private readonly newest: FindingPlace,
  ) {
    this.firstAt = newest.listedAt;
  }

  add(traits: ShortageTraits, keys: TraitKeys, { listedAt, sequence }: FindingPlace): void {
    this.firstAt = listedAt;
    this.calls.add(sequence);
    let caller = this.callers.get(keys.caller);
    if (caller === undefined) {
      caller = new OpenCaller(traits, listedAt);
      this.callers.set(keys.caller, caller);
    }
    caller.add(traits, listedAt, sequence);
    let message = this.messages.get(keys.message);
    if (message === undefined) {
      message = { traits, calls: new CallCount() };
      this.messages.set(keys.message, message);
    }
    message.calls.add(sequence);
  }

  toIncident(): ShortageIncident {
    const { newest, firstAt, subnetId } = this;
    const minutes = (newest.listedAt - firstAt) / MINUTE_MS;
    const open = [...this.callers.values()];
    const messages = [...this.messages.values()];
    return {
      newest,
      subnetId,
      kinds: SHORTAGE_KINDS.filter((kind) => messages.some(({ traits }) => traits.kind === kind)),
      firstAt,
      lastAt: newest.listedAt,
      callCount: this.calls.count,
      callsPerMinute: minutes === 0 ? null : this.calls.count / minutes,
      windowCount: open.reduce((sum, { windowCount }) => sum + windowCount, 0),
      callers: open
        .map((caller) => caller.toCaller())
        .sort((a, b) => b.callCount - a.callCount || a.firstAt - b.firstAt || byText(a.callerId, b.callerId)),
      messages: messages
        .map(toMessage)
        .sort((a, b) => b.callCount - a.callCount || byText(a.code, b.code) || byText(a.message, b.message)),
    };
  }
}

const byText = (a: string | null, b: string | null): number => (a === b ? 0 : (a ?? "") < (b ?? "") ? -1 : 1);

/** Distinct events: those that are the same come one after the other. */
class CallCount {
  count = 0;
  private last: number | null = null;

  add(event: number): void {
    if (event === this.last) return;
    this.last = event;
    this.count++;
  }
}

interface OpenMessage {
  readonly traits: ShortageTraits;
  readonly calls: CallCount;
}

const toMessage = ({ traits: { kind, code, message }, calls }: OpenMessage): IncidentMessage => ({
  kind,
  code,
  message,
  callCount: calls.count,
});

/** Calls of the same try fall into one second or the next: only longer distances are waits. */
const SAME_TRY_MS = 1_000;

class OpenCaller {
  windowCount = 0;
  private readonly calls = new CallCount();
  private window: number | null = null;
  private firstAt: Millis;
  private instanceId: string | null = null;
  private clusterName: string | null = null;
  /** `{ wait in milliseconds → how often }`: times are whole seconds, so these are few. */
  private readonly waits = new Map<number, number>();

  constructor(
    private readonly traits: ShortageTraits,
    private readonly lastAt: Millis,
  ) {
    this.firstAt = lastAt;
  }

  add({ instanceId, clusterName }: ShortageTraits, listedAt: Millis, sequence: number): void {
    this.calls.add(sequence);
    this.instanceId ??= instanceId;
    this.clusterName ??= clusterName;
    const wait = this.firstAt - listedAt;
    if (wait > SAME_TRY_MS) this.waits.set(wait, (this.waits.get(wait) ?? 0) + 1);
    this.firstAt = listedAt;
    const window = Math.floor(listedAt / WINDOW_MS);
    if (window !== this.window) this.windowCount++;
    this.window = window;
  }

  toCaller(): IncidentCaller {
    const { callerKind, callerId } = this.traits;
    return {
      callerKind,
      callerId,
      instanceId: this.instanceId,
      clusterName: this.clusterName,
      firstAt: this.firstAt,
      lastAt: this.lastAt,
      callCount: this.calls.count,
      retryEveryMs: middleOf(this.waits),
    };
  }
}

/** The middle one of all waits, each as often as it occurred; null under two. */
function middleOf(waits: ReadonlyMap<number, number>): number | null {
  const total = [...waits.values()].reduce((sum, count) => sum + count, 0);
  if (total < 2) return null;
  let left = Math.floor(total / 2);
  for (const [wait, count] of [...waits].sort(([a], [b]) => a - b)) {
    if (left < count) return wait;
    left -= count;
  }
  return null;
}
