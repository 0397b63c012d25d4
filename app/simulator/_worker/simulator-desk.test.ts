import { describe, expect, it } from "vitest";
import type { FromWorker } from "@/app/simulator/_worker/protocol";
import type { ScopeReading } from "@/app/simulator/_worker/read-scope";
import { SimulatorDesk } from "@/app/simulator/_worker/simulator-desk";
import { liveScope, SHIPPED } from "@/lib/domain/simulation/fixtures/live-scope";
import { headOf } from "@/lib/domain/simulation/scope-head";
import { simulateWith } from "@/lib/domain/simulation/simulate";
import { defaultInput, type SimulationInput } from "@/lib/domain/simulation/simulation-input";
import { Simulator } from "@/lib/domain/simulation/simulator";

const nodes = Array.from({ length: 8 }, (_, node) => ({
  type: "t3.2xlarge" as const,
  subnet: node % 2,
  pods: node % 9,
}));
const scope = liveScope({ nodes, subnets: [{ cidr: "10.0.0.0/22" }, { cidr: "10.0.4.0/22" }] });

const inputAt = (warmIpTarget: string): SimulationInput => ({
  ...defaultInput(SHIPPED, true),
  proposal: { env: { ...SHIPPED, WARM_IP_TARGET: warmIpTarget, MINIMUM_IP_TARGET: "10" }, movedNodes: null },
});

const GOAL = {
  podsPerNode: 2,
  withinSeconds: 30,
  burstNodes: 2,
  maxWaitSeconds: 30,
  maxCallsPerMinute: 200,
  allowsPrefixes: false,
};

interface DeskOptions {
  /** Milliseconds that pass at each look at the clock. */
  readonly tickMs?: number;
  readonly readings?: Readonly<Record<string, ScopeReading | Promise<ScopeReading>>>;
}

/** A desk whose clock goes by looks, and whose pauses last until all messages are in. */
function openDesk({ tickMs = 3, readings = { "/scope": { kind: "read", scope } } }: DeskOptions = {}) {
  const posted: FromWorker[] = [];
  let now = 0;
  const desk = new SimulatorDesk({
    post: (message, buffers = []) => posted.push(structuredClone(message, { transfer: buffers })),
    pause: () => new Promise((resume) => setImmediate(resume)),
    clock: () => {
      now += tickMs;
      return now;
    },
    read: async (path) =>
      (await readings[path]) ?? { kind: "failed", problem: { code: "x", message: "no", remedy: "" } },
  });
  const ofKind = <Kind extends FromWorker["kind"]>(kind: Kind) =>
    posted.filter((message): message is Extract<FromWorker, { readonly kind: Kind }> => message.kind === kind);
  return { desk, posted, ofKind };
}

async function openedDesk(options?: DeskOptions) {
  const opened = openDesk(options);
  await opened.desk.take({ kind: "scope", scope: 1, path: "/scope" });
  return opened;
}

