import type {
  DemoBegin,
  DemoBegun,
  DemoEnd,
  DemoEnded,
  DemoFollow,
  DemoFollowed,
  DemoStatus,
} from "@/lib/domain/api/demo";

/** Why the demonstration does not go on, in words for a person. */
export class DemoProblem extends Error {
  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
  }
}

const UNREACHABLE = new DemoProblem("The server does not answer.", "See whether it is still running, then try again.");

async function answerTo<Answer>(path: string, init: RequestInit): Promise<Answer> {
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(path, init);
    body = await response.json();
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw UNREACHABLE;
  }
  if (response.ok) return body as Answer;
  const { detail, remedy } = body as Readonly<Record<string, unknown>>;
  throw new DemoProblem(
    typeof detail === "string" ? detail : `The server answered ${response.status}.`,
    typeof remedy === "string" ? remedy : "Try again; if it stays, the server's log says more.",
  );
}

const post = <Answer>(path: string, body: unknown, signal?: AbortSignal): Promise<Answer> =>
  answerTo(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });

/** This server's own interface to its embedded account; each rejects with a DemoProblem. */
export const demoApi = {
  status: (signal: AbortSignal) => answerTo<DemoStatus>("/api/demo", { signal }),
  begin: (body: DemoBegin) => post<DemoBegun>("/api/demo/begin", body),
  follow: (body: DemoFollow, signal: AbortSignal) => post<DemoFollowed>("/api/demo/follow", body, signal),
  end: (body: DemoEnd) => post<DemoEnded>("/api/demo/end", body),
};
