import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ACTION_NAMES, answer, requestIdOf } from "@/lib/demo/actions/answer";
import { Control } from "@/lib/demo/control/control";
import { controlReply, isControlPath } from "@/lib/demo/control/control-endpoint";
import { breakOff, type Faults, failAsAsked } from "@/lib/demo/faults";
import { ACCOUNT_ID, REGION } from "@/lib/demo/state/account";
import { LOOKUPS_PER_SECOND } from "@/lib/demo/trail/lookup-limit";
import { TRAIL_ACTION, TrailEndpoint } from "@/lib/demo/trail/trail-endpoint";
import { VirtualClock } from "@/lib/demo/virtual-clock";
import { Ec2Error, errorXml } from "@/lib/demo/wire/error";
import { isAllowedHost } from "@/lib/demo/wire/host-check";
import { JsonError, jsonErrorBody } from "@/lib/demo/wire/json-error";
import { TokenSealer } from "@/lib/demo/wire/page";
import { Query } from "@/lib/demo/wire/query";
import { RequestBudget } from "@/lib/demo/wire/throttle";
import { World } from "@/lib/demo/world";

export interface DemoAccountOptions extends Faults {
  /** The same seed, node count and start time give the same account, byte for byte. */
  readonly seed: number;
  /** EKS nodes of all clusters together, 10 to 50,000. */
  readonly nodeCount: number;
  /** The account's seconds for each of the machine's; 0 stops its time. */
  readonly speed: number;
  /** 0 or absent: any free port. */
  readonly port?: number;
  readonly host?: string;
  /** The account's time at the start, milliseconds since the epoch; the machine's time when absent. */
  readonly startTime?: number;
  /** The machine's clock, for tests that move it. */
  readonly now?: () => number;
  /** Leave out what an AWS service manages unless the request says IncludeManagedResources. */
  readonly hideManaged?: boolean;
  /** Answer RequestLimitExceeded as a real account does once its token buckets are empty. */
  readonly throttle?: boolean;
  /** LookupEvents a second before ThrottlingException; CloudTrail's own limit when absent. */
  readonly lookupsPerSecond?: number;
  /** How many hours of events there are at the start. */
  readonly trailHours?: number;
  /** Told of each request for CloudTrail when it arrives, on the machine's clock. */
  readonly onLookup?: (at: number) => void;
}

export interface DemoAccount {
  readonly endpoint: string;
  readonly accountId: string;
  readonly region: string;
  close(): Promise<void>;
}

export const NODE_COUNT_BOUNDS = { min: 10, max: 50_000 };
export const ACTIONS: readonly string[] = [...ACTION_NAMES, TRAIL_ACTION];

/** EC2 takes far less; a form with 10,000 ids is about 400 KB. */
const MAX_BODY_BYTES = 1_000_000;

/**
 * Starts an embedded AWS account: an HTTP endpoint that speaks EC2's query protocol and CloudTrail's JSON protocol to any
 * client, whatever its credentials, and beside them takes the control's requests at /_demo/. Rejects with the system's
 * error when the port cannot be had.
 */
