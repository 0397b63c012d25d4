import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** The subnet that the capture holds: the largest that EC2 allows. */
export const HUGE_SUBNET_ID = "subnet-0b1gb1gb1gb1gb1gb";
const VPC_ID = "vpc-0b1gb1gb1gb1gb1gb";
const SIZE = 65_536;
const ADDRESSES_PER_ENI = 15;
const PREFIXES_PER_ENI = 3;
const BLOCK = 16;

/**
 * Writes a capture, as `aws ec2 describe-…` prints it, of one /16 that is nine tenths full: nodes with prefixes in one
 * part, nodes with scattered secondary addresses in the other, so that the map has tens of thousands of runs. The same
 * `seed` gives the same capture.
 */
export function writeHugeSubnetCapture(folder: string, seed: number): void {
  const random = mulberry32(seed);
  const enis: object[] = [];
  let taken = 5;
  // The upper quarter: prefixes, as prefix delegation leaves them, with holes.
  const blocks = shuffled(range(SIZE / BLOCK / 4), random).map((block) => ((SIZE * 3) / 4 / BLOCK + block) * BLOCK);
  blocks.splice(blocks.indexOf(SIZE - BLOCK), 1);
  while (blocks.length > 100) {
    const prefixes = blocks.splice(0, PREFIXES_PER_ENI);
    const [primary = 0] = blocks.splice(0, 1);
    enis.push(eni(enis.length, [primary], prefixes));
    taken += 1 + PREFIXES_PER_ENI * BLOCK;
  }
  // The rest: single addresses, given out in no order, as years of churn leave them.
  const singles = shuffled(range((SIZE * 3) / 4).slice(4), random);
  while (singles.length > SIZE / 16) {
    const addresses = singles.splice(0, ADDRESSES_PER_ENI);
    enis.push(eni(enis.length, addresses, []));
    taken += addresses.length;
  }
  const write = (name: string, value: object) => writeFileSync(join(folder, name), JSON.stringify(value));
  write("vpcs.json", { Vpcs: [{ VpcId: VPC_ID, CidrBlock: "10.0.0.0/16", State: "available", IsDefault: false }] });
  write("subnets.json", { Subnets: [subnet(SIZE - taken)] });
  write("enis.json", { NetworkInterfaces: enis });
}

const subnet = (available: number) => ({
  SubnetId: HUGE_SUBNET_ID,
  VpcId: VPC_ID,
  CidrBlock: "10.0.0.0/16",
  AvailableIpAddressCount: available,
  AvailabilityZone: "eu-central-1a",
  State: "available",
  Tags: [{ Key: "Name", Value: "huge" }],
});

/** Every second ENI is its node's primary one. */
function eni(index: number, offsets: readonly number[], prefixes: readonly number[]) {
  const instanceId = `i-${String(Math.floor(index / 2)).padStart(17, "0")}`;
  const deviceIndex = index % 2;
  return {
    NetworkInterfaceId: `eni-${String(index).padStart(17, "0")}`,
    SubnetId: HUGE_SUBNET_ID,
    VpcId: VPC_ID,
    AvailabilityZone: "eu-central-1a",
    Description: deviceIndex === 0 ? "" : `aws-K8S-${instanceId}`,
    InterfaceType: "interface",
    Status: "in-use",
    Attachment: {
      AttachmentId: `eni-attach-${index}`,
      InstanceId: instanceId,
      DeviceIndex: deviceIndex,
      Status: "attached",
    },
    PrivateIpAddress: address(offsets[0] ?? 0),
    PrivateIpAddresses: offsets.map((offset, i) => ({ PrivateIpAddress: address(offset), Primary: i === 0 })),
    Ipv4Prefixes: prefixes.map((offset) => ({ Ipv4Prefix: `${address(offset)}/28` })),
    TagSet: [{ Key: "node.k8s.amazonaws.com/instance_id", Value: instanceId }],
  };
}

const address = (offset: number): string => `10.0.${offset >> 8}.${offset & 255}`;
const range = (length: number): number[] => Array.from({ length }, (_, i) => i);

function shuffled(values: number[], random: () => number): number[] {
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [values[i], values[j]] = [values[j] ?? 0, values[i] ?? 0];
  }
  return values;
}

/** Tommy Ettinger's public-domain generator; any seeded one would do. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
