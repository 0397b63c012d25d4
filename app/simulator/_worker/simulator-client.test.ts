import { describe, expect, it } from "vitest";
import type { FromWorker, ToWorker } from "@/app/simulator/_worker/protocol";
import { SimulatorClient } from "@/app/simulator/_worker/simulator-client";
import { liveScope, SHIPPED } from "@/lib/domain/simulation/fixtures/live-scope";
import { headOf } from "@/lib/domain/simulation/scope-head";
import { simulate } from "@/lib/domain/simulation/simulate";
import { defaultInput } from "@/lib/domain/simulation/simulation-input";

const scope = liveScope({
  nodes: [1, 2, 3].map((pods) => ({ type: "t3.2xlarge", subnet: 0, pods })),
  subnets: [{ cidr: "10.0.0.0/24" }],
});
const input = { ...defaultInput(SHIPPED, true), seededOrders: 0 };
const outcome = simulate(scope, input);
if (outcome.kind !== "done") throw new Error("the fixture does not run");
const { result } = outcome;

/** The wire to a worker: what is told to it, and what it says. */
class Wire {
  readonly told: ToWorker[] = [];
  isEnded = false;
  onmessage: ((event: { readonly data: FromWorker }) => void) | null = null;
  onerror: ((event: { preventDefault(): void }) => void) | null = null;
  postMessage(message: ToWorker): void {
    this.told.push(message);
  }
  terminate(): void {
    this.isEnded = true;
  }
  say(message: FromWorker): void {
    this.onmessage?.({ data: message });
  }
}

function openClient() {
  const wires: Wire[] = [];
  const client = new SimulatorClient(() => {
    const wire = new Wire();
    wires.push(wire);
    return wire as unknown as Worker;
  });
  const wire = (): Wire => {
    const last = wires.at(-1);
    if (!last) throw new Error("no worker was started");
    return last;
  };
  return { client, wires, wire };
}

function ready() {
  const opened = openClient();
  opened.client.open("/scope");
  const { nodes, ...frame } = headOf(scope);
  opened.wire().say({ kind: "scope-frame", scope: 1, frame, nodeCount: nodes.length });
  return { ...opened, nodes };
}

