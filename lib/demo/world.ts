import { buildEstate } from "@/lib/demo/estate/build-estate";
import { Site } from "@/lib/demo/estate/site";
import type { HeldPools } from "@/lib/demo/life/held-pools";
import { Life } from "@/lib/demo/life/life";
import { Random } from "@/lib/demo/random";
import { Account } from "@/lib/demo/state/account";
import { HOUR_MS } from "@/lib/domain/time-units";

export interface WorldOptions {
  readonly seed: number;
  readonly nodeCount: number;
  readonly startTime: number;
  readonly hidesManaged: boolean;
  /** How far back the event history reaches from the start. */
  readonly trailHours?: number | undefined;
}

/** A little more than the day that is looked at most. */
const TRAIL_HOURS = 26;

/** The account and the life in it. */
export class World {
  readonly account: Account;
  readonly site: Site;
  private readonly life: Life;

  constructor({ seed, nodeCount, startTime, hidesManaged, trailHours = TRAIL_HOURS }: WorldOptions) {
    const random = new Random(`eniscope ${seed} ${nodeCount}`);
    this.account = new Account(random);
    this.account.trail.begin({ startTime, keepsFrom: startTime - trailHours * HOUR_MS });
    this.site = new Site({ account: this.account, random: random.fork("estate"), now: startTime, hidesManaged });
    buildEstate(this.site, nodeCount);
    this.life = new Life(this.site, random.fork("life"));
  }

  /** Pauses the life at that time; see `Life.hold`. EC2 gives its lowest free addresses meanwhile. */
  hold(elapsedMs: number): HeldPools {
    const held = this.life.hold(elapsedMs);
    this.account.addressChoice.kind = "lowest";
    return held;
  }

  resume(held: HeldPools, elapsedMs: number): void {
    this.account.addressChoice.kind = "any";
    this.life.resume(held, elapsedMs);
  }

  /** Brings the account to so many milliseconds after its start; time never goes back. */
  advanceTo(elapsedMs: number): void {
    this.life.advanceTo(elapsedMs);
  }
}
