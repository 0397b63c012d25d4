import { describe, expect, test } from "vitest";
import { type Cidr, parseCidr } from "@/lib/domain/ip/cidr";
import { type Ipv4, parseIpv4 } from "@/lib/domain/ip/ipv4";
import type { EniAttachment, EniRecord } from "@/lib/domain/vpc/eni-table";
import { EniTableBuilder } from "@/lib/domain/vpc/eni-table-builder";
import { type Holder, heldOffsets } from "@/lib/domain/vpc/held-offsets";

function cidr(text: string): Cidr {
  const parsed = parseCidr(text);
  if (parsed === null) throw new Error(text);
  return parsed;
}

function ip(text: string): Ipv4 {
  const parsed = parseIpv4(text);
  if (parsed === null) throw new Error(text);
  return parsed;
}

const attachedTo = (instanceId: string): EniAttachment => ({
  attachmentId: null,
  instanceId,
  instanceOwnerId: null,
  deviceIndex: 0,
  networkCardIndex: 0,
  status: "attached",
  attachTime: null,
  deleteOnTermination: null,
});

const eni = (id: string, over: Partial<EniRecord>): EniRecord => ({
  id,
  subnetId: "subnet-a",
  vpcId: null,
  availabilityZone: null,
  ownerId: null,
  description: null,
  interfaceType: null,
  status: null,
  requesterId: null,
  requesterManaged: null,
  operatorManaged: null,
  operatorPrincipal: null,
  securityGroupIds: [],
  attachment: null,
  primaryAddress: null,
  publicAddress: null,
  secondaryAddresses: [],
  prefixes: [],
  ipv6AddressCount: 0,
  ipv6PrefixCount: 0,
  tags: {},
  unreadableAddressCount: 0,
  ...over,
});

const builder = new EniTableBuilder();
for (const each of [
  eni("eni-1", {
    attachment: attachedTo("i-1"),
    primaryAddress: ip("10.0.0.9"),
    secondaryAddresses: [ip("10.0.0.4"), ip("10.0.0.200")],
  }),
  eni("eni-2", { attachment: attachedTo("i-1"), primaryAddress: ip("10.0.0.5"), prefixes: [ip("10.0.0.32")] }),
  eni("eni-3", { attachment: attachedTo("i-1"), subnetId: "subnet-b", primaryAddress: ip("10.0.0.7") }),
  eni("eni-4", { primaryAddress: ip("10.0.0.4") }),
  eni("eni-5", { attachment: attachedTo("i-2"), primaryAddress: null }),
]) {
  builder.add(each);
}
const table = builder.build();
const held = (holder: Holder, block = "10.0.0.0/24") =>
  heldOffsets(table, { id: "subnet-a", cidr: cidr(block) }, holder);
const prefixOffsets = Array.from({ length: 16 }, (_, i) => 32 + i);

describe("heldOffsets", () => {
  test.each<[string, Holder, number[]]>([
    ["an ENI's primary and secondaries, ascending", { eniId: "eni-1" }, [4, 9, 200]],
    ["all 16 addresses of a prefix", { eniId: "eni-2" }, [5, ...prefixOffsets]],
    ["the union over an instance's ENIs in this subnet", { instanceId: "i-1" }, [4, 5, 9, ...prefixOffsets, 200]],
    ["an ENI attached to nothing by its own id", { eniId: "eni-4" }, [4]],
    ["nothing for an ENI without addresses", { eniId: "eni-5" }, []],
    ["nothing for an ENI of another subnet with the same CIDR", { eniId: "eni-3" }, []],
    ["nothing for an id that is not there", { instanceId: "i-9" }, []],
  ])("%s", (_, holder, offsets) => {
    expect(held(holder)).toEqual(offsets);
  });

  test("addresses outside the subnet's block are left out", () => {
    expect(held({ eniId: "eni-1" }, "10.0.0.0/28")).toEqual([4, 9]);
  });
});
