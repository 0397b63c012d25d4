import { buildEstate } from "@/lib/demo/estate/build-estate";
import { Site } from "@/lib/demo/estate/site";
import { Random } from "@/lib/demo/random";
import { Account } from "@/lib/demo/state/account";

export interface WorldOptions {
  readonly seed: number;
  readonly nodeCount: number;
  readonly startTime: number;
}

/** The account and the life in it. */
export class World {
  readonly account: Account;
  readonly site: Site;

  constructor({ seed, nodeCount, startTime }: WorldOptions) {
    const random = new Random(`eniscope ${seed} ${nodeCount}`);
    this.account = new Account(random);
    this.site = new Site(this.account, random.fork("estate"), startTime);
    buildEstate(this.site, nodeCount);
  }

  advanceTo(_elapsedMs: number): void {}
}
