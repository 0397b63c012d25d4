import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { millis } from "@/lib/domain/brand";
import { type Ipv4, toIpv4 } from "@/lib/domain/ip/ipv4";
import { type EniRecord, eniAt } from "@/lib/domain/vpc/eni-table";
import { EniTableBuilder } from "@/lib/domain/vpc/eni-table-builder";

const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const word = fc.constantFrom("", "a", "b", "subnet-1", "a\u0001", "x,y");
const address = fc.integer({ min: 1, max: 2 ** 32 - 1 }).map((value): Ipv4 => toIpv4(value));

const eni: fc.Arbitrary<EniRecord> = fc.record({
  id: maybe(word),
  subnetId: maybe(word),
  vpcId: maybe(word),
  availabilityZone: maybe(word),
  ownerId: maybe(word),
  description: maybe(word),
  interfaceType: maybe(word),
  status: maybe(word),
  requesterId: maybe(word),
  requesterManaged: maybe(fc.boolean()),
  operatorManaged: maybe(fc.boolean()),
  operatorPrincipal: maybe(word),
  securityGroupIds: fc.array(fc.constantFrom("sg-1", "sg-2"), { maxLength: 3 }),
  attachment: maybe(
    fc.record({
      attachmentId: maybe(word),
      instanceId: maybe(word),
      instanceOwnerId: maybe(word),
      deviceIndex: maybe(fc.nat(15)),
      networkCardIndex: fc.nat(4),
      status: maybe(word),
      attachTime: maybe(fc.nat().map(millis)),
      deleteOnTermination: maybe(fc.boolean()),
    }),
  ),
  primaryAddress: maybe(address),
  publicAddress: maybe(address),
  secondaryAddresses: fc.array(address, { maxLength: 30 }),
  prefixes: fc.array(address, { maxLength: 5 }),
  ipv6AddressCount: fc.nat(2),
  ipv6PrefixCount: fc.nat(2),
  tags: fc.dictionary(word, word, { noNullPrototype: true }),
  unreadableAddressCount: fc.nat(3),
});

function build(enis: readonly EniRecord[], dropped: readonly number[] = []): EniRecord[] {
  const builder = new EniTableBuilder();
  const rows = enis.map((each) => builder.add(each));
  for (const index of dropped) builder.drop(rows[index] ?? -1);
  const table = builder.build();
  return Array.from({ length: table.count }, (_, row) => {
    const { row: _row, secondaryAddresses, prefixes, ...rest } = eniAt(table, row);
    return { ...rest, secondaryAddresses: [...secondaryAddresses].map(toIpv4), prefixes: [...prefixes].map(toIpv4) };
  });
}

describe("EniTableBuilder", () => {
  it("gives back every field of every ENI, in the order of adding", () => {
    fc.assert(
      fc.property(fc.array(eni, { maxLength: 20 }), (enis) => {
        expect(build(enis)).toEqual(enis);
      }),
    );
  });

  it("leaves out dropped rows and nothing else", () => {
    const some = fc
      .array(eni, { minLength: 1, maxLength: 12 })
      .chain((enis) => fc.tuple(fc.constant(enis), fc.subarray(enis.map((_, index) => index))));
    fc.assert(
      fc.property(some, ([enis, dropped]) => {
        expect(build(enis, dropped)).toEqual(enis.filter((_, index) => !dropped.includes(index)));
      }),
    );
  });

  it("counts ENIs without the dropped ones before the table is built", () => {
    const builder = new EniTableBuilder();
    const [first] = fc.sample(eni, 1);
    if (!first) throw new Error("no sample");
    const row = builder.add(first);
    builder.add(first);
    builder.drop(row);
    expect(builder.count).toBe(1);
  });

  it("stores what ENIs have in common once, however many ENIs there are", () => {
    const builder = new EniTableBuilder();
    const [first] = fc.sample(eni, 1);
    if (!first) throw new Error("no sample");
    for (let i = 0; i < 1000; i++) builder.add({ ...first, id: `eni-${i}`, description: `aws-K8S-i-${i}` });
    expect(builder.build().shared).toHaveLength(1);
  });
});
