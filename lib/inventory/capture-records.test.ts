import { describe, expect, it } from "vitest";
import { ALL, defectsOf, enisOf, freshCaptureFolder } from "@/lib/inventory/fixtures/capture-folder";
import { ENI, eniNumber, RESERVATION, SUBNET, subnetNumber, VPC } from "@/lib/inventory/fixtures/capture-records";

const { collect, open, save } = freshCaptureFolder();

describe("records that cannot be read", () => {
  it("are counted and named, the others are shown", async () => {
    const { SubnetId: _, ...withoutId } = SUBNET;
    const snapshot = await open({
      "s.json": { Subnets: [withoutId, SUBNET, "subnet-text", null, { ...subnetNumber(7), CidrBlock: "10.0.x.0/24" }] },
    });
    expect(snapshot.subnets.map((subnet) => subnet.id)).toEqual([SUBNET.SubnetId, subnetNumber(7).SubnetId]);
    expect(snapshot.subnets[1]?.cidr).toBeNull();
    expect(defectsOf(snapshot)).toEqual([
      "s.json: record 1 of Subnets: has no SubnetId (1)",
      "s.json: record 3 of Subnets, s.json: record 4 of Subnets: is no record (2)",
      `${subnetNumber(7).SubnetId}: CidrBlock is no CIDR (1)`,
    ]);
  });

  it("hold their addresses all the same where these are masked", async () => {
    const masked = {
      ...ENI,
      PrivateIpAddress: "10.0.x.x",
      PrivateIpAddresses: [
        { Primary: true, PrivateIpAddress: "10.0.x.x" },
        { Primary: false, PrivateIpAddress: "***" },
        { Primary: false, PrivateIpAddress: "10.0.1.12" },
        null,
      ],
      Ipv4Prefixes: [{ Ipv4Prefix: "10.0.2.16/28" }, { Ipv4Prefix: "***" }],
    };
    const snapshot = await open({ "e.json": { NetworkInterfaces: [masked] } });
    expect(enisOf(snapshot)).toMatchObject([
      { primaryAddress: null, secondaryAddresses: { length: 1 }, prefixes: { length: 1 }, unreadableAddressCount: 4 },
    ]);
    expect(defectsOf(snapshot)).toEqual([`${ENI.NetworkInterfaceId}: addresses or prefixes cannot be read (4)`]);
  });

  it("are noted where the same id comes twice; the last one by file name counts", async () => {
    const snapshot = await open({
      "b.json": { NetworkInterfaces: [{ ...ENI, Status: "available" }], Subnets: [{ ...SUBNET, State: "pending" }] },
      "a.json": { NetworkInterfaces: [ENI], Subnets: [SUBNET] },
    });
    expect(enisOf(snapshot).map((eni) => eni.status)).toEqual(["available"]);
    expect(snapshot.subnets.map((subnet) => subnet.state)).toEqual(["pending"]);
    expect(snapshot.defects.map((defect) => defect.where).sort()).toEqual([ENI.NetworkInterfaceId, SUBNET.SubnetId]);
  });

  it("include a fragment without an id, which is kept as the ENI that it is", async () => {
    const fragment = {
      Attachment: { AttachmentId: "eni-attach-1", DeviceIndex: 0, NetworkCardIndex: 4, Status: "attached" },
      Description: "",
      InterfaceType: "efa",
    };
    const snapshot = await open({ "f.json": [fragment] });
    expect(enisOf(snapshot)).toMatchObject([
      { id: null, interfaceType: "efa", attachment: { deviceIndex: 0, networkCardIndex: 4, instanceId: null } },
    ]);
    expect(defectsOf(snapshot)).toEqual(["f.json: record 1: has no NetworkInterfaceId (1)"]);
  });

  const TEXT = JSON.stringify({ NetworkInterfaces: [eniNumber(1), eniNumber(2), eniNumber(3)] }, null, 4);

  it("are the last ones of a file that is cut short; those before it are shown", async () => {
    const cut = TEXT.slice(0, TEXT.lastIndexOf('"OwnerId"'));
    const snapshot = await open({ "e.json": cut, "s.json": ALL["subnets.json"] });
    expect(enisOf(snapshot).map((eni) => eni.id)).toEqual([
      eniNumber(1).NetworkInterfaceId,
      eniNumber(2).NetworkInterfaceId,
    ]);
    expect(snapshot.apis.DescribeNetworkInterfaces).toMatchObject({ status: "failed", itemCount: 2 });
    expect(snapshot.apis.DescribeSubnets.status).toBe("ok");
    expect(defectsOf(snapshot)).toEqual([
      `e.json: record 3 of NetworkInterfaces (${eniNumber(3).NetworkInterfaceId}): the file is cut short here; what came after it is missing (1)`,
    ]);
  });

  it("never stop the reading, wherever a file is cut", async () => {
    for (let length = 1; length < TEXT.length; length += 97) {
      await save({ "e.json": TEXT.slice(0, length), "s.json": ALL["subnets.json"] });
      const collected = await collect();
      expect(collected.kind).toBe("snapshot");
      if (collected.kind !== "snapshot") continue;
      const whole = collected.snapshot.apis.DescribeNetworkInterfaces.status === "ok";
      expect(whole, `cut after ${length} of ${TEXT.length} bytes`).toBe(false);
      expect(collected.snapshot.defects.length).toBeGreaterThan(0);
    }
  });

  it("do not take others along where one is broken in the middle", async () => {
    const broken = TEXT.replace(`"${eniNumber(2).NetworkInterfaceId}"`, "oops");
    const snapshot = await open({ "e.json": broken });
    expect(enisOf(snapshot).map((eni) => eni.id)).toEqual([
      eniNumber(1).NetworkInterfaceId,
      eniNumber(3).NetworkInterfaceId,
    ]);
    expect(defectsOf(snapshot)).toEqual(["e.json: record 2 of NetworkInterfaces: is no valid JSON (1)"]);
  });
});

