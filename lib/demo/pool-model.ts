import type { Random } from "@/lib/demo/random";

/** The CNI settings of a node, and what its instance type allows. Counts of 0 mean that a target is not set. */
export interface PoolSettings {
  readonly warmEniTarget: number;
  readonly warmIpTarget: number;
  readonly minimumIpTarget: number;
  readonly warmPrefixTarget: number;
  readonly usesPrefixes: boolean;
  /** Pods get no address of the primary ENI. */
  readonly usesCustomNetworking: boolean;
  readonly maxEnis: number;
  /** Places for secondary addresses or prefixes on an ENI. */
  readonly slotsPerEni: number;
  readonly maxPods: number;
}

/** What a pool asks of EC2 for its node. An entry is the offset of a secondary address or of a prefix; null: not enough free. */
export interface PoolEc2<Eni> {
  /** Creates and attaches an ENI with that many entries, or does nothing. */
  createEni(entryCount: number, now: number): { readonly eni: Eni; readonly entries: readonly number[] } | null;
  assign(eni: Eni, entryCount: number): readonly number[] | null;
  unassign(eni: Eni, entries: readonly number[]): void;
  /** Detaches and deletes the ENI. */
  deleteEni(eni: Eni, now: number): void;
}

/** The address pool of one node: pods take from it, and its steps keep it at its targets. */
export interface NodePool {
  readonly podCount: number;
  readonly waitingPodCount: number;
  /** The pod gets an address, or waits for one. */
  addPod(): void;
  /** Any one pod leaves, waiting ones first. */
  removePod(random: Random): void;
  /** One round of the pool manager; gives the time of the next round that can change anything without a pod's coming or going. */
  step(now: number): number;
}

interface PoolEni<Eni> {
  readonly eni: Eni;
  readonly isPrimary: boolean;
  readonly createdAt: number;
  readonly entries: number[];
  /** Pods of each entry, beside `entries`. */
  readonly pods: number[];
}

const PREFIX_SIZE = 16;
const ROUND_MS = 5_000;
const DECREASE_PAUSE_MS = 30_000;
const INSUFFICIENT_PAUSE_MS = 120_000;
const MIN_ENI_AGE_MS = 60_000;

/**
 * A plain model of the VPC CNI's warm pool: it tops up to its targets on the ENIs it has, then by a new ENI; it gives
 * back what is over, entry by entry with IP and prefix targets, and whole empty ENIs. Addresses of pods that left can be
 * taken at once: there is no cooldown here.
 */
