import "server-only";
import type { ApiProgress } from "@/lib/aws/ec2/api-run";
import { EC2_APIS, type Ec2Api } from "@/lib/domain/vpc/snapshot";
import type { CollectionProgress } from "@/lib/inventory/outcome";

const WAITING: ApiProgress = { status: "waiting", pageCount: 0, itemCount: 0 };

/** How far a running collection has come, for those who look while it runs. */
export class ProgressBoard {
  private readonly apis = new Map<Ec2Api, ApiProgress>();

  constructor(private readonly startedAt: number) {}

  readonly report = (api: Ec2Api, progress: ApiProgress): void => {
    this.apis.set(api, progress);
  };

  toProgress(): CollectionProgress {
    return {
      startedAt: this.startedAt,
      apis: EC2_APIS.map((api) => ({ api, ...(this.apis.get(api) ?? WAITING) })),
    };
  }
}
