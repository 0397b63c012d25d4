import type { AddressClass } from "@/lib/domain/vpc/address-class";

/** `{ class → its name in legends, bars and tables }`: without the sentences, which most pages have no use for. */
export const ADDRESS_CLASS_NAMES: Readonly<Record<AddressClass, string>> = {
  free: "free",
  "reserved-by-aws": "AWS",
  "node-primary": "node primary",
  "eni-primary": "ENI primary",
  attached: "pod or warm",
  assigned: "pod",
  cooldown: "cooldown",
  warm: "warm",
  branch: "branch ENI",
  service: "service",
  instance: "instance",
  detached: "detached",
  "cidr-reservation": "reservation",
  unknown: "unknown",
};
