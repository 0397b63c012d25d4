import { type Fleet, NO_DEVICE } from "@/lib/domain/ipamd/fleet";
import { ADD } from "@/lib/domain/ipamd/fleet-plan";
import type { IpamdContext } from "@/lib/domain/ipamd/ipamd-context";
import { endWait, leave, type NodeProcess, servedWait, tryAssign } from "@/lib/domain/ipamd/node-process";
import type { PodPlace } from "@/lib/domain/ipamd/pods";
import { BRANCH_DEVICE, type TrunkController } from "@/lib/domain/ipamd/trunk-controller";
import { byteAt, uint32At } from "@/lib/domain/ipamd/typed-array";

/** The pods of a fleet: how they come to a node, wait at it and leave it. When the node is due next is for the caller to set. */
export class PodTraffic {
  private readonly place: PodPlace = { device: NO_DEVICE, entry: 0 };

  constructor(
    private readonly fleet: Fleet,
    private readonly context: IpamdContext,
    private readonly trunks: TrunkController,
  ) {}

  /** `kind` is ADD or ADD_BRANCH. */
  come(process: NodeProcess, pod: number, kind: number, now: number): void {
    if (kind !== ADD) this.trunks.add(process, pod, now);
    else if (!this.assign(process, pod, now)) process.waiting.push({ pod, since: now });
  }

  leave(process: NodeProcess, pod: number, now: number): void {
    const { fleet, place } = this;
    place.device = byteAt(fleet.podDevice, pod);
    place.entry = uint32At(fleet.podEntry, pod);
    fleet.podDevice[pod] = NO_DEVICE;
    if (place.device === NO_DEVICE) {
      const wait = endWait(process, pod, now) ?? this.trunks.endWait(process, pod, now);
      if (wait) fleet.waits.push(wait);
    } else if (place.device === BRANCH_DEVICE) this.trunks.remove(process, pod, now);
    else leave(process, now, place, this.context);
  }

  /** Tries the waiting pods, oldest first, up to the first that fails: those after it would fail likewise. */
  retry(process: NodeProcess, now: number): void {
    const { waiting } = process;
    let served = 0;
    for (const pod of waiting) {
      if (!this.assign(process, pod.pod, now)) break;
      served++;
      this.fleet.waits.push(servedWait(pod, now));
    }
    waiting.splice(0, served);
  }

  private assign(process: NodeProcess, pod: number, now: number): boolean {
    const { fleet, place } = this;
    if (!tryAssign(process, now, fleet.order, place)) return false;
    fleet.podDevice[pod] = place.device;
    fleet.podEntry[pod] = place.entry;
    fleet.podsAssigned++;
    return true;
  }
}
