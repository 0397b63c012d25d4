import { useEffect, useRef, useState } from "react";
import type { Simulation } from "@/components/simulator/simulation-state";
import type { NodeMoment, SimulationResult } from "@/lib/domain/simulation/simulation-result";

/** A node on both sides of the run at one moment; a side on which there is no such node is null. */
export interface NodeMoments {
  readonly number: number;
  readonly atMs: number;
  readonly today: NodeMoment | null;
  readonly proposed: NodeMoment | null;
}

interface Question {
  readonly result: SimulationResult;
  readonly number: number;
  readonly atMs: number;
}

/**
 * Asks for a node's moments one after the other, always for the newest wish: a fast scrub skips what the worker had no
 * time for. Until an answer comes, the one before stays.
 */
export function useNodeMoments(nodeAt: Simulation["nodeAt"], question: Question): NodeMoments | null {
  const { result, number, atMs } = question;
  const [moments, setMoments] = useState<NodeMoments | null>(null);
  const wanted = useRef<Question | null>(null);
  const isAsking = useRef(false);
  useEffect(() => {
    wanted.current = { result, number, atMs };
    if (isAsking.current) return;
    isAsking.current = true;
    const askNewest = async () => {
      for (let next = wanted.current; next !== null; next = wanted.current) {
        wanted.current = null;
        const { number, atMs } = next;
        // One after the other: a newer question takes the place of one that has no answer yet.
        const today = await nodeAt("today", number, atMs);
        const proposed = await nodeAt("proposed", number, atMs);
        setMoments((before) => momentsAfter(before, { number, atMs, today, proposed }));
      }
      isAsking.current = false;
    };
    void askNewest();
  }, [nodeAt, result, number, atMs]);
  // While it is being asked for another node, the one before is nothing to show.
  return moments?.number === number ? moments : null;
}

/** The answer; a side that has none, since a newer run is on, keeps what it had of the same node. */
export function momentsAfter(before: NodeMoments | null, answer: NodeMoments): NodeMoments | null {
  const kept = before?.number === answer.number ? before : null;
  if (answer.today === null && answer.proposed === null) return kept;
  return { ...answer, today: answer.today ?? kept?.today ?? null, proposed: answer.proposed ?? kept?.proposed ?? null };
}
