import { describe, expect, it } from "vitest";
import { bandOf } from "@/lib/domain/ipamd/band";
import { readVectors } from "@/lib/domain/ipamd/fixtures/read-vectors";
import type { Fleet } from "@/lib/domain/ipamd/fleet";
import { traceScenario } from "@/lib/domain/ipamd/trace";
import { seededOrder } from "@/lib/domain/ipamd/visit-order";

const seeds = [1, 2, 3, 4, 5];
const heldAddresses = ({ processes }: Fleet): number => processes.reduce((sum, { pool }) => sum + pool.total, 0);

describe("drawn orders", () => {
  it("give a band around the line of the traces, and somewhere one that is wider than the line", () => {
    let widest = 0;
    for (const vector of readVectors("open").slice(0, 60)) {
      const times = Array.from({ length: 10 }, (_, index) => Math.floor((vector.endAt * (index + 1)) / 10));
      const { line, low, high } = bandOf(vector, times, heldAddresses, seeds);
      for (let index = 0; index < times.length; index++) {
        expect(low[index]).toBeLessThanOrEqual(line[index] ?? 0);
        expect(high[index]).toBeGreaterThanOrEqual(line[index] ?? 0);
        widest = Math.max(widest, (high[index] ?? 0) - (low[index] ?? 0));
      }
    }
    expect(widest).toBeGreaterThan(0);
  });

  it("leave a node with one ENI and one entry as it is", () => {
    const single = readVectors("named").filter(({ nodes }) => nodes.every(({ ipv4PerENI }) => ipv4PerENI === 2));
    for (const vector of single) expect(traceScenario(vector, seededOrder(9))).toEqual(traceScenario(vector));
  });

  it("differ from the line in a good part of the open vectors, as the real process does in 178 of 400", () => {
    const open = readVectors("open");
    const differing = open.filter((vector) =>
      seeds.some(
        (seed) => JSON.stringify(traceScenario(vector, seededOrder(seed))) !== JSON.stringify(vector.expected),
      ),
    );
    expect(differing.length / open.length).toBeGreaterThan(0.25);
    expect(differing.length / open.length).toBeLessThan(0.9);
  });
});