export async function startDemoAccount(options: DemoAccountOptions): Promise<DemoAccount> {
  const { min, max } = NODE_COUNT_BOUNDS;
  if (!Number.isInteger(options.nodeCount) || options.nodeCount < min || options.nodeCount > max) {
    throw new RangeError(`nodeCount must be a whole number of ${min} to ${max}, not ${options.nodeCount}`);
  }
  const host = options.host ?? "127.0.0.1";
  const server = createServer(handlerOf(options, host));
  server.requestTimeout = 30_000;
  await listen(server, options.port ?? 0, host);
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://${host.includes(":") ? `[${host}]` : host}:${port}`,
    accountId: ACCOUNT_ID,
    region: REGION,
    close: () => close(server),
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function handlerOf(options: DemoAccountOptions, host: string) {
  const now = options.now ?? Date.now;
  const clock = new VirtualClock(options.startTime ?? now(), options.speed, now);
  const world = new World({
    seed: options.seed,
    nodeCount: options.nodeCount,
    startTime: clock.startTime,
    hidesManaged: options.hideManaged ?? false,
    trailHours: options.trailHours,
  });
  const sealer = new TokenSealer(`${options.seed}/${options.nodeCount}`);
  const budget = options.throttle ? new RequestBudget(now) : null;

  const control = new Control(world, clock, now);
  const cloudTrail = new TrailEndpoint({
    faults: options,
    sealer,
    lookupsPerSecond: options.lookupsPerSecond ?? LOOKUPS_PER_SECOND,
    now,
  });

  const trailReply = async (target: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = (await readBody(request)).toString("utf8");
    const requestId = requestIdOf(String(options.seed), body, clock.elapsedMs());
    options.onLookup?.(performance.now());
    if (options.latencyMs) await new Promise((resolve) => setTimeout(resolve, options.latencyMs));
    try {
      const answered = cloudTrail.answer(target, body, () => {
        control.catchUp();
        return { trail: world.account.trail, now: clock.startTime + clock.elapsedMs() };
      });
      send(response, 200, answered, requestId, AWS_JSON);
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
      send(response, error.status, Buffer.from(jsonErrorBody(error)), requestId, AWS_JSON);
    }
  };

  const controlled = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = requestIdOf(String(options.seed), request.url ?? "", clock.elapsedMs());
    const { status, body } = await controlReply(control, request, () => readBody(request));
    send(response, status, body, requestId, "application/json");
  };

  const reply = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let requestId = requestIdOf(String(options.seed), "", 0);
    try {
      if (!isAllowedHost(request.headers.host, host)) {
        throw new Ec2Error("Forbidden", "This endpoint answers to its own address only; check the endpoint URL.", 403);
      }
      const target = request.headers["x-amz-target"];
      if (typeof target === "string") return await trailReply(target, request, response);
      if (isControlPath(request.url)) return await controlled(request, response);
      const form = await readForm(request);
      requestId = requestIdOf(String(options.seed), form, clock.elapsedMs());
      if (options.latencyMs) await new Promise((resolve) => setTimeout(resolve, options.latencyMs));
      const query = new Query(new URLSearchParams(form));
      failAsAsked(options, query.action);
      budget?.spend(query);
      control.catchUp();
      const body = answer(query, { account: world.account, sealer }, requestId);
      send(response, 200, options.truncate?.includes(query.action) ? breakOff(body) : body, requestId);
    } catch (error) {
      // The caller has gone: there is nobody to answer, and nothing is wrong here.
      if (request.destroyed && !request.complete) return;
      const refusal =
        error instanceof Ec2Error ? error : new Ec2Error("InternalError", "An internal error has occurred", 500);
      if (refusal !== error) console.error("demo account:", error);
      send(response, refusal.status, Buffer.from(errorXml(refusal, requestId)), requestId);
    }
  };
  return (request: IncomingMessage, response: ServerResponse): void => {
    reply(request, response).catch((error) => {
      console.error("demo account:", error);
      response.destroy();
    });
  };
}

/** The request's form: the body of a POST, the query string of a GET. */
async function readForm(request: IncomingMessage): Promise<string> {
  const [path = "", search = ""] = (request.url ?? "").split(/\?(.*)/s);
  if (path !== "/") throw new Ec2Error("InvalidAction", "EC2's query protocol lives at the path / only.", 404);
  if (request.method === "GET") return search;
  if (request.method !== "POST")
    throw new Ec2Error("UnsupportedProtocol", "Use POST, or GET with a query string.", 405);
  return (await readBody(request)).toString("utf8");
}

/** Rejects a body that is too long as soon as that is known; what still comes is read and thrown away, so that the refusal arrives. */
function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAX_BODY_BYTES) chunks.push(chunk);
      else reject(new Ec2Error("RequestEntityTooLarge", `A request holds at most ${MAX_BODY_BYTES} bytes.`, 413));
    });
    request.on("end", () => resolve(Buffer.concat(chunks)));
    request.on("error", reject);
    request.on("close", () => reject(new Error("the caller has gone")));
  });
}

const AWS_JSON = "application/x-amz-json-1.1";

function send(
  response: ServerResponse,
  status: number,
  body: Buffer,
  requestId: string,
  contentType = "text/xml;charset=UTF-8",
): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, {
    "Content-Type": contentType,
    "Content-Length": body.length,
    "Cache-Control": "no-cache, no-store",
    "x-amzn-requestid": requestId,
    ...(status === 413 ? { Connection: "close" } : {}),
  });
  response.end(body);
}
