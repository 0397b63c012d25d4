import { useEffect, useState } from "react";
import { resultSentence } from "@/components/simulator/result-sentence";
import type { ScopeHead } from "@/lib/domain/simulation/scope-head";
import type { SimulationInput } from "@/lib/domain/simulation/simulation-input";
import type { SimulationResult } from "@/lib/domain/simulation/simulation-result";

/** Somebody who turns a knob on hears of the last figures only. */
const REST_MS = 800;

interface ResultStatusProps {
  readonly scope: ScopeHead;
  readonly result: SimulationResult | null;
  readonly resultInput: SimulationInput | null;
  readonly isBusy: boolean;
}

/** Tells those who do not see the figures change what they came to: once a change, when all of them are there. */
export function ResultStatus({ scope, result, resultInput, isBusy }: ResultStatusProps) {
  const [said, setSaid] = useState("");
  const isWhole = !isBusy && result?.stage === "complete" && resultInput !== null;
  const sentence = isWhole ? resultSentence(scope, result, resultInput) : null;
  useEffect(() => {
    if (sentence === null) return;
    const timer = setTimeout(() => setSaid(sentence), REST_MS);
    return () => clearTimeout(timer);
  }, [sentence]);
  return (
    <p role="status" aria-label="Result of the run" className="sr-only">
      {said}
    </p>
  );
}
