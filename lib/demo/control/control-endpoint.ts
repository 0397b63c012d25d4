import type { IncomingMessage } from "node:http";
import type { Control } from "@/lib/demo/control/control";
import { Refusal } from "@/lib/demo/control/refusal";
import { CONTROL_ACTIONS, CONTROL_PATH, type ControlAction, type ControlQuestion } from "@/lib/domain/api/demo";

export interface ControlReply {
  readonly status: number;
  readonly body: Buffer;
}

const isAction = (name: string): name is ControlAction => Object.hasOwn(CONTROL_ACTIONS, name);

export const isControlPath = (url: string | undefined): boolean => url?.startsWith(CONTROL_PATH) === true;

/**
 * Answers a request to the account's control: POST /_demo/ACTION with a JSON body. Web pages are kept out: none of them
 * can send that content type to another origin without being allowed to, and nobody is.
 */
export async function controlReply(
  control: Control,
  request: IncomingMessage,
  readBody: () => Promise<Buffer>,
): Promise<ControlReply> {
  try {
    const action = actionOf(request);
    const body = await readBody();
    control.catchUp();
    return reply(200, answer(control, action, parseJson(body)));
  } catch (error) {
    if (error instanceof Refusal) return reply(error.status, { message: error.message });
    throw error;
  }
}

const reply = (status: number, value: unknown): ControlReply => ({ status, body: Buffer.from(JSON.stringify(value)) });

function actionOf({ url = "", method, headers }: IncomingMessage): ControlAction {
  if (headers.origin !== undefined) throw new Refusal(403, "Web pages do not control the account.");
  if (method !== "POST") throw new Refusal(405, "The account is controlled by POST only.");
  if (headers["content-type"]?.split(";")[0]?.trim() !== "application/json") {
    throw new Refusal(415, "Send JSON, as application/json.");
  }
  const name = url.slice(CONTROL_PATH.length);
  if (isAction(name)) return name;
  throw new Refusal(404, `There is no action ${name}; there are ${Object.keys(CONTROL_ACTIONS).join(", ")}.`);
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8") || "{}");
  } catch {
    throw new Refusal(400, "The body is no JSON.");
  }
}

function answer(control: Control, action: ControlAction, body: unknown): unknown {
  switch (action) {
    case "status":
      return control.status();
    case "hold":
      return control.hold(question(action, body));
    case "rollout":
      return control.rollout(question(action, body));
    case "advance":
      return control.advance(question(action, body));
    case "release":
      return control.release(question(action, body));
  }
}

function question<Action extends ControlAction>(action: Action, body: unknown): ControlQuestion<Action> {
  const parsed = CONTROL_ACTIONS[action].asks.safeParse(body);
  if (parsed.success) return parsed.data as ControlQuestion<Action>;
  const [issue] = parsed.error.issues;
  throw new Refusal(400, `${issue?.path.join(".") || "The body"}: ${issue?.message ?? "cannot be used"}`);
}
