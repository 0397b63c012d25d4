import type { AskedSide, FromWorker, ScopeFrame, ScopeProblem, ToWorker } from "@/app/simulator/_worker/protocol";
import type { SimulationState } from "@/components/simulator/simulation-state";
import type { SimulationScope } from "@/lib/domain/api/simulation";
import type { Comparison, NamedProposal } from "@/lib/domain/simulation/comparison";
import type { RecommendationOutcome } from "@/lib/domain/simulation/recommend";
import type { RecommendationGoal } from "@/lib/domain/simulation/recommendation";
import type { ScopeHead, ScopeNodeHead } from "@/lib/domain/simulation/scope-head";
import type { SimulationInput } from "@/lib/domain/simulation/simulation-input";
import type { NodeMoment } from "@/lib/domain/simulation/simulation-result";

export type ScopeState =
  | { readonly kind: "reading" }
  | { readonly kind: "ready"; readonly scope: ScopeHead }
  | { readonly kind: "failed"; readonly problem: ScopeProblem; readonly isTrying: boolean };

export interface ClientState {
  readonly scope: ScopeState;
  readonly simulation: SimulationState;
}

/** One list, so that what depends on it alone is not drawn anew. */
const NONE: SimulationState["problems"] = [];

const IDLE: SimulationState = {
  status: "idle",
  result: null,
  resultInput: null,
  progress: null,
  problems: NONE,
  message: null,
};
const START: ClientState = { scope: { kind: "reading" }, simulation: IDLE };

const CRASHED = "The simulation stopped by a fault of its own. Change a setting back, or reload the page.";

interface Question {
  readonly settle: (message: FromWorker | null) => void;
  readonly onProgress?: (doneRatio: number) => void;
}

/** The page's side of the worker: a store that a component subscribes to, and the questions that are on their way. */
export class SimulatorClient {
  readonly #startWorker: () => Worker;
  readonly #listeners = new Set<() => void>();
  readonly #questions = new Map<number, Question>();
  #worker: Worker | null = null;
  #state = START;
  #last = 0;
  #path: string | null = null;
  #scope = 0;
  #run = 0;
  #input: SimulationInput | null = null;
  #coming: { readonly frame: ScopeFrame; readonly nodeCount: number; readonly nodes: ScopeNodeHead[] } | null = null;

