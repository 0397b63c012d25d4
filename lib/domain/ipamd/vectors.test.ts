import { describe, expect, it } from "vitest";
import { comparable } from "@/lib/domain/ipamd/fixtures/comparable";
import { readVectors } from "@/lib/domain/ipamd/fixtures/read-vectors";
import { checkpoint, init, restore } from "@/lib/domain/ipamd/fleet";
import { parseScenario } from "@/lib/domain/ipamd/parse-scenario";
import { run, step } from "@/lib/domain/ipamd/run-fleet";
import { traceScenario } from "@/lib/domain/ipamd/trace";
import { lookUpInstanceLimits } from "@/lib/domain/vpc/instance-limits";

const named = readVectors("named");
const open = readVectors("open");
/** The traces hold plain numbers only; a round trip makes them comparable to what was read from a file. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("the pool gives the traces of ipamd v1.23.1, record by record", () => {
  it("has all the vectors", () => {
    expect(named).toHaveLength(38);
    expect(open).toHaveLength(180);
  });

  it.each(named.map((vector) => [vector.id, vector.title, vector] as const))("%s: %s", (_id, _title, vector) => {
    expect(plain(traceScenario(vector))).toEqual(vector.expected);
  });

  it.each(open.map((vector) => [vector.id, vector.tags.join(" "), vector] as const))("%s: %s", (_id, _tags, vector) => {
    expect(plain(traceScenario(vector))).toEqual(vector.expected);
  });

  it("takes every vector as a valid scenario", () => {
    for (const vector of [...named, ...open]) expect(parseScenario(vector, lookUpInstanceLimits).ok).toBe(true);
  });
});

describe("without an observer steps that can do nothing are left out", () => {
  it("and the end is the same: pools, calls, subnets, waits", () => {
    for (const vector of [...named, ...open]) {
      const fleet = init(vector);
      run(fleet, vector.endAt);
      const last = vector.expected.records.filter(([, , kind]) => kind === 2);
      const subnets = fleet.account.subnets.map((space) => [space.freeCount, space.freeBlockCount]);
      expect(fleet.podsAssigned).toBe(vector.expected.podsAssigned);
      expect(subnets).toEqual(last.at(-1)?.[9]);
      expect(fleet.processes.map(({ pool }) => pool.eniCount)).toEqual(last.map((record) => record[3]));
    }
  });

  it("and instant by instant is the same as in one go", () => {
    for (const vector of named) {
      const whole = init(vector);
      run(whole, vector.endAt);
      const pieces = init(vector);
      while (step(pieces) !== null);
      run(pieces, vector.endAt);
      expect(comparable(pieces)).toEqual(comparable(whole));
    }
  });
});

describe("a run that is cut at a checkpoint and resumed equals the run uncut", () => {
  it("at every fourth of the time, and the checkpoint stays as it was", () => {
    for (const vector of [...named, ...open.slice(0, 40)]) {
      const uncut = init(vector);
      run(uncut, vector.endAt);
      const fleet = init(vector);
      for (let fourth = 1; fourth < 4; fourth++) {
        const cut = Math.floor((vector.endAt * fourth) / 4);
        run(fleet, cut);
        const saved = checkpoint(fleet);
        const resumed = restore(saved);
        run(resumed, vector.endAt);
        expect(comparable(resumed)).toEqual(comparable(uncut));
        expect(saved).toEqual(fleet);
      }
    }
  });

  it("also where the state has been to another thread and back: it is plain data", () => {
    for (const vector of named) {
      const uncut = init(vector);
      run(uncut, vector.endAt);
      const fleet = init(vector);
      run(fleet, vector.endAt / 2);
      const arrived = structuredClone(fleet);
      run(arrived, vector.endAt);
      expect(comparable(arrived)).toEqual(comparable(uncut));
    }
  });
});
