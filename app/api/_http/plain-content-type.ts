import { ServerResponse } from "node:http";

const PATCHED = Symbol.for("eniscope.plain-content-type");
const marks: { [PATCHED]?: true } & object = globalThis;

/**
 * Lets Next compress what routes answer. Next 16 hands a route's Content-Type to Node as a list of one
 * (base-http/node.js, appendHeader), and its own compression then takes the type for none; a route cannot say
 * Content-Encoding itself, Next drops it. So a list of one is set as the text that it holds, which sends the same header.
 */
export function setPlainContentType(): void {
  if (marks[PATCHED]) return;
  marks[PATCHED] = true;
  const { setHeader } = ServerResponse.prototype;
  ServerResponse.prototype.setHeader = function (this: ServerResponse, name, value) {
    const isListOfOne = Array.isArray(value) && value.length === 1 && name.toLowerCase() === "content-type";
    return setHeader.call(this, name, isListOfOne ? (value[0] ?? "") : value);
  };
}
