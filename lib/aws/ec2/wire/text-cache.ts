import "server-only";

const SLOTS = 1 << 13;
/** Longer text rarely repeats. */
const LONGEST = 96;

/**
 * Turns bytes into strings, and gives the same string again for text that was seen lately: an account repeats its ids,
 * zones, owners and tag keys on every ENI. The strings stand alone; none is a slice that keeps a page in memory.
 */
export class TextCache {
  private readonly slots: (string | undefined)[] = new Array(SLOTS);

  /** `hash` is that of the bytes `start` to `end`, all of which must be ASCII. */
  ascii(bytes: Buffer, start: number, end: number, hash: number): string {
    if (end - start > LONGEST) return bytes.toString("latin1", start, end);
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    const known = this.slots[slot];
    if (known !== undefined && isText(known, bytes, start, end)) return known;
    const text = bytes.toString("latin1", start, end);
    this.slots[slot] = text;
    return text;
  }
}

function isText(text: string, bytes: Buffer, start: number, end: number): boolean {
  if (text.length !== end - start) return false;
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== bytes[start + i]) return false;
  return true;
}
