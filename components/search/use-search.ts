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

interface Answer {
  readonly state: SearchState;
  /** In so many seconds the server may have another answer, as while it reads the account for the first time; 0 for never. */
  readonly againInSeconds: number;
}

async function ask(query: string, limit: number, signal: AbortSignal): Promise<Answer> {
  try {
    const response = await fetch(`/api/search?${new URLSearchParams({ q: query, limit: String(limit) })}`, { signal });
    const answer: unknown = await response.json();
    if (response.ok) return { state: { kind: "found", data: (answer as SearchAnswer).data }, againInSeconds: 0 };
    const { detail, remedy } = answer as Partial<ProblemDetails>;
    const message = [detail, remedy].filter(Boolean).join(" ") || UNREACHABLE;
    return { state: { kind: "failed", message }, againInSeconds: Number(response.headers.get("Retry-After")) };
  } catch {
    return { state: { kind: "failed", message: UNREACHABLE }, againInSeconds: 0 };
  }
}

/** The server's answer to what is typed, asked once the typing rests; an answer to an older text never shows. */
export function useSearch(query: string, limit = LIMIT): SearchState {
  const [answer, setAnswer] = useState<{ readonly query: string; readonly state: SearchState } | null>(null);
  const text = query.trim();
  useEffect(() => {
    if (text === "") return;
    const controller = new AbortController();
    const look = async () => {
      const { state, againInSeconds } = await ask(text, limit, controller.signal);
      if (controller.signal.aborted) return;
      setAnswer({ query: text, state });
      if (againInSeconds > 0) timer = setTimeout(look, againInSeconds * 1000);
    };
    let timer = setTimeout(look, DEBOUNCE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [text, limit]);
  if (text === "") return { kind: "idle" };
  return answer?.query === text ? answer.state : { kind: "searching" };
}
