import type { IncomingMessage, ServerResponse } from "node:http";
import { answer, requestIdOf } from "@/lib/demo/actions/answer";
import { Control } from "@/lib/demo/control/control";
import { controlReply, isControlPath } from "@/lib/demo/control/control-endpoint";
import { breakOff, type Faults, failAsAsked } from "@/lib/demo/faults";
import { LOOKUPS_PER_SECOND } from "@/lib/demo/trail/lookup-limit";
import { TrailEndpoint } from "@/lib/demo/trail/trail-endpoint";
import { VirtualClock } from "@/lib/demo/virtual-clock";
import { Ec2Error, errorXml } from "@/lib/demo/wire/error";
import { isAllowedHost } from "@/lib/demo/wire/host-check";
import { JsonError, jsonErrorBody } from "@/lib/demo/wire/json-error";
import { TokenSealer } from "@/lib/demo/wire/page";
import { Query } from "@/lib/demo/wire/query";
import { RequestBudget } from "@/lib/demo/wire/throttle";
import { World } from "@/lib/demo/world";

export interface EndpointOptions extends Faults {
  /** The same seed, node count and start time give the same account, byte for byte. */
  readonly seed: number;
  /** EKS nodes of all clusters together, 10 to 50,000. */
  readonly nodeCount: number;
  /** The account's seconds for each of the machine's; 0 stops its time. */
  readonly speed: number;
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

/** EC2 takes far less; a form with 10,000 ids is about 400 KB. */
const MAX_BODY_BYTES = 1_000_000;

/** One account behind one address: tells the protocols apart, and lets the account live on before each answer. */
export class AccountEndpoint {
  private readonly clock: VirtualClock;
  private readonly world: World;
  private readonly control: Control;
  private readonly cloudTrail: TrailEndpoint;
  private readonly sealer: TokenSealer;
  private readonly budget: RequestBudget | null;

  constructor(
    private readonly options: EndpointOptions,
    private readonly host: string,
  ) {
    const { seed, nodeCount, speed, trailHours, now = Date.now } = options;
    this.clock = new VirtualClock(options.startTime ?? now(), speed, now);
    const { startTime } = this.clock;
    this.world = new World({ seed, nodeCount, startTime, hidesManaged: options.hideManaged ?? false, trailHours });
    this.sealer = new TokenSealer(`${seed}/${nodeCount}`);
    this.budget = options.throttle ? new RequestBudget(now) : null;
    this.control = new Control(this.world, this.clock, now);
    const lookupsPerSecond = options.lookupsPerSecond ?? LOOKUPS_PER_SECOND;
    this.cloudTrail = new TrailEndpoint({ faults: options, sealer: this.sealer, lookupsPerSecond, now });
  }

  readonly listener = (request: IncomingMessage, response: ServerResponse): void => {
    this.reply(request, response).catch((error) => {
      console.error("demo account:", error);
      response.destroy();
    });
  };

  private async reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let requestId = this.requestIdOf("", 0);
    try {
      if (!isAllowedHost(request.headers.host, this.host)) {
        throw new Ec2Error("Forbidden", "This endpoint answers to its own address only; check the endpoint URL.", 403);
      }
      const target = request.headers["x-amz-target"];
      if (typeof target === "string") return await this.replyAsCloudTrail(target, request, response);
      if (isControlPath(request.url)) return await this.replyAsControl(request, response);
      const form = await readForm(request);
      requestId = this.requestIdOf(form);
      send(response, 200, await this.answerOfEc2(form, requestId), requestId);
    } catch (error) {
      // The caller has gone: there is nobody to answer, and nothing is wrong here.
      if (request.destroyed && !request.complete) return;
      const refusal =
        error instanceof Ec2Error ? error : new Ec2Error("InternalError", "An internal error has occurred", 500);
      if (refusal !== error) console.error("demo account:", error);
      send(response, refusal.status, Buffer.from(errorXml(refusal, requestId)), requestId);
    }
  }

  private async answerOfEc2(form: string, requestId: string): Promise<Buffer> {
    await this.waitAsAsked();
    const query = new Query(new URLSearchParams(form));
    failAsAsked(this.options, query.action);
    this.budget?.spend(query);
    this.control.catchUp();
    const body = answer(query, { account: this.world.account, sealer: this.sealer }, requestId);
    return this.options.truncate?.includes(query.action) ? breakOff(body) : body;
  }

  private async replyAsCloudTrail(target: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = (await readBody(request)).toString("utf8");
    const requestId = this.requestIdOf(body);
    this.options.onLookup?.(performance.now());
    await this.waitAsAsked();
    try {
      const answered = this.cloudTrail.answer(target, body, () => {
        this.control.catchUp();
        return { trail: this.world.account.trail, now: this.clock.startTime + this.clock.elapsedMs() };
      });
      send(response, 200, answered, requestId, AWS_JSON);
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
      send(response, error.status, Buffer.from(jsonErrorBody(error)), requestId, AWS_JSON);
    }
  }

  private async replyAsControl(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = this.requestIdOf(request.url ?? "");
    const { status, body } = await controlReply(this.control, request, () => readBody(request));
    send(response, status, body, requestId, "application/json");
  }

  private requestIdOf(asked: string, atMs = this.clock.elapsedMs()): string {
    return requestIdOf(String(this.options.seed), asked, atMs);
  }

  private async waitAsAsked(): Promise<void> {
    const { latencyMs } = this.options;
    if (latencyMs) await new Promise((resolve) => setTimeout(resolve, latencyMs));
  }
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
