import type { SimulationScope } from "@/lib/domain/api/simulation";
import type { LowWater } from "@/lib/domain/simulation/listening-ec2";
import type { PreparedScope } from "@/lib/domain/simulation/prepared-scope";
import type { Recording, SideRun } from "@/lib/domain/simulation/run-side";
import type { Band, Curve } from "@/lib/domain/simulation/simulation-result";

/** AWS keeps the first four addresses of a subnet and its last. */
const RESERVED_BY_AWS = 5;

/** The watched subnets' curves, then the one of all together; bands come later. */
export function curvesOf(run: SideRun, prepared: PreparedScope, watched: readonly number[]): Curve[] {
  const { scope, sizes } = prepared;
  const subnets = watched.map((number) => ({
    subnetId: scope.subnets[number]?.id ?? "",
    size: sizes[number] ?? 0,
    usable: Math.max((sizes[number] ?? 0) - RESERVED_BY_AWS, 0),
    otherAddressCount: otherAddresses(prepared, number),
    ...watersOf(run.ec2.levels[number]),
  }));
  const total = {
    subnetId: null,
    size: subnets.reduce((sum, { size }) => sum + size, 0),
    usable: subnets.reduce((sum, { usable }) => sum + usable, 0),
    otherAddressCount: subnets.reduce((sum, { otherAddressCount }) => sum + otherAddressCount, 0),
    ...watersOf(run.ec2.total),
  };
  return [...subnets, total].map((part, curve): Curve => {
    const { recording } = run;
    const free = recording.free[curve] ?? new Int32Array();
    const freeBlocks = recording.freeBlocks[curve] ?? new Int32Array();
    return {
      ...part,
      free,
      lowestFree: recording.lowestFree[curve] ?? free,
      freeBlocks,
      lowestFreeBlocks: recording.lowestFreeBlocks[curve] ?? freeBlocks,
      held: recording.held[curve] ?? new Int32Array(),
      freeBand: null,
      freeBlocksBand: null,
      now: { free: free[0] ?? 0, freeBlocks: freeBlocks[0] ?? 0 },
      end: { free: free.at(-1) ?? 0, freeBlocks: freeBlocks.at(-1) ?? 0 },
    };
  });
}

const watersOf = (levels: { lowestFree: LowWater; lowestBlocks: LowWater } | undefined) => ({
  lowest: { atMs: levels?.lowestFree.atMs ?? 0, free: levels?.lowestFree.low ?? 0 },
  lowestBlocks: { atMs: levels?.lowestBlocks.atMs ?? 0, freeBlocks: levels?.lowestBlocks.low ?? 0 },
});

function otherAddresses({ scope, freeOffsets }: PreparedScope, number: number): number {
  const subnet = scope.subnets[number];
  if (!subnet) return 0;
  const taken = subnet.taken.reduce((sum, [, count]) => sum + count, 0);
  const hidden = Math.min(subnet.unexplainedAddressCount, freeOffsets[number]?.length ?? 0);
  return RESERVED_BY_AWS + taken + hidden;
}

/**
 * Numbers of the subnets in which something can change: where simulated nodes have ENIs, where discovery may put some,
 * and those named besides. Where the nodes disclose what discovery may choose, nothing else counts.
 */
export function subnetsToWatch(
  { scope, discoverable }: { readonly scope: SimulationScope; readonly discoverable: PreparedScope["discoverable"] },
  besides: readonly (string | undefined)[],
): number[] {
  const watched = new Set(scope.nodes.flatMap(({ disclosed }) => disclosed?.discoverable ?? []));
  const isDisclosed = watched.size > 0;
  for (const [number, { id, isUsed }] of scope.subnets.entries()) {
    if (isUsed && !isDisclosed) for (const other of discoverable[number] ?? []) watched.add(other);
    if (isUsed || besides.includes(id)) watched.add(number);
  }
  return [...watched].sort((a, b) => a - b);
}

/** The band that several runs of a curve span; all have the same moments. The low end is the fewest since the moment before. */
export function bandOf(values: readonly Int32Array[], lowest: readonly Int32Array[]): Band {
  const samples = values[0]?.length ?? 0;
  const low = new Int32Array(samples).fill(LARGEST);
  const high = new Int32Array(samples).fill(-LARGEST);
  for (const run of lowest) for (let at = 0; at < samples; at++) low[at] = Math.min(low[at] ?? 0, run[at] ?? 0);
  for (const run of values) for (let at = 0; at < samples; at++) high[at] = Math.max(high[at] ?? 0, run[at] ?? 0);
  return { low, high };
}

const LARGEST = 0x7fffffff;

/** The curves with the bands that they and the recordings of further runs span. */
export const withBands = (curves: readonly Curve[], further: readonly Recording[]): Curve[] =>
  curves.map((curve, index) => {
    const all = (own: Int32Array, key: keyof Recording): Int32Array[] => [
      own,
      ...further.flatMap((recording) => recording[key][index] ?? []),
    ];
    return {
      ...curve,
      freeBand: bandOf(all(curve.free, "free"), all(curve.lowestFree, "lowestFree")),
      freeBlocksBand: bandOf(all(curve.freeBlocks, "freeBlocks"), all(curve.lowestFreeBlocks, "lowestFreeBlocks")),
    };
  });
