import { type ReadingOutcome, readEnvironment } from "@/lib/domain/patch/read-environment";

export interface PasteQuestion {
  readonly question: number;
  readonly text: string;
}
export interface PasteAnswer {
  readonly question: number;
  readonly outcome: ReadingOutcome;
}

/** The part of a worker's scope that is used here: the project's types are those of a window. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<PasteQuestion>) => void) | null;
  postMessage(message: PasteAnswer): void;
}
const scope = self as unknown as WorkerScope;

scope.onmessage = ({ data: { question, text } }) => {
  scope.postMessage({ question, outcome: readEnvironment(text) });
};
