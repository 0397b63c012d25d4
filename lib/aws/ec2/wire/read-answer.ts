import "server-only";
import { MalformedAnswer } from "@/lib/aws/connection/malformed-answer";
import type { WireRecord } from "@/lib/aws/ec2/record-fields";
import { ANSWER_PLANS } from "@/lib/aws/ec2/wire/answer-shapes";
import { isRawAnswer } from "@/lib/aws/ec2/wire/raw-answer-protocol";
import { XmlReader } from "@/lib/aws/ec2/wire/xml-reader";
import type { Ec2Api } from "@/lib/domain/vpc/snapshot";

/** Reads what the SDK's client gave: records go to `take` one by one, the rest (the next page's token) is the result. */
export function readAnswer(api: Ec2Api, output: unknown, take: (record: unknown) => void): WireRecord {
  if (!isRawAnswer(output)) throw new MalformedAnswer(`there is no answer to ${api}`);
  return new XmlReader(output.body).readAnswer(ANSWER_PLANS[api], take);
}

/** EC2 sends the token after the list, so in the last bytes of the answer. */
const TAIL_BYTES = 8192;

/**
 * The next page's token before the answer is read, or null when it is not where EC2 puts it. Only a guess at what
 * `readAnswer` will give: to ask ahead, not to decide by.
 */
export function peekToken(output: unknown): string | null {
  if (!isRawAnswer(output)) return null;
  const tail = output.body.toString("latin1", Math.max(0, output.body.length - TAIL_BYTES));
  return /<nextToken>([\w+/=.:-]+)<\/nextToken>\s*<\/\w+>\s*$/.exec(tail)?.[1] ?? null;
}
