import type { ScopeProblem } from "@/app/simulator/_worker/protocol";
import type { SimulationScope } from "@/lib/domain/api/simulation";

export type ScopeReading =
  | { readonly kind: "read"; readonly scope: SimulationScope }
  | { readonly kind: "failed"; readonly problem: ScopeProblem };

const UNREACHABLE: ScopeProblem = {
  code: "unreachable",
  message: "The server does not answer.",
  remedy: "See whether it is still running, then try again.",
};

/** Asks this server's own interface; whatever goes wrong comes back in words for a person. */
export async function readScope(path: string, signal: AbortSignal): Promise<ScopeReading> {
  try {
    const response = await fetch(path, { signal });
    const body: unknown = await response.json();
    if (response.ok) return { kind: "read", scope: (body as { readonly data: SimulationScope }).data };
    return { kind: "failed", problem: problemOf(body, response.status) };
  } catch {
    return { kind: "failed", problem: UNREACHABLE };
  }
}

function problemOf(body: unknown, status: number): ScopeProblem {
  const { code, detail, remedy } = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
  const text = (value: unknown, otherwise: string) => (typeof value === "string" ? value : otherwise);
  return {
    code: text(code, `http-${status}`),
    message: text(detail, `The server answered ${status}.`),
    remedy: text(remedy, "Try again; if it stays, the server's log says more."),
  };
}
