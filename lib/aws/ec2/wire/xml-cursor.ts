import "server-only";
import { MalformedAnswer } from "@/lib/aws/connection/malformed-answer";
import { hashStep } from "@/lib/aws/ec2/wire/shape";

export const LESS = 0x3c;
export const SLASH = 0x2f;
export const SPACE = 0x20;
const GREATER = 0x3e;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const BANG = 0x21;
const QUESTION = 0x3f;
const BRACKET = 0x5b;
const DASH = 0x2d;
const NEWLINE = 0x0a;
const FOUR_SPACES = 0x20202020;
const NO_WORDS = new Int32Array(0);

/**
 * Goes through the tags of an XML document as bytes. Elements are matched by position and by the length and first letter
 * of their names, which catches every cut; it is no validator.
 */
export class XmlCursor {
  /** Where the next byte is read. */
  protected at = 0;
  /** The name of the last tag, and the hash of a start tag's. */
  protected nameStart = 0;
  protected nameEnd = 0;
  protected nameHash = 0;
  protected isSelfClosing = false;

  /** The same bytes, four at a time. */
  private readonly words: Int32Array;

  constructor(protected readonly bytes: Buffer) {
    this.words =
      bytes.byteOffset % 4 === 0 ? new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2) : NO_WORDS;
    if (bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) this.at = 3;
  }

  protected malformed(what: string): MalformedAnswer {
    return new MalformedAnswer(`the XML breaks at byte ${this.at} of ${this.bytes.length}: ${what}`);
  }

  /**
   * Goes past the next tag, over text, comments and instructions. True for a start tag, whose name and hash are then
   * set; false for an end tag, whose name is set.
   */
  protected nextTag(): boolean {
    const { bytes } = this;
    let at = this.skipSpaces(this.at);
    for (;;) {
      while (at < bytes.length && bytes[at] !== LESS) at++;
      const byte = bytes[at + 1];
      if (byte === undefined) throw this.cutAt(at);
      if (byte === SLASH) {
        this.readEndName(at + 2);
        return false;
      }
      if (byte !== BANG && byte !== QUESTION) {
        this.readStartName(at + 1);
        return true;
      }
      at = this.markupEnd(at);
    }
  }

  /** EC2 indents its answers, so a third of a page is spaces: they are taken four at a time. */
  private skipSpaces(start: number): number {
    const { bytes, words } = this;
    let at = bytes[start] === NEWLINE ? start + 1 : start;
    while ((at & 3) !== 0 && bytes[at] === SPACE) at++;
    if ((at & 3) !== 0) return at;
    let word = at >> 2;
    while (words[word] === FOUR_SPACES) word++;
    return word << 2;
  }

  /** An end tag at `at` that closes the element named by `nameStart` to `nameEnd`; goes past it. */
  protected closeAt(at: number, nameStart: number, nameEnd: number): void {
    const { bytes } = this;
    const end = at + 2 + nameEnd - nameStart;
    if (bytes[end] === GREATER && bytes[at + 2] === bytes[nameStart]) {
      this.at = end + 1;
      return;
    }
    this.readEndName(at + 2);
    this.checkEnd(nameStart, nameEnd);
  }

  protected checkEnd(nameStart: number, nameEnd: number): void {
    const isSame =
      nameEnd - nameStart === this.nameEnd - this.nameStart && this.bytes[nameStart] === this.bytes[this.nameStart];
    if (!isSame) throw this.malformed("an end tag does not fit its start tag");
  }

  /** Passes over the element whose start tag was just read. */
  protected skipElement(): void {
    if (this.isSelfClosing) return;
    const { bytes, nameStart, nameEnd } = this;
    let at = this.at;
    while (at < bytes.length && bytes[at] !== LESS) at++;
    if (bytes[at + 1] === SLASH) {
      this.closeAt(at, nameStart, nameEnd);
      return;
    }
    let depth = 1;
    while (depth > 0) {
      if (!this.nextTag()) depth--;
      else if (!this.isSelfClosing) depth++;
    }
    this.checkEnd(nameStart, nameEnd);
  }

  private cutAt(at: number): MalformedAnswer {
    this.at = at;
    return this.malformed("it ends too early");
  }

  private readEndName(start: number): void {
    const { bytes } = this;
    let at = start;
    while (at < bytes.length && bytes[at] !== GREATER) at++;
    if (at >= bytes.length) throw this.cutAt(at);
    this.at = at + 1;
    while (at > start && (bytes[at - 1] ?? 0) <= SPACE) at--;
    this.nameStart = start;
    this.nameEnd = at;
  }

  private readStartName(start: number): void {
    const { bytes } = this;
    let at = start;
    let hash = 0;
    let byte = bytes[at] ?? 0;
    while (byte > SPACE && byte !== GREATER && byte !== SLASH) {
      hash = hashStep(hash, byte);
      byte = bytes[++at] ?? 0;
    }
    this.nameStart = start;
    this.nameEnd = at;
    this.nameHash = hash;
    this.isSelfClosing = false;
    if (byte === GREATER) this.at = at + 1;
    else this.skipAttributes(at);
  }

  /** Attributes carry nothing that is read; a quoted `>` does not end the tag. */
  private skipAttributes(start: number): void {
    const { bytes } = this;
    let quote = 0;
    for (let at = start; at < bytes.length; at++) {
      const byte = bytes[at];
      if (quote !== 0) {
        if (byte === quote) quote = 0;
      } else if (byte === QUOTE || byte === APOSTROPHE) quote = byte;
      else if (byte === GREATER) {
        this.isSelfClosing = bytes[at - 1] === SLASH;
        this.at = at + 1;
        return;
      }
    }
    throw this.cutAt(bytes.length);
  }

  /** The end of a comment, an instruction, a CDATA section or a document type that starts at `at`. */
  private markupEnd(at: number): number {
    const { bytes } = this;
    const isInstruction = bytes[at + 1] === QUESTION;
    const isData = bytes[at + 2] === BRACKET;
    const isComment = bytes[at + 2] === DASH;
    const closing = isInstruction ? "?>" : isData ? "]]>" : isComment ? "-->" : ">";
    const end = bytes.indexOf(closing, at + 2, "latin1");
    if (end < 0) throw this.cutAt(bytes.length);
    return end + closing.length;
  }
}
