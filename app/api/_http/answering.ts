import type { z } from "zod";
import { parseBody } from "@/app/api/_http/body";
import type { Endpoint } from "@/app/api/_http/endpoints";
import { etagOf, matchesEtag } from "@/app/api/_http/etag";
import { INTERNAL, responseToProblem, responseWhileCollecting } from "@/app/api/_http/problem-response";
import { parseQuery } from "@/app/api/_http/query";
import type { Answer } from "@/lib/domain/api/common";
import type { Attempt, Outcome } from "@/lib/inventory/outcome";

interface Question<Parameter extends string, Query> {
  readonly path: Readonly<Record<Parameter, string>>;
  readonly query: Query;
}

interface RouteContext<Parameter extends string> {
  readonly params: Promise<Readonly<Record<Parameter, string>>>;
}

type AnyEndpoint<Parameter extends string, Query extends z.ZodObject, Data> = Endpoint<
  Parameter,
  Query,
  z.ZodType<Data>
>;

/** A route that answers from the snapshot: checked question in, ETag and cache headers out. */
export const answering =
  <Parameter extends string, Query extends z.ZodObject, Data>(
    endpoint: AnyEndpoint<Parameter, Query, Answer<Data>>,
    use: (question: Question<Parameter, z.output<Query>>) => Promise<Outcome<Data>>,
  ) =>
  (request: Request, context: RouteContext<Parameter>): Promise<Response> =>
    guarded(async () => {
      const url = new URL(request.url);
      const query = parseQuery(endpoint.query, url.searchParams);
      if (query.kind === "invalid") return responseToProblem(query.problem);
      const outcome = await use({ path: await context.params, query: query.value });
      if (endpoint.isLive && outcome.kind === "ready") {
        return Response.json(outcome.answer, { headers: { "Cache-Control": "no-store" } });
      }
      return responseToOutcome(outcome, request, url.pathname + url.search);
    });

/** A route that answers with a file, however long, or says why there is none. */
export const streaming =
  <Query extends z.ZodObject>(
    endpoint: AnyEndpoint<never, Query, unknown>,
    use: (query: z.output<Query>) => Promise<Response | Exclude<Outcome<never>, { readonly kind: "ready" }>>,
  ) =>
  (request: Request): Promise<Response> =>
    guarded(async () => {
      const url = new URL(request.url);
      const query = parseQuery(endpoint.query, url.searchParams);
      if (query.kind === "invalid") return responseToProblem(query.problem);
      const outcome = await use(query.value);
      return outcome instanceof Response ? outcome : responseToOutcome(outcome, request, url.pathname + url.search);
    });

/** A route about the process itself: never cached. */
export const reporting =
  <Report>(
    endpoint: AnyEndpoint<never, z.ZodObject, Report>,
    use: () => Promise<Report>,
    statusOf: (report: Report) => number = () => 200,
  ) =>
  (request: Request): Promise<Response> =>
    guarded(async () => {
      const query = parseQuery(endpoint.query, new URL(request.url).searchParams);
      if (query.kind === "invalid") return responseToProblem(query.problem);
      const report = await use();
      return Response.json(report, { status: statusOf(report), headers: { "Cache-Control": "no-store" } });
    });

/** A route that does something: checked body in, never cached. */
export const acting =
  <Body extends z.ZodObject, Report>(
    endpoint: AnyEndpoint<never, z.ZodObject, Report> & { readonly body: Body },
    use: (body: z.output<Body>) => Promise<Attempt<Report>>,
  ) =>
  (request: Request): Promise<Response> =>
    guarded(async () => {
      const query = parseQuery(endpoint.query, new URL(request.url).searchParams);
      if (query.kind === "invalid") return responseToProblem(query.problem);
      const body = await parseBody(endpoint.body, request);
      if (body.kind === "invalid") return responseToProblem(body.problem);
      return responseToAttempt(await use(body.value));
    });

/** A route about the process itself that may have nothing to tell: never cached. */
export const trying =
  <Report>(endpoint: AnyEndpoint<never, z.ZodObject, Report>, use: () => Promise<Attempt<Report>>) =>
  (request: Request): Promise<Response> =>
    guarded(async () => {
      const query = parseQuery(endpoint.query, new URL(request.url).searchParams);
      return query.kind === "invalid" ? responseToProblem(query.problem) : responseToAttempt(await use());
    });

const responseToAttempt = (attempt: Attempt<unknown>): Response =>
  attempt.kind === "problem"
    ? responseToProblem(attempt.problem)
    : Response.json(attempt.value, { headers: { "Cache-Control": "no-store" } });

async function guarded(answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    // Goes to the server's log only: what an unknown error says may name paths, hosts and accounts.
    console.error(error);
    return responseToProblem(INTERNAL);
  }
}

function responseToOutcome<Data>(outcome: Outcome<Data>, request: Request, question: string): Response {
  switch (outcome.kind) {
    case "ready":
      return responseToAnswer(outcome.answer, request, question);
    case "collecting":
      return responseWhileCollecting(outcome.progress);
    case "unavailable":
    case "not-found":
    case "invalid":
      return responseToProblem(outcome.problem);
  }
}

function responseToAnswer(answer: Answer<unknown>, request: Request, question: string): Response {
  const etag = etagOf(answer.snapshot, question);
  // The inventory is nobody's but the reader's, and each use asks whether a newer snapshot is there.
  const headers = { ETag: etag, "Cache-Control": "private, no-cache" };
  if (matchesEtag(request.headers.get("if-none-match"), etag)) return new Response(null, { status: 304, headers });
  return Response.json(answer, { headers });
}
