import "server-only";
import type { Readable } from "node:stream";
import type { ServiceOutputTypes } from "@aws-sdk/client-ec2";
import { AwsEc2QueryProtocol } from "@aws-sdk/core/protocols";

type Answer = Pick<ServiceOutputTypes, "$metadata">;

/** A good answer of EC2, unread. */
export interface RawAnswer extends Answer {
  readonly body: Buffer;
}

/**
 * The whole body in one piece; it is read from its bytes, so it is never made into one string. Listening is half as
 * costly as iterating, which a page of a hundred chunks shows.
 */
function bytesOf(body: Readable): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    body.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    body.on("error", reject);
    body.on("end", () => resolve(Buffer.concat(chunks)));
    // After an end or an error this does nothing any more.
    body.on("close", () => reject(Object.assign(new Error("the connection was cut"), { code: "ECONNRESET" })));
  });
}

/**
 * The SDK's EC2 query protocol, which leaves good answers as the bytes that came: `readAnswer` takes the wanted fields
 * from them, where the SDK's own reading builds every field of every record, several times slower. Requests, signing,
 * retries and errors stay the SDK's. This overrides an internal interface: the versions are pinned, and
 * wire-reading.test.ts compares what is read with the SDK's own output.
 */
export class RawAnswerProtocol extends AwsEc2QueryProtocol {
  override async deserializeResponse<Output extends Answer>(
    ...[operation, context, response]: Parameters<AwsEc2QueryProtocol["deserializeResponse"]>
  ): Promise<Output> {
    if (response.statusCode >= 300) return super.deserializeResponse(operation, context, response);
    const body = await bytesOf(response.body);
    const answer: RawAnswer = { body, $metadata: this.deserializeMetadata(response) };
    return answer as Answer as Output;
  }
}

export const isRawAnswer = (output: unknown): output is RawAnswer =>
  typeof output === "object" && output !== null && "body" in output && Buffer.isBuffer(output.body);
