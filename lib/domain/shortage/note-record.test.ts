import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { millis } from "@/lib/domain/brand";
import { onlySubnetOfNode } from "@/lib/domain/shortage/event-subnet";
import { FINDING_KINDS } from "@/lib/domain/shortage/finding";
import { noteRecord, type RecordLookups, type RecordNote } from "@/lib/domain/shortage/note-record";

const NODE = "i-0123456789abcdef0";
const lookups: RecordLookups = {
  subnetOfEni: (id) => (id === "eni-now" ? "subnet-now" : null),
  subnetOfEarlierEni: () => null,
  subnetOfCreatedEni: () => null,
  onlySubnetOfInstance: (id) => (id === NODE ? "subnet-of-node" : null),
  nodeOfEni: (id) => (id === "eni-now" ? NODE : null),
  clusterOfInstance: (id) => (id === NODE ? "dev" : null),
};

const AT = millis(Date.UTC(2026, 2, 1, 10));
const note = (body: unknown, text = JSON.stringify(body)): RecordNote =>
  noteRecord({ eventId: "e1", eventName: "AssignPrivateIpAddresses", eventTime: AT, text }, lookups);

function kept(body: unknown) {
  const result = note(body);
  if (result.kind !== "kept") throw new Error("the record was counted only");
  return result.event;
}

const session = (name: string, role = "workers") => ({
  type: "AssumedRole",
  arn: `arn:aws:sts::111122223333:assumed-role/${role}/${name}`,
});
const FULL = { errorCode: "Client.InsufficientFreeAddressesInSubnet", errorMessage: "not enough" };

