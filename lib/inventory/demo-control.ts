import "server-only";
import {
  CONTROL_ACTIONS,
  CONTROL_PATH,
  type ControlAction,
  type ControlAnswer,
  type ControlQuestion,
  controlRefusalSchema,
} from "@/lib/domain/api/demo";
import type { Problem } from "@/lib/domain/problem";

const TIMEOUT_MS = 60_000;

/**
 * The control of the account that this process has started itself. It is made from that account's own endpoint and from
 * nothing that anybody configures, so that no real account can ever be asked.
 */
export class DemoControl {
  constructor(private readonly endpoint: string) {}

  async ask<Action extends ControlAction>(
    action: Action,
    question: ControlQuestion<Action>,
  ): Promise<{ readonly answer: ControlAnswer<Action> } | { readonly problem: Problem }> {
    const response = await fetch(new URL(CONTROL_PATH + action, this.endpoint), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(question),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const body: unknown = await response.json();
    if (response.ok) return { answer: CONTROL_ACTIONS[action].gives.parse(body) as ControlAnswer<Action> };
    const refusal = controlRefusalSchema.safeParse(body);
    const message = refusal.success ? refusal.data.message : "The demonstration account failed.";
    return { problem: refusedBy(response.status, message) };
  }
}

function refusedBy(status: number, message: string): Problem {
  if (status === 404) return { code: "not-found", message, remedy: "Choose another cluster.", retryable: false };
  if (status === 409) {
    return { code: "conflict", message, remedy: "Wait for it, or begin again.", retryable: false };
  }
  return { code: "internal", message, remedy: "The server's log says more.", retryable: false };
}
