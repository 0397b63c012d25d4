import { describe, expect, it } from "vitest";
import { DOCUMENTED_ROWS, type DocumentedRest, type DocumentedRow } from "@/lib/domain/ipamd/fixtures/docs-tables";
import { init, podWaits } from "@/lib/domain/ipamd/fleet";
import { eniAssigned, isAttached } from "@/lib/domain/ipamd/node-pool";
import { run } from "@/lib/domain/ipamd/run-fleet";
import type { ScenarioEvent } from "@/lib/domain/ipamd/scenario";
import { shapeOf } from "@/lib/domain/ipamd/way-up";
import { lookUpInstanceLimits } from "@/lib/domain/vpc/instance-limits";

const SETTLE_MS = 1_800_000;

const usesPrefixes = ({ env }: DocumentedRow): boolean => env.ENABLE_PREFIX_DELEGATION === "true";

const limitsOf = ({ instanceType }: DocumentedRow): { maxEnis: number; ipv4PerEni: number } => {
  const limits = lookUpInstanceLimits(instanceType);
  if (!limits) throw new Error(`no limits of ${instanceType}`);
  return limits;
};

function restAfter(row: DocumentedRow, events: readonly ScenarioEvent[]): DocumentedRest {
  const { maxEnis, ipv4PerEni } = limitsOf(row);
  const { instanceType, maxPods, env } = row;
  const node = { id: "n", instanceType, maxENIs: maxEnis, ipv4PerENI: ipv4PerEni, pdSupported: true, maxPods };
  const fleet = init({
    id: "row",
    subnets: [{ id: "s", cidr: "10.0.0.0/16", preAllocated: [] }],
    nodes: [{ ...node, startAt: 0, subnet: "s" }],
    env,
    patch: null,
    endAt: (events.at(-1)?.t ?? 0) + SETTLE_MS,
    events,
  });
  run(fleet, fleet.plan.endAt);
  const pool = fleet.processes[0]?.pool;
  if (!pool) throw new Error("no node");
  const devices = [...Array(pool.deviceCapacity).keys()].filter((device) => isAttached(pool, device));
  return {
    slots: shapeOf(pool).map(({ addressCount, prefixCount }) => (usesPrefixes(row) ? prefixCount : addressCount)),
    pods: devices.map((device) => eniAssigned(pool, device)),
    freePrefixes: pool.freePrefixes,
    waited: podWaits(fleet).length,
  };
}

const add = (pod: number, t: number): ScenarioEvent => ({ t, node: 0, op: "add", pod });
const addAll = (count: number, at: (pod: number) => number): ScenarioEvent[] =>
  Array.from({ length: count }, (_, pod) => add(pod, at(pod)));

function scaledDownEvents(row: DocumentedRow): ScenarioEvent[] {
  const { maxEnis, ipv4PerEni } = limitsOf(row);
  const capacity = maxEnis * (ipv4PerEni - 1) * (usesPrefixes(row) ? 16 : 1);
  const peak = Math.min(2 * row.pods + 40, capacity, row.maxPods);
  const events = addAll(peak, () => 5_000);
  for (let pod = peak - 1; pod >= row.pods; pod--) events.push({ t: 605_000, node: 0, op: "remove", pod });
  return events;
}

const nameOf = (row: DocumentedRow): string => {
  const env = Object.entries(row.env).map(([name, value]) => `${name}=${value}`);
  return `${row.page}, ${row.instanceType}, ${env.join(" ")}, ${row.pods} pods`;
};

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** What of the page's row is not so, field by field. */
function differences(row: DocumentedRow, { slots, pods, freePrefixes }: DocumentedRest): string[] {
  const entries = sum(slots);
  const addresses = entries * (usesPrefixes(row) ? 16 : 1);
  const code = {
    enis: slots.length,
    entries,
    unusedAddresses: addresses - sum(pods),
    unusedPrefixes: usesPrefixes(row) ? freePrefixes : null,
    perEni: slots.join(","),
  };
  return Object.entries(code).flatMap(([field, value]) => {
    const said = row.says[field as keyof typeof code];
    return said === value ? [] : [`${field}: the page says ${said}, the code does ${value}`];
  });
}

describe("the documentation's example tables", () => {
  it("are here with all their rows", () => {
    expect(DOCUMENTED_ROWS).toHaveLength(36);
  });

  it.each(DOCUMENTED_ROWS.map((row) => [nameOf(row), row] as const))(
    "come out as the code gives them: %s",
    (_name, row) => {
      expect(
        restAfter(
          row,
          addAll(row.pods, (pod) => 10_000 * (pod + 1)),
        ),
      ).toEqual(row.oneByOne);
      expect(
        restAfter(
          row,
          addAll(row.pods, () => 5_000),
        ),
      ).toEqual(row.allAtOnce);
      expect(restAfter(row, scaledDownEvents(row))).toEqual(row.scaledDown);
    },
  );

  it("are wrong in these rows, and in no other", () => {
    const wrong = DOCUMENTED_ROWS.flatMap((row) => {
      const found = differences(
        row,
        restAfter(
          row,
          addAll(row.pods, (pod) => 10_000 * (pod + 1)),
        ),
      );
      return found.length > 0 ? [[nameOf(row), ...found]] : [];
    });
    expect(wrong).toEqual(WRONG_ROWS);
  });
});

const P3DN = "prefix-and-ip-target.md, p3dn.24xlarge, ENABLE_PREFIX_DELEGATION=true";

const WRONG_ROWS = [
  [
    "eni-and-ip-target.md, t3.small, MINIMUM_IP_TARGET=5 WARM_IP_TARGET=2, 0 pods",
    "perEni: the page says 2,3, the code does 3,2",
  ],
  [
    "prefix-and-ip-target.md, t3.small, ENABLE_PREFIX_DELEGATION=true MINIMUM_IP_TARGET=20 WARM_IP_TARGET=7, 0 pods",
    "entries: the page says 1, the code does 2",
    "unusedAddresses: the page says 16, the code does 32",
    "unusedPrefixes: the page says 1, the code does 2",
  ],
  [
    `${P3DN} WARM_PREFIX_TARGET=1, 3 pods`,
    "enis: the page says 2, the code does 1",
    "perEni: the page says 2,0, the code does 2",
  ],
  [
    `${P3DN} WARM_PREFIX_TARGET=1, 95 pods`,
    "enis: the page says 3, the code does 1",
    "perEni: the page says 7,0,0, the code does 7",
  ],
  [
    `${P3DN} MINIMUM_IP_TARGET=10 WARM_IP_TARGET=5, 45 pods`,
    "enis: the page says 2, the code does 1",
    "perEni: the page says 4,0, the code does 4",
  ],
];