describe("noteRecord", () => {
  it("keeps a shortage with its subnet, its caller and the record's own text", () => {
    const event = kept({ ...FULL, userIdentity: session(NODE), requestParameters: { networkInterfaceId: "eni-now" } });
    expect(event).toMatchObject({
      eventId: "e1",
      eniId: "eni-now",
      callerKind: "vpc-cni",
      callerId: NODE,
      clusterName: "dev",
      instanceId: NODE,
      findings: [{ kind: "capacity", subnetId: "subnet-now", subnetEvidence: "eni" }],
    });
    expect(event.text).toContain("InsufficientFreeAddressesInSubnet");
  });

  it("knows the CNI by its ENI where session and agent are those of the SDK (IRSA, 1.19.4 to 1.21.1)", () => {
    const identity = { ...session("aws-sdk-go-1767225600", "cni-irsa"), sessionContext: { webIdFederationData: {} } };
    const asked = { ...FULL, userIdentity: identity, requestParameters: { networkInterfaceId: "eni-now" } };
    expect(kept(asked)).toMatchObject({ callerKind: "vpc-cni", instanceId: NODE, callerId: NODE, clusterName: "dev" });
    expect(kept({ ...asked, requestParameters: { networkInterfaceId: "eni-else" } })).toMatchObject({
      callerKind: "other",
      callerId: "cni-irsa",
    });
  });

  it.each([
    ["its session", session("deploy-42", "ci"), "deploy-42"],
    ["its role where an SDK made the session's name up", session("botocore-session-1767225600", "ci"), "ci"],
    ["its instance before all", session(NODE, "workers"), NODE],
    ["nobody", {}, null],
  ])("names a caller by %s", (_name, userIdentity, callerId) => {
    expect(kept({ ...FULL, userIdentity }).callerId).toBe(callerId);
  });

  it("takes the node's subnet for a call about its own ENI only, never for a launch by a program on it", () => {
    const lost = { ...FULL, userIdentity: session(NODE), requestParameters: { networkInterfaceId: "eni-gone" } };
    expect(kept(lost).findings[0]).toMatchObject({ subnetId: "subnet-of-node", subnetEvidence: "session-instance" });
    expect(kept({ ...lost, eventName: "RunInstances", requestParameters: {} }).findings[0].subnetId).toBeNull();
  });

  it("finds what failed inside a fleet that succeeded, one finding a subnet", () => {
    const item = (subnetId: string) => ({
      errorCode: "Client.InsufficientFreeAddressesInSubnet",
      errorMessage: "…",
      launchTemplateAndOverrides: { overrides: { subnetId } },
    });
    const errorSet = { item: [item("subnet-0aaaaaaaa"), item("subnet-0bbbbbbbb")] };
    const event = kept({ eventName: "CreateFleet", responseElements: { CreateFleetResponse: { errorSet } } });
    expect(event.findings.map(({ subnetId }) => subnetId)).toEqual(["subnet-0aaaaaaaa", "subnet-0bbbbbbbb"]);
  });

  it("counts a success, and remembers what it created", () => {
    const responseElements = { networkInterface: { networkInterfaceId: "eni-new", subnetId: "subnet-new" } };
    expect(note({ eventName: "CreateNetworkInterface", responseElements })).toEqual({
      kind: "counted",
      eventTime: AT,
      createdEni: { eniId: "eni-new", subnetId: "subnet-new" },
    });
    expect(note({})).toEqual({ kind: "counted", eventTime: AT, createdEni: null });
  });

  it.each([
    ["no JSON", "<html>"],
    ["a list", "[1]"],
    ["nothing", ""],
    ["JSON cut off", '{"errorCode":"Client.Insuff'],
    ["brackets deeper than any stack", "[".repeat(200_000)],
  ])("keeps a text that is %s as unreadable, with the reason", (_name, text) => {
    const result = note(null, text);
    expect(result).toMatchObject({ kind: "kept", event: { text, findings: [{ kind: "unreadable" }] } });
    expect(result.kind === "kept" && result.event.findings[0].message).toMatch(/\w+ \w+/);
  });

  it("never throws and never loses a record, whatever it holds", () => {
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 5 }),
      fc.string(),
      fc.constantFrom("constructor", "__proto__", "eni-now"),
    );
    const names = ["errorCode", "errorMessage", "eventName", "eventTime", "eventID", "userAgent", "userIdentity"];
    const deep = ["requestParameters", "responseElements"];
    const parts = [
      "networkInterfaceId",
      "subnetId",
      "tagSpecificationSet",
      "CreateFleetRequest",
      "CreateFleetResponse",
      "errorSet",
      "errors",
      "networkInterfaceSet",
      "description",
      "items",
      "item",
      "errorCode",
    ];
    const shallow = fc.dictionary(fc.constantFrom(...parts), value, { maxKeys: 5 });
    const nested = fc.dictionary(fc.constantFrom(...parts), fc.oneof(value, shallow, fc.array(shallow)), {
      maxKeys: 5,
    });
    const body = fc.record(
      {
        ...Object.fromEntries(names.map((name) => [name, value])),
        ...Object.fromEntries(deep.map((name) => [name, nested])),
      },
      { requiredKeys: [] },
    );
    const text = fc.oneof(
      fc.string(),
      body.map((drawn) => JSON.stringify(drawn)),
      fc.constant(null),
    );
    const item = fc.record({
      eventId: fc.option(fc.string()),
      eventName: fc.constantFrom("CreateFleet", "CreateNetworkInterface", "AssignPrivateIpAddresses", null),
      eventTime: fc.constantFrom(AT, null),
      text,
    });
    fc.assert(
      fc.property(item, (record) => {
        const result = noteRecord(record, lookups);
        if (result.kind === "counted") return Number.isSafeInteger(result.eventTime);
        expect(result.event.text).toBe(record.text);
        return result.event.findings.every(({ kind }) => FINDING_KINDS.includes(kind));
      }),
      { numRuns: 3000 },
    );
  });
});

describe("onlySubnetOfNode", () => {
  const node = (instanceId: string, subnetIds: string[], clusterName: string | null = "dev") => ({
    instanceId,
    clusterName,
    subnetIds,
  });
  it.each([
    ["all ENIs of the whole cluster in one subnet", node("i-1", ["a", "a"]), [node("i-2", ["b", "b"])], "a"],
    ["ENIs in two subnets", node("i-1", ["a", "b"]), [], null],
    ["only a primary ENI: its secondaries may have been elsewhere", node("i-1", ["a"]), [], null],
    ["a node of the cluster with custom networking", node("i-1", ["a", "a"]), [node("i-2", ["a", "pods"])], null],
    ["custom networking in another cluster", node("i-1", ["a", "a"]), [node("i-2", ["a", "p"], "other")], "a"],
    ["no ENI", node("i-1", []), [], null],
  ])("%s", (_name, given, others, expected) => {
    expect(onlySubnetOfNode(given, others)).toBe(expected);
  });
});
