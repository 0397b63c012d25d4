import { describe, expect, it, test } from "vitest";
import { MINUTE_MS } from "@/lib/domain/time-units";
import type { EniRecord } from "@/lib/domain/vpc/eni-table";
import { hidden, ownerOf } from "@/lib/domain/vpc/fixtures/owned-eni";
import { attachment, INSTANCE_ID, TAKEN_AT } from "@/lib/domain/vpc/fixtures/records";

const minutesBefore = (minutes: number): string => new Date(TAKEN_AT - minutes * MINUTE_MS).toISOString();

const leftBehind = (parts: Partial<EniRecord> & { createdAt?: string } = {}): Partial<EniRecord> => {
  const { createdAt, ...rest } = parts;
  return {
    status: "available",
    description: "aws-K8S-i-0dead00000000001",
    tags: {
      "node.k8s.amazonaws.com/instance_id": "i-0dead00000000001",
      ...(createdAt === undefined ? {} : { "node.k8s.amazonaws.com/createdAt": createdAt }),
    },
    ...rest,
  };
};

describe("ownerOfEni: detached ENIs", () => {
  test.each([
    { name: "the CNI's, older than five minutes", parts: leftBehind({ createdAt: minutesBefore(6) }), isLeaked: true },
    { name: "the CNI's, just made", parts: leftBehind({ createdAt: minutesBefore(5) }), isLeaked: false },
    { name: "the CNI's without a createdAt tag", parts: leftBehind(), isLeaked: false },
    {
      name: "the CNI's with a createdAt tag that is no date",
      parts: leftBehind({ createdAt: "soon" }),
      isLeaked: false,
    },
    {
      name: "described like the CNI's but without its tag",
      parts: leftBehind({ tags: { "node.k8s.amazonaws.com/createdAt": minutesBefore(60) } }),
      isLeaked: false,
    },
    {
      name: "tagged like the CNI's but described otherwise",
      parts: leftBehind({ createdAt: minutesBefore(60), description: "mine" }),
      isLeaked: false,
    },
    { name: "a user's own", parts: { status: "available", description: "spare" }, isLeaked: false },
    { name: "a user's own without any text", parts: { status: "available", description: null }, isLeaked: false },
    { name: "an EFA that nobody uses", parts: { status: "available", interfaceType: "efa" }, isLeaked: false },
  ])("$name", ({ parts, isLeaked }) => {
    expect(ownerOf(parts)).toMatchObject({
      primaryClass: "detached",
      attachedClass: "detached",
      instanceId: null,
      role: null,
      isLeaked,
    });
  });

  it("says for which instance a left-behind ENI was made, without calling it that instance's", () => {
    const owner = ownerOf(leftBehind({ createdAt: minutesBefore(60) }));
    expect(owner.label).toBe("left behind by the CNI, made for i-0dead00000000001");
    expect(owner.instanceId).toBeNull();
  });
});

describe("ownerOfEni: what nothing tells stays unknown", () => {
  test.each([
    {
      name: "an interface type that AWS adds one day",
      parts: { interfaceType: "quantum_link", description: "ELB app/x/1" },
    },
    { name: "in use, attached to nothing, of no service", parts: {} },
    { name: "no status, no type, no text", parts: { status: null, interfaceType: null, description: null } },
    {
      name: "on a host of another account (a Fargate pod looks so)",
      parts: { attachment: hidden({ instanceOwnerId: "999900001111" }) },
    },
    {
      name: "an EFA record cut short: device 0 on card 4 of nobody",
      parts: {
        interfaceType: "efa",
        status: null,
        attachment: attachment({ instanceId: null, instanceOwnerId: null, networkCardIndex: 4 }),
      },
    },
    { name: "a trunk without an attachment", parts: { interfaceType: "trunk" } },
    { name: "a type named like an object's own property", parts: { interfaceType: "constructor" } },
  ])("$name", ({ parts }) => {
    expect(ownerOf(parts)).toMatchObject({ primaryClass: "unknown", attachedClass: "unknown", serviceKind: null });
    expect(ownerOf(parts).label).toMatch(/^unknown: /);
  });

  it("keeps an unknown type on its instance, so that the node's rack shows it", () =>
    expect(ownerOf({ interfaceType: "quantum_link", attachment: attachment() })).toMatchObject({
      primaryClass: "unknown",
      instanceId: INSTANCE_ID,
      role: "other",
    }));
});
