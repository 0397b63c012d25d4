import type { SubnetLimitation } from "@/lib/domain/api/vpc";

interface LimitationWords {
  readonly short: string;
  readonly long: string;
}

/** What a subnet can no longer do, in words; ordered as they come with falling free addresses. */
export const LIMITATION_WORDS: Readonly<Record<SubnetLimitation, LimitationWords>> = {
  "load-balancer": {
    short: "load balancer",
    long: "Fewer than 8 free addresses: Elastic Load Balancing creates no load balancer here.",
  },
  "control-plane-change": {
    short: "control plane",
    long: "Fewer than 5 free addresses: EKS cannot update the cluster's control plane with this subnet.",
  },
  prefix: { short: "prefix", long: "No free aligned /28 block: no ENI gets another prefix here." },
  address: { short: "any address", long: "No free address: nothing gets an address here." },
};
