import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { EniRack } from "@/components/eni/eni-rack";
import type { BranchEni, NodeEni, Slot } from "@/lib/domain/api/node";
import type { Rack, RackRow } from "@/lib/domain/geometry/rack";
import { DAY_MS } from "@/lib/domain/time-units";

const secondary = (n: number): Slot => ({ kind: "secondary", address: `10.20.1.${n}`, addressClass: "attached" });

const eni = (over: Partial<NodeEni>): NodeEni => ({
  eniId: "eni-07aa41",
  deviceIndex: 0,
  networkCardIndex: 0,
  role: "primary",
  interfaceType: "interface",
  status: "in-use",
  attachmentStatus: "attached",
  description: null,
  subnetId: "subnet-0f1",
  subnetName: "nodes-a",
  attachTime: 10 * DAY_MS,
  createdAt: null,
  publicAddress: null,
  securityGroupIds: [],
  slotCount: 14,
  usedSlotCount: 14,
  slots: [],
  ipv6AddressCount: 0,
  ipv6PrefixCount: 0,
  tags: {},
  ...over,
});

const attached = (over: Partial<NodeEni>, slots: readonly Slot[], branches: readonly BranchEni[] = []): RackRow => ({
  kind: "attached",
  eni: eni(over),
  slots,
  branches,
});
const rackOf = (...rows: RackRow[]): Rack => ({
  cards: [{ networkCardIndex: 0, rows }],
  strayBranches: [],
  widestRow: 15,
  hasPrefixes: false,
});
const html = (rack: Rack, markedEniId: string | null = null): string =>
  renderToStaticMarkup(
    <EniRack label="ENIs of i-0b" rack={rack} markedEniId={markedEniId} now={13 * DAY_MS} onOpen={() => undefined} />,
  );
const labels = (markup: string): string[] =>
  [...markup.matchAll(/role="gridcell"[^>]*aria-label="([^"]*)"/g)].map((match) => match[1] ?? "");

describe("EniRack", () => {
  test("every place is a cell that says what it is", () => {
    const slots: Slot[] = [
      { kind: "primary", address: "10.20.1.17", addressClass: "node-primary" },
      secondary(40),
      { kind: "prefix", prefix: "10.20.1.64/28", addressClass: "attached" },
      { kind: "unreadable" },
      { kind: "empty" },
    ];
    expect(labels(html(rackOf(attached({}, slots))))).toEqual([
      "10.20.1.17, primary address",
      "10.20.1.40, secondary address",
      "10.20.1.64/28, prefix of 16 addresses",
      "an address that could not be read",
      "unused slot",
    ]);
  });

  test("a row says device, id, role, subnet, age and slots", () => {
    const text = html(rackOf(attached({ usedSlotCount: 3 }, [secondary(40)]))).replaceAll(/<[^>]*>/g, "");
    expect(text).toContain("0 · eni-07aa41");
    expect(text).toMatch(/primary ENI · nodes-a · 3.d/);
    expect(text).toContain("3 of 14 slots");
  });

  test("with unknown limits the row says so instead of inventing any", () => {
    expect(html(rackOf(attached({ slotCount: null, usedSlotCount: 2 }, [secondary(40)])))).toContain(
      "2 slots used, limit not known",
    );
  });

  test("a vacant place says which pod brings its ENI, with the right ordinal", () => {
    const vacant = (comesWithPod: number): RackRow => ({ kind: "vacant", deviceIndex: 2, slotCount: 14, comesWithPod });
    for (const [pod, words] of [
      [1, "1st"],
      [2, "2nd"],
      [11, "11th"],
      [15, "15th"],
      [22, "22nd"],
      [103, "103rd"],
      [112, "112th"],
    ] as const) {
      expect(html(rackOf(vacant(pod)))).toContain(`comes with the ${words} pod`);
    }
  });

  test("the ENI that the link names is marked, the others are not", () => {
    const markup = html(rackOf(attached({}, []), attached({ eniId: "eni-0c39f2", deviceIndex: 1 }, [])), "eni-0c39f2");
    expect(markup.match(/aria-current="true"/g)).toHaveLength(1);
    expect(markup).toMatch(/id="eni-0c39f2" aria-current="true"/);
  });

  test("unusual states are said as EC2 says them", () => {
    expect(html(rackOf(attached({ status: "in-use", attachmentStatus: "detaching" }, [])))).toContain("detaching");
    expect(html(rackOf(attached({ status: "hibernating" }, [])))).toContain("hibernating");
  });

  test("branch ENIs stand under their trunk", () => {
    const branch: BranchEni = {
      eniId: "eni-0d",
      trunkEniId: "eni-07aa41",
      vlanId: "7",
      address: "10.20.1.9",
      subnetId: "subnet-0f1",
      status: "in-use",
    };
    const markup = html(rackOf(attached({ role: "trunk" }, [], [branch])));
    expect(markup).toContain("1 branch ENI:");
    expect(markup).toContain("10.20.1.9");
    expect(markup).toContain("VLAN 7");
  });

  test("other people's text stays text", () => {
    const markup = html(rackOf(attached({ description: "<img src=x onerror=alert(1)>", tags: { "<b>": "<i>" } }, [])));
    expect(markup).not.toContain("<img");
    expect(markup).not.toContain("<b>&lt;i");
    expect(markup).toContain("&lt;img src=x onerror=alert(1)&gt;");
  });
});
