import type { Incident } from "@/lib/domain/api/event";
import { formatCount } from "@/lib/format";

/** What AWS said, word for word, the most frequent first. */
export function MessageList({ messages }: Pick<Incident, "messages">) {
  return (
    <ul className="grid gap-1">
      {messages.map(({ kind, code, message, callCount }) => (
        <li key={`${kind} ${code} ${message}`} className="wrap-anywhere">
          <span className="text-muted">{formatCount(callCount)} ×</span>{" "}
          {message === null ? "no message" : <q>{message}</q>}{" "}
          <span className="text-sm text-muted">{code ?? "no code"}</span>
        </li>
      ))}
    </ul>
  );
}