  constructor(startWorker: () => Worker) {
    this.#startWorker = startWorker;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): ClientState => this.#state;

  /**
   * Reads a scope. One that is read anew stays on the screen, with its last result, until the newer one is there; so does
   * the problem of one that could not be read.
   */
  readonly open = (path: string): void => {
    const { scope } = this.#state;
    if (path !== this.#path || scope.kind === "reading") this.#set(START);
    else if (scope.kind === "failed") this.#set({ scope: { ...scope, isTrying: true }, simulation: IDLE });
    this.#path = path;
    this.#scope = ++this.#last;
    this.#coming = null;
    this.#tell({ kind: "scope", scope: this.#scope, path });
  };

  /** Takes a scope that the page has already. */
  readonly give = (whole: SimulationScope): void => {
    this.#set(START);
    this.#path = null;
    this.#scope = ++this.#last;
    this.#coming = null;
    this.#tell({ kind: "given-scope", scope: this.#scope, whole });
  };

  /** Runs an input in place of the one that is running. */
  readonly simulate = (input: SimulationInput): void => {
    this.#run = ++this.#last;
    this.#input = input;
    this.#setSimulation({ status: "running", progress: null, message: null });
    this.#tell({ kind: "run", run: this.#run, input });
  };

  readonly nodeAt = async (side: AskedSide, node: number, atMs: number): Promise<NodeMoment | null> => {
    const answer = await this.#ask((question) => ({ kind: "node", question, side, node, atMs }));
    return answer?.kind === "node" ? answer.moment : null;
  };

  readonly compare = async (proposals: readonly NamedProposal[]): Promise<Comparison | null> => {
    const input = this.#input;
    if (!input) return null;
    const answer = await this.#ask((question) => ({ kind: "compare", question, input, proposals }));
    return answer?.kind === "compared" ? answer.comparison : null;
  };

  readonly recommend = async (
    goal: RecommendationGoal,
    onProgress: (doneRatio: number) => void,
  ): Promise<RecommendationOutcome | null> => {
    const input = this.#input;
    if (!input) return null;
    const answer = await this.#ask((question) => ({ kind: "recommend", question, input, goal }), onProgress);
    return answer?.kind === "recommended" ? answer.outcome : null;
  };

  readonly close = (): void => {
    this.#worker?.terminate();
    this.#worker = null;
    this.#state = START;
    for (const { settle } of this.#questions.values()) settle(null);
    this.#questions.clear();
  };

  #ask(message: (question: number) => ToWorker, onProgress?: (doneRatio: number) => void): Promise<FromWorker | null> {
    const question = ++this.#last;
    return new Promise((settle) => {
      this.#questions.set(question, { settle, ...(onProgress && { onProgress }) });
      this.#tell(message(question));
    });
  }

  #tell(message: ToWorker): void {
    if (!this.#worker) {
      this.#worker = this.#start();
      // After a breakdown the scope is read once more; the run follows it.
      if (message.kind !== "scope" && this.#path !== null) this.open(this.#path);
    }
    this.#worker.postMessage(message);
  }

  #start(): Worker {
    const worker = this.#startWorker();
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => this.#hear(data);
    worker.onerror = (event) => {
      event.preventDefault();
      this.#crash();
    };
    return worker;
  }

  /** Nothing more is to be had from this worker: questions end, the page says so. */
  #crash(): void {
    const { scope } = this.#state;
    const problem = { code: "worker", message: "The simulator could not be started.", remedy: "Reload the page." };
    this.close();
    this.#set({
      scope: scope.kind === "ready" ? scope : { kind: "failed", problem, isTrying: false },
      simulation: { ...IDLE, status: "failed", message: CRASHED },
    });
  }

  #hear(message: FromWorker): void {
    if ("scope" in message) this.#hearScope(message);
    else if ("run" in message) this.#hearRun(message);
    else this.#hearAnswer(message);
  }

  #hearScope(message: Extract<FromWorker, { readonly scope: number }>): void {
    if (message.scope !== this.#scope) return;
    if (message.kind === "scope-failed") {
      this.#set({ scope: { kind: "failed", problem: message.problem, isTrying: false }, simulation: IDLE });
      return;
    }
    if (message.kind === "scope-frame") {
      this.#coming = { frame: message.frame, nodeCount: message.nodeCount, nodes: [] };
    } else this.#coming?.nodes.push(...message.nodes);
    if (!this.#coming || this.#coming.nodes.length < this.#coming.nodeCount) return;
    const { frame, nodes } = this.#coming;
    this.#coming = null;
    this.#set({ ...this.#state, scope: { kind: "ready", scope: { ...frame, nodes } } });
  }

  #hearRun(message: Extract<FromWorker, { readonly run: number }>): void {
    if (message.run !== this.#run) return;
    switch (message.kind) {
      case "progress":
        this.#setSimulation({ progress: message.progress });
        return;
      case "result":
        this.#setSimulation({
          status: message.isLast ? "done" : "running",
          result: message.result,
          resultInput: this.#input,
          problems: NONE,
          ...(message.isLast && { progress: null }),
        });
        return;
      case "invalid":
        this.#setSimulation({ status: "invalid", problems: message.problems, progress: null });
        return;
      case "not-simulated":
        this.#setSimulation({ status: "not-simulated", message: message.because, problems: NONE, progress: null });
        return;
      case "failed":
        this.#setSimulation({ status: "failed", message: message.message, problems: NONE, progress: null });
    }
  }

  #hearAnswer(message: Extract<FromWorker, { readonly question: number }>): void {
    const question = this.#questions.get(message.question);
    if (message.kind === "question-progress") {
      question?.onProgress?.(message.doneRatio);
      return;
    }
    this.#questions.delete(message.question);
    question?.settle(message);
  }

  #setSimulation(change: Partial<SimulationState>): void {
    this.#set({ ...this.#state, simulation: { ...this.#state.simulation, ...change } });
  }

  #set(state: ClientState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
