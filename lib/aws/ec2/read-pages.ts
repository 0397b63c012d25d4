import "server-only";
import { textOf, type WireRecord } from "@/lib/aws/ec2/record-fields";
import { MalformedAnswer } from "@/lib/aws/ec2/wire/xml-reader";

/**
 * Reads pages until one comes without a token; a page may be short or empty before the last one
 * (DescribeNetworkInterfaces, pagination). A token that comes again would lead in a circle and fails the listing.
 */
export async function readPages(
  send: (token: string | undefined) => Promise<WireRecord>,
  take: (page: WireRecord) => void,
): Promise<void> {
  const seen = new Set<string>();
  let token: string | undefined;
  do {
    const page = await send(token);
    take(page);
    token = textOf(page, "NextToken") ?? undefined;
    if (token !== undefined && seen.has(token))
      throw new MalformedAnswer("a page token came again: the listing would not end");
    if (token !== undefined) seen.add(token);
  } while (token !== undefined);
}
