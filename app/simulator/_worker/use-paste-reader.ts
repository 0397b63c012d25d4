import { useEffect, useRef } from "react";
import type { PasteAnswer, PasteQuestion } from "@/app/simulator/_worker/paste-reader.worker";
import type { ReadingOutcome } from "@/lib/domain/patch/read-environment";

const startWorker = () => new Worker(new URL("./paste-reader.worker.ts", import.meta.url), { type: "module" });

/**
 * Reads pasted settings in a worker of their own: the reader of YAML is large and may take a second on nonsense, in which
 * neither the page nor a run should stand still. `onRead` hears of the last text only.
 */
export function usePasteReader(onRead: (outcome: ReadingOutcome) => void): (text: string) => void {
  const worker = useRef<Worker | null>(null);
  const last = useRef(0);
  const heard = useRef(onRead);
  useEffect(() => {
    heard.current = onRead;
  });
  useEffect(
    () => () => {
      worker.current?.terminate();
      worker.current = null;
    },
    [],
  );
  return (text) => {
    worker.current ??= startWorker();
    worker.current.onmessage = ({ data }: MessageEvent<PasteAnswer>) => {
      if (data.question === last.current) heard.current(data.outcome);
    };
    last.current += 1;
    worker.current.postMessage({ question: last.current, text } satisfies PasteQuestion);
  };
}
