import type { Fleet } from "@/lib/domain/ipamd/fleet";
import { eventsByNodeSteps } from "@/lib/domain/ipamd/node-events";
import { createRunner } from "@/lib/domain/ipamd/run-fleet";
import { nextWakeTime } from "@/lib/domain/ipamd/wake-queue";
import { atZero } from "@/lib/domain/simulation/at-zero";
import { ListeningEc2 } from "@/lib/domain/simulation/listening-ec2";
import { heldBySubnet } from "@/lib/domain/simulation/node-figures";
import { terminateNode } from "@/lib/domain/simulation/terminate-node";

/** A node that goes at a time. */
export interface Termination {
  readonly node: number;
  readonly atMs: number;
}

/** `times` are the samples, in milliseconds, ascending; the last one ends the run. */
export interface SideSpec {
  /** Is run, and so changed. */
  readonly fleet: Fleet;
  readonly times: Float64Array;
  /** Numbers of the subnets whose curves are kept. */
  readonly watched: readonly number[];
  /** Ascending by time. */
  readonly terminations: readonly Termination[];
}

/** What was read at the samples, for each watched subnet and, last, for all together. */
export interface Recording {
  readonly free: readonly Int32Array[];
  readonly lowestFree: readonly Int32Array[];
  readonly freeBlocks: readonly Int32Array[];
  readonly lowestFreeBlocks: readonly Int32Array[];
  readonly held: readonly Int32Array[];
}

/** A side that has been run. */
export interface SideRun {
  /** As it stands at the end. */
  readonly fleet: Fleet;
  readonly ec2: ListeningEc2;
  readonly recording: Recording;
  /** `{ subnet → what the nodes held of it before the first instant }` */
  readonly heldBefore: readonly number[];
}

/** So much of a run is done without a break: some ten milliseconds. */
export const THINGS_A_STEP = 4_000;

/** Runs a side from the start to the last of the times; gives the share done (0..1) after each of them, and between them. */
export function* runSide({ fleet, times, watched, terminations }: SideSpec): Generator<number, SideRun> {
  const heldBefore = heldBySubnet(fleet);
  const ec2 = new ListeningEc2(fleet, heldBefore, watched);
  yield 0;
  yield* atZero(eventsByNodeSteps(fleet.plan.events));
  const runOn = createRunner(fleet, null, ec2, endsOf(fleet, terminations));
  const recording = createRecording(watched.length + 1, times.length);
  let next = 0;
  for (const [sample, time] of times.entries()) {
    for (let going = terminations[next]; going && going.atMs <= time; going = terminations[++next]) {
      while (!runOn(going.atMs, THINGS_A_STEP)) yield sample / times.length;
      terminateNode(fleet, going.node, ec2);
    }
    while (!runOn(time, THINGS_A_STEP)) yield sample / times.length;
    record(recording, ec2, watched, sample);
    ec2.sampled();
    yield (sample + 1) / times.length;
  }
  return { fleet, ec2, recording, heldBefore };
}

/** `{ node → when it is looked at again }`: at the samples only what EC2 has is read. */
function endsOf({ processes, plan }: Fleet, terminations: readonly Termination[]): Float64Array {
  const ends = new Float64Array(processes.length).fill(plan.endAt);
  for (const { node, atMs } of terminations) ends[node] = Math.min(atMs, plan.endAt);
  return ends;
}

const createRecording = (curves: number, samples: number): Recording => {
  const arrays = () => Array.from({ length: curves }, () => new Int32Array(samples));
  return { free: arrays(), lowestFree: arrays(), freeBlocks: arrays(), lowestFreeBlocks: arrays(), held: arrays() };
};

function record(recording: Recording, ec2: ListeningEc2, watched: readonly number[], sample: number): void {
  for (let curve = 0; curve <= watched.length; curve++) {
    const levels = curve < watched.length ? ec2.levels[watched[curve] ?? -1] : ec2.total;
    if (!levels) continue;
    put(recording.free[curve], sample, levels.free);
    put(recording.lowestFree[curve], sample, levels.lowestFree.sinceSample);
    put(recording.freeBlocks[curve], sample, levels.freeBlocks);
    put(recording.lowestFreeBlocks[curve], sample, levels.lowestBlocks.sinceSample);
    put(recording.held[curve], sample, levels.held);
  }
}

function put(array: Int32Array | undefined, index: number, value: number): void {
  if (array) array[index] = value;
}

/** Whether nothing more is going to happen, apart from pods' coming and going. */
export const isAtRest = ({ starts, trunks, retries, completions, looks }: Fleet): boolean =>
  [starts, trunks, retries, completions, looks].every((queue) => nextWakeTime(queue) === Number.POSITIVE_INFINITY);