export class WarmPool<Eni> implements NodePool {
  waitingPodCount = 0;
  private readonly enis: PoolEni<Eni>[] = [];
  private lastDecrease = Number.NEGATIVE_INFINITY;
  private lastInsufficient = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly settings: PoolSettings,
    private readonly ec2: PoolEc2<Eni>,
    primary: Eni,
    startedAt: number,
  ) {
    this.enis.push({ eni: primary, isPrimary: true, createdAt: startedAt, entries: [], pods: [] });
  }

  get podCount(): number {
    return this.enis.reduce((sum, { pods }) => sum + pods.reduce((count, one) => count + one, 0), 0);
  }

  addPod(): void {
    if (!this.place()) this.waitingPodCount++;
  }

  removePod(random: Random): void {
    if (this.waitingPodCount > 0) {
      this.waitingPodCount--;
      return;
    }
    let left = random.below(Math.max(1, this.podCount));
    for (const { pods } of this.enis) {
      for (let i = 0; i < pods.length; i++) {
        const here = pods[i] ?? 0;
        if (left < here) {
          pods[i] = here - 1;
          return;
        }
        left -= here;
      }
    }
  }

  step(now: number): number {
    const isLow = this.isLow();
    const excess = isLow ? 0 : this.excessEntries();
    let changed = false;
    if (isLow) changed = this.increase(now);
    else if (excess > 0 && now - this.lastDecrease >= DECREASE_PAUSE_MS) changed = this.decrease(excess, now);
    changed = this.freeOneEni(now) || changed;
    while (this.waitingPodCount > 0 && this.place()) this.waitingPodCount--;
    return changed ? now + ROUND_MS : this.nextChange(now, isLow, excess);
  }

  private get entrySize(): number {
    return this.settings.usesPrefixes ? PREFIX_SIZE : 1;
  }

  private get hasIpTargets(): boolean {
    return this.settings.warmIpTarget > 0 || this.settings.minimumIpTarget > 0;
  }

  private get total(): number {
    return this.enis.reduce((sum, { entries }) => sum + entries.length, 0) * this.entrySize;
  }

  private place(): boolean {
    for (const { pods } of this.enis) {
      const entry = pods.findIndex((count) => count < this.entrySize);
      if (entry >= 0) {
        pods[entry] = (pods[entry] ?? 0) + 1;
        return true;
      }
    }
    return false;
  }

  /** Addresses missing to the IP targets. */
  private shortAddresses(): number {
    const { warmIpTarget, minimumIpTarget } = this.settings;
    const total = this.total;
    return Math.max(0, warmIpTarget - (total - this.podCount), minimumIpTarget - total);
  }

  private isLow(): boolean {
    const { settings } = this;
    const total = this.total;
    if (total >= settings.maxPods) return false;
    if (this.hasIpTargets) return this.shortAddresses() > 0;
    const target = settings.usesPrefixes ? settings.warmPrefixTarget : settings.warmEniTarget;
    const unit = settings.usesPrefixes ? PREFIX_SIZE : settings.slotsPerEni;
    const available = total - this.podCount;
    return available < unit * target || (target === 0 && available === 0);
  }

  private wantedEntries(): number {
    const { settings } = this;
    if (this.hasIpTargets) return Math.ceil(this.shortAddresses() / this.entrySize);
    return settings.usesPrefixes ? Math.max(1, settings.warmPrefixTarget - this.emptyEntries()) : settings.slotsPerEni;
  }

  private emptyEntries(): number {
    return this.enis.reduce((sum, { pods }) => sum + pods.filter((count) => count === 0).length, 0);
  }

  /** Entries over the targets that could go; whole-ENI targets give back ENIs only. */
  private excessEntries(): number {
    const { warmIpTarget, minimumIpTarget, usesPrefixes, warmPrefixTarget } = this.settings;
    if (!this.hasIpTargets) return usesPrefixes ? Math.max(0, this.emptyEntries() - warmPrefixTarget) : 0;
    const entries = this.total / this.entrySize;
    const needed = Math.max(
      Math.ceil((this.podCount + warmIpTarget) / this.entrySize),
      Math.ceil(minimumIpTarget / this.entrySize),
    );
    return Math.max(0, Math.min(this.emptyEntries(), entries - needed));
  }

  private increase(now: number): boolean {
    if (now - this.lastInsufficient < INSUFFICIENT_PAUSE_MS) return false;
    const { slotsPerEni, maxEnis, usesCustomNetworking } = this.settings;
    const wanted = this.wantedEntries();
    for (const member of this.enis) {
      const room = slotsPerEni - member.entries.length;
      if (room <= 0 || (member.isPrimary && usesCustomNetworking)) continue;
      const got = this.ec2.assign(member.eni, Math.min(room, wanted)) ?? this.ec2.assign(member.eni, 1);
      if (!got) continue;
      this.addEntries(member, got);
      return true;
    }
    if (this.enis.length >= maxEnis) return false;
    const made = this.ec2.createEni(Math.min(wanted, slotsPerEni), now);
    if (!made) {
      this.lastInsufficient = now;
      return false;
    }
    const member: PoolEni<Eni> = { eni: made.eni, isPrimary: false, createdAt: now, entries: [], pods: [] };
    this.enis.push(member);
    this.addEntries(member, made.entries);
    return true;
  }

  private addEntries(member: PoolEni<Eni>, entries: readonly number[]): void {
    for (const entry of entries) {
      member.entries.push(entry);
      member.pods.push(0);
    }
  }

  private decrease(excess: number, now: number): boolean {
    let left = excess;
    for (const member of this.enis) {
      const leaving = member.entries.filter((_, i) => member.pods[i] === 0).slice(0, left);
      if (leaving.length === 0) continue;
      this.ec2.unassign(member.eni, leaving);
      for (const entry of leaving) {
        const index = member.entries.indexOf(entry);
        member.entries.splice(index, 1);
        member.pods.splice(index, 1);
      }
      left -= leaving.length;
    }
    this.lastDecrease = now;
    return left < excess;
  }

  /** Whether another ENI than the primary holds no pod and is not needed for the targets. */
  private isSpare(member: PoolEni<Eni>): boolean {
    const { warmEniTarget, warmIpTarget, minimumIpTarget, warmPrefixTarget, slotsPerEni, usesPrefixes } = this.settings;
    if (member.isPrimary || member.pods.some((count) => count > 0)) return false;
    const remaining = this.total - member.entries.length * this.entrySize;
    const available = remaining - this.podCount;
    if (this.hasIpTargets) return available >= warmIpTarget && remaining >= minimumIpTarget;
    if (usesPrefixes) return this.emptyEntries() - member.entries.length >= warmPrefixTarget;
    return available >= warmEniTarget * slotsPerEni;
  }

  private freeOneEni(now: number): boolean {
    const index = this.enis.findIndex((member) => now - member.createdAt >= MIN_ENI_AGE_MS && this.isSpare(member));
    const [member] = index < 0 ? [] : this.enis.splice(index, 1);
    if (member) this.ec2.deleteEni(member.eni, now);
    return member !== undefined;
  }

  private nextChange(now: number, isLow: boolean, excess: number): number {
    const times = [Number.POSITIVE_INFINITY];
    if (isLow && now - this.lastInsufficient < INSUFFICIENT_PAUSE_MS)
      times.push(this.lastInsufficient + INSUFFICIENT_PAUSE_MS);
    if (excess > 0) times.push(this.lastDecrease + DECREASE_PAUSE_MS);
    for (const member of this.enis) if (this.isSpare(member)) times.push(member.createdAt + MIN_ENI_AGE_MS);
    return Math.max(now + ROUND_MS, Math.min(...times));
  }
}
