import "server-only";
import type { CloudTrailClient } from "@aws-sdk/client-cloudtrail";

/**
 * The SDK gives up a whole page of fifty for one item whose time is no number. Such a time is taken out before the SDK
 * reads the answer: the item is then one without a time, and not lost with the others.
 */
export function readLeniently(client: CloudTrailClient): void {
  client.middlewareStack.add(
    (next) => async (request) => {
      const result = await next(request);
      const { response } = result;
      if (!isResponse(response) || response.statusCode !== 200) return result;
      const bytes = await client.config.streamCollector(response.body);
      response.body = withoutOddTimes(bytes);
      return result;
    },
    { step: "deserialize", priority: "low", name: "lenientAnswer", override: true },
  );
}

const isResponse = (response: unknown): response is { statusCode: number; body: unknown } =>
  typeof response === "object" && response !== null && "statusCode" in response && "body" in response;

/** The same bytes where nothing is odd, and where they are no JSON: that is the SDK's to tell. */
function withoutOddTimes(bytes: Uint8Array): Uint8Array {
  let answer: unknown;
  try {
    answer = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8"));
  } catch {
    return bytes;
  }
  const events = typeof answer === "object" && answer !== null && "Events" in answer ? answer.Events : null;
  const odd = Array.isArray(events) ? events.filter(hasOddTime) : [];
  for (const event of odd) delete event.EventTime;
  return odd.length === 0 ? bytes : Buffer.from(JSON.stringify(answer));
}

const hasOddTime = (event: unknown): event is { EventTime?: unknown } =>
  typeof event === "object" && event !== null && "EventTime" in event && typeof event.EventTime !== "number";
