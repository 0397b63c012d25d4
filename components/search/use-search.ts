import { useEffect, useState } from "react";
import type { SearchAnswer } from "@/lib/domain/api/node";
import type { ProblemDetails } from "@/lib/domain/api/problem-details";

export type SearchState =
  | { readonly kind: "idle" }
  | { readonly kind: "searching" }
  | { readonly kind: "found"; readonly data: SearchAnswer["data"] }
  | { readonly kind: "failed"; readonly message: string };

const DEBOUNCE_MS = 140;
const LIMIT = 10;
const UNREACHABLE = "The server does not answer. Is it still running?";

async function ask(query: string, limit: number, signal: AbortSignal): Promise<SearchState> {
  try {
    const response = await fetch(`/api/search?${new URLSearchParams({ q: query, limit: String(limit) })}`, { signal });
    if (response.ok) return { kind: "found", data: ((await response.json()) as SearchAnswer).data };
    const problem = (await response.json()) as Partial<ProblemDetails>;
    return { kind: "failed", message: [problem.detail, problem.remedy].filter(Boolean).join(" ") || UNREACHABLE };
  } catch {
    return { kind: "failed", message: UNREACHABLE };
  }
}

/** The server's answer to what is typed, asked once the typing rests; an answer to an older text never shows. */
export function useSearch(query: string, limit = LIMIT): SearchState {
  const [answer, setAnswer] = useState<{ readonly query: string; readonly state: SearchState } | null>(null);
  const text = query.trim();
  useEffect(() => {
    if (text === "") return;
    const controller = new AbortController();
    const timer = setTimeout(async () => {
      const state = await ask(text, limit, controller.signal);
      if (!controller.signal.aborted) setAnswer({ query: text, state });
    }, DEBOUNCE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [text, limit]);
  if (text === "") return { kind: "idle" };
  return answer?.query === text ? answer.state : { kind: "searching" };
}
