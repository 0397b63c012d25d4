import "server-only";
import type { WireRecord } from "@/lib/aws/ec2/record-fields";
import { ANSWER_PLANS } from "@/lib/aws/ec2/wire/answer-shapes";
import { isRawAnswer } from "@/lib/aws/ec2/wire/raw-answer-protocol";
import { MalformedAnswer } from "@/lib/aws/ec2/wire/xml-cursor";
import { XmlReader } from "@/lib/aws/ec2/wire/xml-reader";
import type { Ec2Api } from "@/lib/domain/vpc/snapshot";

/** Reads what the SDK's client gave: records go to `take` one by one, the rest (the next page's token) is the result. */
export function readAnswer(api: Ec2Api, output: unknown, take: (record: unknown) => void): WireRecord {
  if (!isRawAnswer(output)) throw new MalformedAnswer(`there is no answer to ${api}`);
  return new XmlReader(output.body).readAnswer(ANSWER_PLANS[api], take);
}
