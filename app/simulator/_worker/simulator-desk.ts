import type { FromWorker, ToWorker } from "@/app/simulator/_worker/protocol";
import { readScope, type ScopeReading } from "@/app/simulator/_worker/read-scope";
import { toTransferable } from "@/app/simulator/_worker/transferable";
import type { SimulationScope } from "@/lib/domain/api/simulation";
import { headOf } from "@/lib/domain/simulation/scope-head";
import type { SimulationInput } from "@/lib/domain/simulation/simulation-input";
import type { NodeMoment, SimulationResult } from "@/lib/domain/simulation/simulation-result";
import { Simulator } from "@/lib/domain/simulation/simulator";

export interface DeskParts {
  readonly post: (message: FromWorker, buffers?: ArrayBuffer[]) => void;
  /** Lets messages in. */
  readonly pause: () => Promise<void>;
  readonly clock: () => number;
  readonly read?: (path: string, signal: AbortSignal) => Promise<ScopeReading>;
}

/** Nodes of one message: so many are read by the page in some milliseconds. */
const NODES_A_MESSAGE = 500;
/** A run gives way this often, so that what the page says next is heard. */
const TURN_MS = 8;
/** A run that is over before has no need of a progress bar. */
const PROGRESS_AFTER_MS = 200;
const PROGRESS_EVERY_MS = 80;

type Run = Extract<ToWorker, { readonly kind: "run" }>;
type CompareQuestion = Extract<ToWorker, { readonly kind: "compare" }>;
type RecommendQuestion = Extract<ToWorker, { readonly kind: "recommend" }>;
type NodeQuestion = Extract<ToWorker, { readonly kind: "node" }>;

/**
 * What the worker does with the page's messages: reads a scope, runs one input at a time on it, answers questions about
 * nodes between two steps of a run and longer ones after it. Whatever came last counts: a newer scope or input ends the run that is under way.
 */
