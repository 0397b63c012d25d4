import "server-only";
import type { Health } from "@/lib/domain/api/health";
import type { Problem } from "@/lib/domain/problem";
import type { TrailReading } from "@/lib/domain/shortage/trail-reading";
import { EC2_APIS } from "@/lib/domain/vpc/snapshot";
import { type HistoryLook, lookAtHistory } from "@/lib/inventory/ask-history";
import type { CollectionProgress } from "@/lib/inventory/outcome";
import { VERSION } from "@/lib/inventory/product";
import { outcomeViews } from "@/lib/inventory/snapshot-header";
import type { SnapshotKeeper } from "@/lib/inventory/snapshot-keeper";
import { snapshotKeeper } from "@/lib/inventory/snapshot-store";
import { requestCountOf } from "@/lib/inventory/source";
import { trailReadingNow } from "@/lib/inventory/trail/look-at-trail";

/** How the process fares: its snapshot, each API's outcome, the running collection, the store, the events, calls. Starts nothing. */
export async function getHealth(now: number = Date.now()): Promise<Health> {
  const [state, history, reading] = await Promise.all([snapshotKeeper(), lookAtHistory(), trailReadingNow()]);
  const beside = { store: storeHealth(history), events: eventHealth(reading) };
  return { ...(state.kind === "open" ? healthOf(state.keeper, now) : healthWithout(state.problem, now)), ...beside };
}

export const publicProblem = ({ code, message, remedy }: Problem) => ({ code, message, remedy });

export const publicProgress = (progress: CollectionProgress) => ({
  startedAt: progress.startedAt,
  apis: progress.apis.map((each) => ({ ...each })),
});

const storeHealth = ({ engine, state, problem, size }: HistoryLook): Health["store"] => ({
  status: state.kind,
  engine,
  problem: problem && publicProblem(problem),
  size: size && { ...size },
});

const eventHealth = ({
  status,
  source,
  readBy,
  readEventCount,
  remainingMs,
  problem,
}: TrailReading): Health["events"] => ({
  status,
  source,
  readBy,
  readEventCount: status === "absent" ? null : readEventCount,
  remainingMs,
  problem: problem && { ...publicProblem(problem), iamAction: problem.iamAction },
});

type SnapshotHealth = Omit<Health, "store" | "events">;

function healthOf(keeper: SnapshotKeeper, now: number): SnapshotHealth {
  const { current, problem, progress, source } = keeper;
  const snapshot = current?.snapshot ?? null;
  const apis = snapshot === null ? [] : outcomeViews(snapshot);
  const isWhole = problem === null && apis.every((api) => api.status === "ok" || api.status === "absent");
  return {
    status: snapshot !== null ? (isWhole ? "ok" : "degraded") : problem === null ? "collecting" : "unavailable",
    version: VERSION,
    now,
    source: source.description,
    snapshot: snapshot && {
      id: snapshot.id,
      takenAt: snapshot.takenAt,
      ageMs: Math.max(0, now - snapshot.takenAt),
      tookMs: snapshot.tookMs,
      staleBecause: problem?.message ?? null,
    },
    apis,
    collection: progress && publicProgress(progress),
    problem: problem && publicProblem(problem),
    calls: {
      total: requestCountOf(source),
      byApi: [
        ...EC2_APIS.map((api) => ({ api, requestCount: source.budget.sentBy(api) })),
        ...(source.trail ? [{ api: source.trail.label, requestCount: source.trail.requestCount }] : []),
      ],
    },
  };
}

const healthWithout = (problem: Problem, now: number): SnapshotHealth => ({
  status: "unavailable",
  version: VERSION,
  now,
  source: null,
  snapshot: null,
  apis: [],
  collection: null,
  problem: publicProblem(problem),
  calls: { total: 0, byApi: EC2_APIS.map((api) => ({ api, requestCount: 0 })) },
});
