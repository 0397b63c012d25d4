import "server-only";

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decodeReference(whole: string, hex?: string, decimal?: string, named?: string): string {
  if (named !== undefined) return NAMED[named] ?? whole;
  const codePoint = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : "\ufffd";
}

const decodeReferences = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi, decodeReference);

/** An element's content to text: references decoded, CDATA taken as it is, comments left out, line ends as XML has them. */
export function decodeText(content: string): string {
  let text = "";
  let plainFrom = 0;
  for (const match of content.matchAll(/<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g)) {
    text += decodeReferences(content.slice(plainFrom, match.index).replace(/\r\n?/g, "\n")) + (match[1] ?? "");
    plainFrom = match.index + match[0].length;
  }
  return text + decodeReferences(content.slice(plainFrom).replace(/\r\n?/g, "\n"));
}

/** Four decimal octets without leading zeros, as `parseIpv4` takes them, from bytes; null when they are none. */
export function parseAddress(bytes: Buffer, start: number, end: number): number | null {
  let address = 0;
  let octet = 0;
  let digitCount = 0;
  let dotCount = 0;
  for (let at = start; at <= end; at++) {
    const byte = at < end ? (bytes[at] ?? 0) : 0x2e;
    if (byte === 0x2e) {
      if (digitCount === 0 || octet > 255 || ++dotCount > 4) return null;
      address = address * 256 + octet;
      octet = 0;
      digitCount = 0;
    } else {
      const digit = byte - 0x30;
      if (digit < 0 || digit > 9 || (digitCount === 1 && octet === 0) || ++digitCount > 3) return null;
      octet = octet * 10 + digit;
    }
  }
  return dotCount === 4 ? address : null;
}
