import { describe, expect, it } from "vitest";
import type { Problem } from "@/lib/domain/problem";
import type { EventStore } from "@/lib/history/event-store";
import { HistoryFailure } from "@/lib/history/history-failure";
import { HistoryKeeper } from "@/lib/history/history-keeper";
import type { OpenHistory } from "@/lib/history/open-store";

const problem = (retryable: boolean): Problem => ({
  code: "history-unreachable",
  message: "Nothing answers.",
  remedy: "Start it.",
  retryable,
});

/** What an opening gives, as far as the keeper looks at it. */
function opening(isBroken = () => false): OpenHistory & { readonly closes: { count: number } } {
  const closes = { count: 0 };
  const close = async () => {
    closes.count += 1;
  };
  const store = { close } as unknown as EventStore;
  const engine = {
    get isBroken() {
      return isBroken();
    },
  } as OpenHistory["engine"];
  return { store, engine, closes };
}

function later() {
  let resolve: (opened: OpenHistory) => void = () => undefined;
  const promise = new Promise<OpenHistory>((settle) => {
    resolve = settle;
  });
  return { promise, resolve: (opened: OpenHistory) => resolve(opened) };
}

describe("the history's keeper", () => {
  it("opens nothing before it is asked, then once however many ask", async () => {
    let opens = 0;
    const opened = opening();
    const keeper = new HistoryKeeper({
      open: async () => {
        opens += 1;
        return opened;
      },
    });
    expect(opens).toBe(0);
    const states = await Promise.all(Array.from({ length: 5 }, () => keeper.state(1_000)));
    expect(opens).toBe(1);
    for (const state of states) expect(state).toEqual({ kind: "open", store: opened.store });
  });

  it("lets nobody wait longer than they said", async () => {
    const keeper = new HistoryKeeper({ open: () => new Promise(() => undefined) });
    expect(await keeper.state()).toEqual({ kind: "opening" });
    expect(await keeper.state(20)).toEqual({ kind: "opening" });
  });

  it("tells a problem, logs it once, and tries again after some time", async () => {
    let now = 0;
    let opens = 0;
    const log: string[] = [];
    const keeper = new HistoryKeeper({
      open: async () => {
        opens += 1;
        if (opens < 3) throw new HistoryFailure(problem(true));
        return opening();
      },
      now: () => now,
      log: (message) => log.push(message),
    });
    expect(await keeper.state(1_000)).toEqual({ kind: "unavailable", problem: problem(true) });
    now = 10_000;
    await keeper.state(1_000);
    expect(opens).toBe(1);
    now = 15_000;
    expect((await keeper.state(1_000)).kind).toBe("unavailable");
    now = 30_000;
    expect((await keeper.state(1_000)).kind).toBe("open");
    expect(log).toEqual(["eniscope: no history: Nothing answers. Start it."]);
  });

  it("does not try again what cannot get better by itself", async () => {
    let now = 0;
    let opens = 0;
    const keeper = new HistoryKeeper({
      open: async () => {
        opens += 1;
        throw new HistoryFailure(problem(false));
      },
      now: () => now,
      log: () => undefined,
    });
    await keeper.state(1_000);
    now = 3_600_000;
    expect(await keeper.state(1_000)).toEqual({ kind: "unavailable", problem: problem(false) });
    expect(opens).toBe(1);
  });

  it("does not show what it does not know, but logs it", async () => {
    const log: unknown[] = [];
    const keeper = new HistoryKeeper({
      open: async () => {
        throw new TypeError("a secret");
      },
      log: (_message, cause) => log.push(cause),
    });
    const state = await keeper.state(1_000);
    expect(state).toMatchObject({ kind: "unavailable", problem: { code: "internal" } });
    expect(state.kind === "unavailable" && state.problem.message).not.toContain("secret");
    expect(log).toEqual([new TypeError("a secret")]);
  });

  it("opens anew what broke, and closes what was left of it", async () => {
    let isBroken = false;
    const first = opening(() => isBroken);
    const second = opening();
    const openings = [first, second];
    const keeper = new HistoryKeeper({ open: async () => openings.shift() ?? second });
    expect(await keeper.state(1_000)).toEqual({ kind: "open", store: first.store });
    isBroken = true;
    expect(await keeper.state(1_000)).toEqual({ kind: "open", store: second.store });
    expect(first.closes.count).toBe(1);
  });

  it("calls an opening that takes too long a problem, starts no second one, and takes what it opens after all", async () => {
    let opens = 0;
    let now = 0;
    const log: string[] = [];
    const opened = opening();
    const { promise, resolve } = later();
    const keeper = new HistoryKeeper({
      open: () => {
        opens += 1;
        return promise;
      },
      now: () => now,
      log: (message) => log.push(message),
      opensWithinMs: 20,
    });
    const overdue = { kind: "unavailable", problem: { code: "history-unreachable", retryable: true } };
    expect(keeper.present).toEqual({ kind: "unopened" });
    expect(await keeper.state()).toEqual({ kind: "opening" });
    expect(await keeper.state(600_000)).toMatchObject(overdue);
    now = 3_600_000;
    expect(await keeper.state(600_000)).toMatchObject(overdue);
    expect(opens).toBe(1);
    expect(log).toHaveLength(1);
    resolve(opened);
    await promise;
    await keeper.state(1_000);
    expect(await keeper.state(1_000)).toEqual({ kind: "open", store: opened.store });
  });

  it("closes what opens only after it was closed itself", async () => {
    const opened = opening();
    const { promise, resolve } = later();
    const keeper = new HistoryKeeper({ open: () => promise, log: () => undefined, opensWithinMs: 1 });
    await keeper.state();
    await keeper.close();
    resolve(opened);
    await promise;
    expect((await keeper.state(1_000)).kind).not.toBe("open");
    expect(opened.closes.count).toBe(1);
  });
});
