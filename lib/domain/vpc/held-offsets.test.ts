import { describe, expect, test } from "vitest";
import type { EniRecord } from "@/lib/domain/vpc/eni-table";
import { EniTableBuilder } from "@/lib/domain/vpc/eni-table-builder";
import { attachment, cidr, eni as eniRecord, ip } from "@/lib/domain/vpc/fixtures/records";
import { type Holder, heldOffsets } from "@/lib/domain/vpc/held-offsets";

const attachedTo = (instanceId: string) => attachment({ instanceId });
const eni = (id: string, parts: Partial<EniRecord>) => eniRecord({ id, subnetId: "subnet-a", ...parts });

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