export class SimulatorDesk {
  readonly #parts: DeskParts;
  #simulator: Simulator | null = null;
  /** Of the scope that is there or is being read; null of one that was given. */
  #path: string | null = null;
  #reading: AbortController | null = null;
  /** The run that is wanted; its owner compares it with its own at each pause. */
  #wanted: Run | null = null;
  #runCount = 0;
  /** Questions that let a run go first. */
  readonly #standing: (() => void)[] = [];
  #nodeQuestion: NodeQuestion | null = null;
  #compareQuestion: CompareQuestion | null = null;
  #recommendQuestion: RecommendQuestion | null = null;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  async take(message: ToWorker): Promise<void> {
    switch (message.kind) {
      case "scope":
        return this.#readScope(message.scope, message.path);
      case "given-scope":
        this.#forget(null);
        return this.#open(message.scope, message.whole);
      case "run":
        this.#wanted = message;
        // It was asked about another input; whoever still wants to know asks once more.
        this.#compareQuestion = null;
        return this.#run(message);
      case "node":
        return this.#answerNode(message);
      case "compare":
        return this.#compare(message);
      case "recommend":
        return this.#recommend(message);
    }
  }

  /** Whatever is being read is of before; so is what was read, unless it is read anew: it serves until its successor is there. */
  #forget(path: string | null): void {
    this.#reading?.abort();
    if (path !== null && path === this.#path) return;
    this.#path = path;
    this.#wanted = null;
    this.#simulator = null;
    this.#recommendQuestion = null;
  }

  async #readScope(scope: number, path: string): Promise<void> {
    this.#forget(path);
    const reading = new AbortController();
    this.#reading = reading;
    const read = this.#parts.read ?? readScope;
    const outcome = await read(path, reading.signal);
    if (reading.signal.aborted) return;
    if (outcome.kind === "read") return this.#open(scope, outcome.scope);
    this.#forget(null);
    this.#parts.post({ kind: "scope-failed", scope, problem: outcome.problem });
  }

  #open(scope: number, whole: SimulationScope): void {
    this.#simulator = new Simulator(whole);
    const { nodes, ...frame } = headOf(whole);
    this.#parts.post({ kind: "scope-frame", scope, frame, nodeCount: nodes.length });
    for (let first = 0; first < nodes.length; first += NODES_A_MESSAGE) {
      this.#parts.post({ kind: "scope-nodes", scope, nodes: nodes.slice(first, first + NODES_A_MESSAGE) });
    }
  }

  async #run(message: Run): Promise<void> {
    const { run, input } = message;
    this.#runCount += 1;
    try {
      await this.#steps(message, input);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#parts.post({ kind: "failed", run, message });
    }
    this.#runCount -= 1;
    if (this.#runCount === 0) for (const goOn of this.#standing.splice(0)) goOn();
  }

  async #steps(message: Run, input: SimulationInput): Promise<void> {
    const { post, pause, clock } = this.#parts;
    const simulator = this.#simulator;
    if (!simulator) return;
    const { run } = message;
    const steps = simulator.run(input, clock);
    const startedAt = clock();
    let turnAt = startedAt;
    let toldAt = startedAt + PROGRESS_AFTER_MS - PROGRESS_EVERY_MS;
    for (;;) {
      const step = steps.next();
      if (step.done) {
        if (step.value.kind === "done") this.#postResult(run, step.value.result, true);
        else if (step.value.kind === "invalid") post({ kind: "invalid", run, problems: step.value.problems });
        else post({ kind: "not-simulated", run, because: step.value.because });
        return;
      }
      const now = clock();
      if (step.value.kind === "result") this.#postResult(run, step.value.result, false);
      else if (now - toldAt >= PROGRESS_EVERY_MS) {
        toldAt = now;
        post({ kind: "progress", run, progress: step.value.progress });
      }
      if (now - turnAt < TURN_MS) continue;
      await pause();
      if (this.#wanted !== message || this.#simulator !== simulator) return;
      turnAt = clock();
    }
  }

  #postResult(run: number, result: SimulationResult, isLast: boolean): void {
    const { copy, buffers } = toTransferable(result);
    this.#parts.post({ kind: "result", run, result: copy, isLast }, buffers);
  }

  async #answerNode(message: NodeQuestion): Promise<void> {
    const { post, pause } = this.#parts;
    this.#nodeQuestion = message;
    await pause();
    post({ kind: "node", question: message.question, moment: await this.#momentOf(message) });
  }

  /** Questions come as fast as a pointer moves along the time axis: only the last one is worth its answer, the others get null. */
  async #momentOf(message: NodeQuestion): Promise<NodeMoment | null> {
    const { pause, clock } = this.#parts;
    const { side, node, atMs } = message;
    const simulator = this.#simulator;
    const steps = simulator?.nodeAtSteps(side, node, atMs);
    for (let turnAt = clock(); steps; ) {
      if (this.#nodeQuestion !== message || this.#simulator !== simulator) return null;
      const step = steps.next();
      if (step.done) return step.value;
      if (clock() - turnAt < TURN_MS) continue;
      await pause();
      turnAt = clock();
    }
    return null;
  }

  async #compare(message: CompareQuestion): Promise<void> {
    this.#compareQuestion = message;
    const { question, input, proposals } = message;
    const simulator = this.#simulator;
    const isWanted = () => this.#compareQuestion === message && this.#simulator === simulator;
    const comparison = await this.#answer(question, simulator?.compare(input, proposals), isWanted);
    this.#parts.post({ kind: "compared", question, comparison });
  }

  /** A search takes longer than a page takes to refresh itself: nodes that are read anew meanwhile do not end it. */
  async #recommend(message: RecommendQuestion): Promise<void> {
    this.#recommendQuestion = message;
    const { question, input, goal } = message;
    const steps = this.#simulator?.recommend(input, goal);
    const outcome = await this.#answer(question, steps, () => this.#recommendQuestion === message);
    this.#parts.post({ kind: "recommended", question, outcome });
  }

  /** A question's steps to the end, runs going first; null where it is wanted no more, or fails. */
  async #answer<Answer>(
    question: number,
    steps: Generator<number, Answer> | undefined,
    isWanted: () => boolean,
  ): Promise<Answer | null> {
    if (!steps) return null;
    try {
      return await this.#stepsOf(question, steps, isWanted);
    } catch (error) {
      console.error(error);
      return null;
    }
  }

  async #stepsOf<Answer>(
    question: number,
    steps: Generator<number, Answer>,
    isWanted: () => boolean,
  ): Promise<Answer | null> {
    const { post, pause, clock } = this.#parts;
    for (let turnAt = clock(), toldAt = turnAt; ; ) {
      const step = steps.next();
      if (step.done) return step.value;
      const now = clock();
      if (now - toldAt >= PROGRESS_EVERY_MS) {
        toldAt = now;
        post({ kind: "question-progress", question, doneRatio: step.value });
      }
      if (now - turnAt < TURN_MS) continue;
      await pause();
      if (this.#runCount > 0) await new Promise<void>((goOn) => this.#standing.push(goOn));
      if (!isWanted()) return null;
      turnAt = clock();
    }
  }
}
