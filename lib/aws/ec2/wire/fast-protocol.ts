import "server-only";
import type { ServiceOutputTypes } from "@aws-sdk/client-ec2";
import { AwsEc2QueryProtocol } from "@aws-sdk/core/protocols";
import { ANSWER_SHAPES } from "@/lib/aws/ec2/wire/answer-shapes";
import { XmlReader } from "@/lib/aws/ec2/wire/xml-reader";
import { EC2_APIS, type Ec2Api } from "@/lib/domain/vpc/snapshot";

type Answer = Pick<ServiceOutputTypes, "$metadata">;

const apiOf = (operation: string): Ec2Api | undefined => EC2_APIS.find((api) => api === operation);

/** The answer's whole body. It is parsed from its bytes, so it is never made into one string. */
async function bytesOf(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * The SDK's EC2 query protocol with another reading of good answers: only the fields that Eniscope uses, straight from
 * the bytes, leaves as text. The SDK's own reading builds every field of every record, an order of magnitude slower.
 * Requests, signing, errors and every other operation stay the SDK's. This overrides an internal interface: the
 * versions are pinned, and fast-protocol.test.ts compares it with the SDK's own output.
 */
export class FastEc2Protocol extends AwsEc2QueryProtocol {
  override async deserializeResponse<Output extends Answer>(
    ...[operation, context, response]: Parameters<AwsEc2QueryProtocol["deserializeResponse"]>
  ): Promise<Output> {
    const api = apiOf(operation.name.split("#").at(-1) ?? operation.name);
    if (api === undefined || response.statusCode >= 300) return super.deserializeResponse(operation, context, response);
    const bytes = await bytesOf(response.body);
    const answer = new XmlReader(bytes).readDocument(`${api}Response`, ANSWER_SHAPES[api]);
    return { ...answer, $metadata: this.deserializeMetadata(response) } as Answer as Output;
  }
}