describe("SimulatorClient", () => {
  it("has the scope once all of its nodes are there", () => {
    const { client, wire, nodes } = ready();
    wire().say({ kind: "scope-nodes", scope: 1, nodes: nodes.slice(0, 2) });
    expect(client.state().scope.kind).toBe("reading");
    wire().say({ kind: "scope-nodes", scope: 1, nodes: nodes.slice(2) });
    expect(client.state().scope).toEqual({ kind: "ready", scope: headOf(scope) });
  });

  it("has a scope without nodes at once", () => {
    const { client, wire } = openClient();
    client.open("/scope");
    const { nodes: _, ...frame } = headOf(scope);
    wire().say({ kind: "scope-frame", scope: 1, frame, nodeCount: 0 });
    expect(client.state().scope).toMatchObject({ kind: "ready", scope: { nodes: [] } });
  });

  it("keeps scope and result on the screen while a newer snapshot is read", () => {
    const { client, wire, nodes } = ready();
    wire().say({ kind: "scope-nodes", scope: 1, nodes });
    client.simulate(input);
    wire().say({ kind: "result", run: 2, result, isLast: true });
    client.open("/scope");
    expect(client.state().scope.kind).toBe("ready");
    expect(client.state().simulation.result).toBe(result);
  });

  it("keeps the problem of a scope that could not be read until a reading succeeds, and says when it tries", () => {
    const { client, wire } = openClient();
    const { nodes, ...frame } = headOf(scope);
    const failed = (code: string, isTrying: boolean) => ({
      kind: "failed",
      problem: { code, message: "The server does not answer.", remedy: "Try again." },
      isTrying,
    });
    client.open("/scope");
    wire().say({ kind: "scope-failed", scope: 1, problem: failed("first", false).problem });
    expect(client.state().scope).toEqual(failed("first", false));
    client.open("/scope");
    expect(client.state().scope).toEqual(failed("first", true));
    wire().say({ kind: "scope-failed", scope: 2, problem: failed("second", false).problem });
    expect(client.state().scope).toEqual(failed("second", false));
    client.open("/scope");
    wire().say({ kind: "scope-frame", scope: 3, frame, nodeCount: nodes.length });
    expect(client.state().scope).toEqual(failed("second", true));
    wire().say({ kind: "scope-nodes", scope: 3, nodes });
    expect(client.state().scope).toEqual({ kind: "ready", scope: headOf(scope) });
  });

  it("shows no problem of one scope while another one is read", () => {
    const { client, wire } = openClient();
    client.open("/scope");
    wire().say({ kind: "scope-failed", scope: 1, problem: { code: "x", message: "no", remedy: "" } });
    client.open("/another");
    expect(client.state().scope).toEqual({ kind: "reading" });
  });

  it("hears nothing of a run that another one took the place of", () => {
    const { client, wire } = ready();
    client.simulate(input);
    client.simulate({ ...input, seed: 2 });
    wire().say({ kind: "result", run: 2, result, isLast: true });
    expect(client.state().simulation).toMatchObject({ status: "running", result: null });
    wire().say({ kind: "result", run: 3, result, isLast: true });
    expect(client.state().simulation).toMatchObject({ status: "done", result, resultInput: { seed: 2 } });
  });

  it("keeps the last result while an input cannot be run, and names the input that it is of", () => {
    const { client, wire } = ready();
    client.simulate(input);
    wire().say({ kind: "result", run: 2, result, isLast: true });
    client.simulate({ ...input, durationSeconds: Number.NaN });
    wire().say({ kind: "invalid", run: 3, problems: [{ field: "durationSeconds", message: "Give a number." }] });
    const { simulation } = client.state();
    expect(simulation).toMatchObject({ status: "invalid", result, problems: [{ field: "durationSeconds" }] });
    expect(simulation.resultInput).toBe(input);
  });

  it("settles a question with its own answer, and tells its progress", async () => {
    const { client, wire } = ready();
    client.simulate(input);
    const heard: number[] = [];
    const goal = {
      podsPerNode: 1,
      withinSeconds: 1,
      burstNodes: 1,
      maxWaitSeconds: 1,
      maxCallsPerMinute: 1,
      allowsPrefixes: false,
    };
    const first = client.recommend(goal, (ratio) => heard.push(ratio));
    const second = client.nodeAt("today", 0, 0);
    wire().say({ kind: "node", question: 4, moment: null });
    wire().say({ kind: "question-progress", question: 3, doneRatio: 0.5 });
    wire().say({ kind: "recommended", question: 3, outcome: { kind: "not-simulated", because: "no" } });
    expect(await second).toBeNull();
    expect(await first).toEqual({ kind: "not-simulated", because: "no" });
    expect(heard).toEqual([0.5]);
  });

  it("says so when the worker breaks down, ends its questions, and starts another worker for the next input", async () => {
    const { client, wires, wire } = ready();
    const question = client.nodeAt("today", 0, 0);
    wire().onerror?.({ preventDefault: () => {} });
    expect(await question).toBeNull();
    expect(wires[0]?.isEnded).toBe(true);
    expect(client.state().simulation.status).toBe("failed");
    expect(client.state().scope.kind).toBe("failed");
    client.open("/scope");
    expect(wires).toHaveLength(2);
    expect(client.state().scope).toMatchObject({ kind: "failed", isTrying: true });
    expect(client.state().simulation.status).toBe("idle");
  });

  it("reads the scope once more for the first input after a breakdown", () => {
    const { client, wire, nodes } = ready();
    wire().say({ kind: "scope-nodes", scope: 1, nodes });
    wire().onerror?.({ preventDefault: () => {} });
    expect(client.state().scope.kind).toBe("ready");
    client.simulate(input);
    expect(wire().told.map(({ kind }) => kind)).toEqual(["scope", "run"]);
  });

  it("shows nothing of one scope under the name of another", () => {
    const { client, wire, nodes } = ready();
    wire().say({ kind: "scope-nodes", scope: 1, nodes });
    client.open("/another");
    expect(client.state().scope.kind).toBe("reading");
  });

  it("tells its listeners of every change, until they leave", () => {
    const { client, wire, nodes } = ready();
    let count = 0;
    const leave = client.subscribe(() => {
      count += 1;
    });
    wire().say({ kind: "scope-nodes", scope: 1, nodes });
    leave();
    client.simulate(input);
    expect(count).toBe(1);
  });
});
