import type { AddressClass } from "@/lib/domain/vpc/address-class";

interface ClassWords {
  /** In legends and bars. */
  readonly short: string;
  /** One sentence for a tooltip. */
  readonly long: string;
}

/** `{ class → the words it has on every screen }`. */
export const ADDRESS_CLASS_WORDS: Readonly<Record<AddressClass, ClassWords>> = {
  free: { short: "free", long: "Taken by nothing." },
  "reserved-by-aws": { short: "AWS", long: "One of the five addresses that AWS keeps in every subnet." },
  "node-primary": { short: "node primary", long: "A node's own address." },
  "eni-primary": { short: "ENI primary", long: "The own address of a node's further ENI; no pod can have it." },
  attached: { short: "pod or warm", long: "Attached to a node; EC2 does not say whether a pod has it." },
  assigned: { short: "pod", long: "Attached to a node, and a pod has it." },
  cooldown: { short: "cooldown", long: "Attached to a node; its pod left less than 30 seconds ago." },
  warm: { short: "warm", long: "Attached to a node, held ready, no pod has it." },
  branch: { short: "branch ENI", long: "The address of a pod with its own security groups." },
  service: { short: "service", long: "A load balancer, NAT gateway, endpoint or another AWS service." },
  instance: { short: "instance", long: "An instance that is no EKS node." },
  detached: { short: "detached", long: "An ENI attached to nothing still holds it." },
  "cidr-reservation": { short: "reservation", long: "In a subnet CIDR reservation and not allocated." },
  unknown: { short: "unknown", long: "An ENI holds it whose owner nothing tells." },
};