describe("SimulatorDesk", () => {
  it("gives the scope's head, and none of what only the simulator needs", async () => {
    const { ofKind } = await openedDesk();
    const [frame] = ofKind("scope-frame");
    const sent = ofKind("scope-nodes").flatMap((message) => message.nodes);
    expect({ ...frame?.frame, nodes: sent }).toEqual(headOf(scope));
    expect(JSON.stringify(sent)).not.toContain("enis");
  });

  it("says why a scope cannot be read", async () => {
    const problem = { code: "not-found", message: "There is no such VPC.", remedy: "Choose another one." };
    const { ofKind } = await openedDesk({ readings: { "/scope": { kind: "failed", problem } } });
    expect(ofKind("scope-failed")).toEqual([{ kind: "scope-failed", scope: 1, problem }]);
  });

  it("lets a newer scope take the place of one that is still being read", async () => {
    let finish: (reading: ScopeReading) => void = () => {};
    const late = new Promise<ScopeReading>((settle) => {
      finish = settle;
    });
    const { desk, posted } = openDesk({ readings: { "/late": late, "/scope": { kind: "read", scope } } });
    const first = desk.take({ kind: "scope", scope: 1, path: "/late" });
    await desk.take({ kind: "scope", scope: 2, path: "/scope" });
    finish({ kind: "read", scope });
    await first;
    expect(posted.filter((message) => "scope" in message && message.scope === 1)).toEqual([]);
  });

  it("gives lines first, then the whole, each of them the run's that was asked for", async () => {
    const { desk, ofKind } = await openedDesk();
    await desk.take({ kind: "run", run: 7, input: inputAt("2") });
    const results = ofKind("result");
    expect(results[0]?.result.stage).toBe("lines");
    expect(results.at(-1)).toMatchObject({ run: 7, isLast: true, result: { stage: "complete" } });
    expect(results.filter(({ isLast }) => isLast)).toHaveLength(1);
  });

  it("answers the same input with the same figures a second time, although the first answer's arrays were given away", async () => {
    const { desk, ofKind } = await openedDesk();
    await desk.take({ kind: "run", run: 1, input: inputAt("2") });
    await desk.take({ kind: "run", run: 2, input: inputAt("2") });
    const [first, second] = ofKind("result").filter(({ isLast }) => isLast);
    const { figures: _, ...own } = first?.result ?? { figures: null };
    expect(second?.result).toMatchObject(own);
  });

  it("ends a run as soon as another input is wanted, and tells nothing more of it", async () => {
    const { desk, posted, ofKind } = await openedDesk({ tickMs: 10 });
    const runs = ["1", "2", "3"].map((target, index) =>
      desk.take({ kind: "run", run: index + 1, input: inputAt(target) }),
    );
    await Promise.all(runs);
    expect(
      ofKind("result")
        .filter(({ isLast }) => isLast)
        .map(({ run }) => run),
    ).toEqual([3]);
    const firstOfLast = posted.findIndex((message) => "run" in message && message.run === 3);
    expect(posted.slice(firstOfLast).every((message) => !("run" in message) || message.run === 3)).toBe(true);
  });

  it("tells of progress only once a run has taken longer than 200 ms", async () => {
    const quick = await openedDesk({ tickMs: 0 });
    await quick.desk.take({ kind: "run", run: 1, input: inputAt("2") });
    expect(quick.ofKind("progress")).toEqual([]);
    const slow = await openedDesk({ tickMs: 50 });
    await slow.desk.take({ kind: "run", run: 1, input: inputAt("2") });
    const ratios = slow.ofKind("progress").map(({ progress }) => progress.doneRatio);
    expect(ratios.length).toBeGreaterThan(2);
    expect(ratios).toEqual(ratios.toSorted((a, b) => a - b));
  });

  it("says at which field an input cannot be run, and why one is not simulated", async () => {
    const { desk, ofKind } = await openedDesk();
    await desk.take({ kind: "run", run: 1, input: { ...inputAt("2"), durationSeconds: Number.NaN } });
    expect(ofKind("invalid")[0]?.problems.map(({ field }) => field)).toEqual(["durationSeconds"]);
    const env = { ...SHIPPED, ENABLE_IPv6: "true" };
    await desk.take({ kind: "run", run: 2, input: { ...inputAt("2"), proposal: { env, movedNodes: null } } });
    expect(ofKind("not-simulated")[0]).toMatchObject({ run: 2, because: expect.stringContaining("ENABLE_IPv6") });
  });

  it("answers only the last of the nodes asked for in one go", async () => {
    const { desk, ofKind } = await openedDesk();
    await desk.take({ kind: "run", run: 1, input: inputAt("2") });
    const asked = [0, 1, 2].map((node) =>
      desk.take({ kind: "node", question: node, side: "proposed", node, atMs: 600_000 }),
    );
    await Promise.all(asked);
    expect(ofKind("node").map(({ moment }) => moment !== null)).toEqual([false, false, true]);
  });

  it("gives a node up for a later one in the middle of its answer, which takes many steps", async () => {
    const { desk, ofKind } = await openedDesk({ tickMs: 10 });
    await desk.take({ kind: "run", run: 1, input: inputAt("2") });
    const [first, last] = [3_000_000, 1_200_000];
    const given = desk.take({ kind: "node", question: 1, side: "proposed", node: 3, atMs: first });
    for (let pause = 0; pause < 3; pause++) await new Promise((resume) => setImmediate(resume));
    expect(ofKind("node")).toEqual([]);
    await Promise.all([given, desk.take({ kind: "node", question: 2, side: "proposed", node: 3, atMs: last })]);
    const simulator = new Simulator(scope);
    simulateWith(simulator, inputAt("2"));
    const moment = simulator.nodeAt("proposed", 3, last);
    expect(moment).not.toBeNull();
    expect(ofKind("node").sort((a, b) => a.question - b.question)).toEqual([
      { kind: "node", question: 1, moment: null },
      { kind: "node", question: 2, moment },
    ]);
  });

  it("ends a comparison when another input comes, which it was not asked about", async () => {
    const { desk, ofKind } = await openedDesk({ tickMs: 10 });
    const input = inputAt("2");
    await Promise.all([
      desk.take({ kind: "compare", question: 1, input, proposals: [{ label: "a", proposal: input.proposal }] }),
      desk.take({ kind: "run", run: 1, input: inputAt("3") }),
    ]);
    expect(ofKind("compared").map(({ comparison }) => comparison)).toEqual([null]);
    expect(ofKind("result").some(({ isLast }) => isLast)).toBe(true);
  });

  it("lets a run go before a comparison, and lets a newer comparison take the place of one", async () => {
    const { desk, posted, ofKind } = await openedDesk({ tickMs: 10 });
    const input = inputAt("2");
    const proposals = [
      { label: "today", proposal: { env: SHIPPED, movedNodes: null } },
      { label: "proposed", proposal: input.proposal },
    ];
    await Promise.all([
      desk.take({ kind: "run", run: 1, input }),
      desk.take({ kind: "compare", question: 1, input, proposals }),
      desk.take({ kind: "compare", question: 2, input, proposals }),
    ]);
    const kinds = posted.map((message) => (message.kind === "result" && message.isLast ? "done" : message.kind));
    expect(kinds.lastIndexOf("compared")).toBeGreaterThan(kinds.indexOf("done"));
    const answers = ofKind("compared");
    expect(answers.find(({ question }) => question === 1)?.comparison).toBeNull();
    expect(answers.find(({ question }) => question === 2)?.comparison?.rows.map(({ label }) => label)).toEqual([
      "today",
      "proposed",
    ]);
    expect(ofKind("result").some(({ isLast }) => isLast)).toBe(true);
  });

  it("searches for settings, telling how far it is", async () => {
    const { desk, ofKind } = await openedDesk({ tickMs: 40 });
    await desk.take({ kind: "recommend", question: 5, input: inputAt("2"), goal: GOAL });
    expect(ofKind("recommended")[0]?.outcome?.kind).toBe("done");
    expect(ofKind("question-progress").length).toBeGreaterThan(1);
  });

  it("goes on with a search while the same nodes are read anew, and ends it with another scope", async () => {
    const reading = { kind: "read", scope } as const;
    const { desk, ofKind } = await openedDesk({ tickMs: 40, readings: { "/scope": reading, "/other": reading } });
    const search = { kind: "recommend", input: inputAt("2"), goal: GOAL } as const;
    const kept = desk.take({ ...search, question: 5 });
    await desk.take({ kind: "scope", scope: 2, path: "/scope" });
    expect(ofKind("recommended")).toEqual([]);
    await kept;
    expect(ofKind("recommended")[0]?.outcome?.kind).toBe("done");
    const ended = desk.take({ ...search, question: 6 });
    await desk.take({ kind: "scope", scope: 3, path: "/other" });
    await ended;
    expect(ofKind("recommended")[1]).toEqual({ kind: "recommended", question: 6, outcome: null });
  });

  it("runs an input on the nodes of before while they are read anew, and on none that could not be read", async () => {
    let finish: (reading: ScopeReading) => void = () => {};
    const late = new Promise<ScopeReading>((settle) => {
      finish = settle;
    });
    const readings: Record<string, ScopeReading | Promise<ScopeReading>> = { "/scope": { kind: "read", scope } };
    const { desk, ofKind } = await openedDesk({ readings });
    readings["/scope"] = late;
    const anew = desk.take({ kind: "scope", scope: 2, path: "/scope" });
    await desk.take({ kind: "run", run: 1, input: inputAt("2") });
    expect(ofKind("result").at(-1)).toMatchObject({ run: 1, isLast: true });
    finish({ kind: "failed", problem: { code: "x", message: "no", remedy: "" } });
    await anew;
    await desk.take({ kind: "run", run: 2, input: inputAt("3") });
    expect(ofKind("result").at(-1)).toMatchObject({ run: 1, isLast: true });
  });
});
