import { ADDRESS_CLASS_NAMES as NAMES } from "@/components/ui/address-class-names";
import type { AddressClass } from "@/lib/domain/vpc/address-class";

interface ClassWords {
  /** In legends and bars. */
  readonly short: string;
  /** One sentence for a tooltip. */
  readonly long: string;
}

/** `{ class → the words it has on every screen }`. */
export const ADDRESS_CLASS_WORDS: Readonly<Record<AddressClass, ClassWords>> = {
  free: { short: NAMES.free, long: "Taken by nothing." },
  "reserved-by-aws": {
    short: NAMES["reserved-by-aws"],
    long: "One of the five addresses that AWS keeps in every subnet.",
  },
  "node-primary": { short: NAMES["node-primary"], long: "A node's own address." },
  "eni-primary": { short: NAMES["eni-primary"], long: "The own address of a node's further ENI; no pod can have it." },
  attached: { short: NAMES.attached, long: "Attached to a node; EC2 does not say whether a pod has it." },
  assigned: { short: NAMES.assigned, long: "Attached to a node, and a pod has it." },
  cooldown: { short: NAMES.cooldown, long: "Attached to a node; its pod left less than 30 seconds ago." },
  warm: { short: NAMES.warm, long: "Attached to a node, held ready, no pod has it." },
  branch: { short: NAMES.branch, long: "The address of a pod with its own security groups." },
  service: { short: NAMES.service, long: "A load balancer, NAT gateway, endpoint or another AWS service." },
  instance: { short: NAMES.instance, long: "An instance that is no EKS node." },
  detached: { short: NAMES.detached, long: "An ENI attached to nothing still holds it." },
  "cidr-reservation": { short: NAMES["cidr-reservation"], long: "In a subnet CIDR reservation and not allocated." },
  unknown: { short: NAMES.unknown, long: "An ENI holds it whose owner nothing tells." },
};