describe("other files of the folder", () => {
  it("are left out in silence where they are no JSON", async () => {
    const snapshot = await open({ ...ALL, "README.md": "# Capture\n\n{ not json }", "x.bin": Buffer.from([0, 1, 2]) });
    expect(snapshot.defects).toEqual([]);
  });

  it("are noted where they are JSON of something else, or should be JSON and are none", async () => {
    const snapshot = await open({
      ...ALL,
      "groups.json": { SecurityGroups: [{ GroupId: "sg-1", VpcId: VPC.VpcId }] },
      "empty.json": "",
      "words.json": "An error occurred (UnauthorizedOperation)",
    });
    expect(defectsOf(snapshot)).toEqual([
      "empty.json: is empty: the command that wrote it failed (1)",
      "groups.json: holds records that are none of the six listings (1)",
      "words.json: is no JSON (1)",
    ]);
  });

  it("may be hidden", async () => {
    const snapshot = await open({ ...ALL, ".git/index.json": { NetworkInterfaces: [eniNumber(9)] } });
    expect(snapshot.enis.count).toBe(1);
  });
});

describe("outputs of get-subnet-cidr-reservations without reservations", () => {
  const empty = { SubnetIpv4CidrReservations: [], SubnetIpv6CidrReservations: [] };
  const subnets = { Subnets: [subnetNumber(1), subnetNumber(2), subnetNumber(3)] };
  const idOf = (n: number) => subnetNumber(n).SubnetId;

  it("are of the subnet in the file's name", async () => {
    const snapshot = await open({ "s.json": subnets, [`reservations-${idOf(2)}.json`]: empty });
    expect([...snapshot.reservationsReadFor]).toEqual([idOf(2)]);
  });

  it("are of all subnets where there are as many", async () => {
    const one = { SubnetIpv4CidrReservations: [{ ...RESERVATION, SubnetId: idOf(1) }], SubnetIpv6CidrReservations: [] };
    const snapshot = await open({
      "s.json": subnets,
      "r.json": [one, empty, empty].map((each) => JSON.stringify(each)).join("\n"),
    });
    expect([...snapshot.reservationsReadFor].sort()).toEqual([idOf(1), idOf(2), idOf(3)]);
    expect(snapshot.defects).toEqual([]);
  });

  it("are noted where nothing tells their subnet", async () => {
    const snapshot = await open({ "s.json": subnets, "r.json": empty });
    expect(snapshot.reservationsReadFor.size).toBe(0);
    expect(defectsOf(snapshot)).toEqual([
      "empty outputs: do not say which subnet they are of; name the file after the subnet's id (1)",
    ]);
  });
});
