import type { CallerKind } from "@/lib/domain/shortage/caller";
import type { FindingKind } from "@/lib/domain/shortage/finding";
import type { LookAlike, ShortageKind } from "@/lib/domain/shortage/shortage-kind";

interface Words {
  readonly short: string;
  readonly long: string;
}

export const SHORTAGE_WORDS: Readonly<Record<ShortageKind, Words>> = {
  capacity: { short: "capacity", long: "The subnet had fewer free addresses than the call asked for." },
  fragmentation: {
    short: "fragmentation",
    long: "The subnet had no free aligned /28 for a prefix; single addresses may have been free.",
  },
};

const LOOK_ALIKE_WORDS: Readonly<Record<LookAlike, Words>> = {
  "eni-slot-limit": { short: "ENI slots full", long: "The ENI holds as many addresses as its instance type allows." },
  "attachment-limit": { short: "ENI limit of the instance", long: "The instance has as many ENIs as its type allows." },
  "eni-quota": { short: "ENI quota", long: "The Region’s quota of network interfaces is used up." },
  "elastic-ip": { short: "Elastic IPs", long: "Public addresses ran out, or their quota; private ones did not." },
  "instance-capacity": { short: "instance capacity", long: "EC2 has no more instances of the type in the zone." },
  "instance-quota": { short: "instance quota", long: "The account’s quota of instances or vCPUs is used up." },
  "dry-run": { short: "dry run", long: "A test that would have succeeded; EC2 reports it as an error." },
  denied: { short: "denied", long: "The caller may not do this." },
  throttled: { short: "throttled", long: "The account’s request rate was exceeded; the call is tried again." },
};

export const FINDING_WORDS: Readonly<Record<FindingKind, Words>> = {
  ...SHORTAGE_WORDS,
  ...LOOK_ALIKE_WORDS,
  "other-failure": { short: "other failure", long: "The call failed for another reason." },
  unreadable: { short: "unreadable", long: "The record could not be read." },
};

export const CALLER_WORDS: Readonly<Record<CallerKind, string>> = {
  "vpc-cni": "VPC CNI",
  "vpc-resource-controller": "security groups for pods",
  "eks-auto-mode": "EKS Auto Mode",
  "auto-scaling": "Auto Scaling",
  karpenter: "Karpenter",
  "elastic-load-balancing": "load balancing",
  "aws-service": "an AWS service",
  other: "another caller",
};

export const callerWords = (kind: CallerKind | null): string => (kind === null ? "not known" : CALLER_WORDS[kind]);
