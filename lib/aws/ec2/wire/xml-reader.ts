import "server-only";
import type { WireRecord } from "@/lib/aws/ec2/record-fields";
import { hashStep, type Shape, type StructShape } from "@/lib/aws/ec2/wire/shape";
import { TextCache } from "@/lib/aws/ec2/wire/text-cache";
import { decodeText, parseAddress } from "@/lib/aws/ec2/wire/xml-text";

const LESS = 0x3c;
const GREATER = 0x3e;
const SLASH = 0x2f;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const BANG = 0x21;
const QUESTION = 0x3f;
const AMPERSAND = 0x26;
const CARRIAGE_RETURN = 0x0d;
const BRACKET = 0x5b;
const SPACE = 0x20;

/** The answer is no XML, breaks off, or is not the answer that was asked for. */
export class MalformedAnswer extends Error {
  override readonly name = "MalformedAnswer";
}

const cache = new TextCache();

/** White space with a line break in it is the document's layout, as the SDK has it too. */
const withoutLayout = (text: string): string =>
  text.charCodeAt(0) <= SPACE && text.includes("\n") && text.trim() === "" ? "" : text;

/**
 * Reads the wanted fields of one XML document from its bytes. Elements are matched by position and by the length and
 * first letter of their names, which catches every cut; it is no validator.
 */
export class XmlReader {
  private at = 0;
  private nameStart = 0;
  private nameEnd = 0;
  private nameHash = 0;
  private isSelfClosing = false;

  constructor(private readonly bytes: Buffer) {}

  /** The fields of the root element, whose name must be `rootName`. */
  readDocument(rootName: string, shape: StructShape): WireRecord {
    if (this.bytes.length >= 3 && this.bytes[0] === 0xef && this.bytes[1] === 0xbb && this.bytes[2] === 0xbf)
      this.at = 3;
    if (!this.nextTag()) throw this.malformed("an end tag before any element");
    const name = this.bytes.toString("latin1", this.nameStart, this.nameEnd);
    if (name !== rootName) throw new MalformedAnswer(`the answer is a <${name.slice(0, 60)}>, not a <${rootName}>`);
    return this.readStruct(shape);
  }

  private malformed(what: string): MalformedAnswer {
    return new MalformedAnswer(`the XML breaks at byte ${this.at} of ${this.bytes.length}: ${what}`);
  }

  /**
   * Goes past the next tag, over text, comments and instructions. True for a start tag, whose name and hash are then
   * set; false for an end tag, whose name is set.
   */
  private nextTag(): boolean {
    const { bytes } = this;
    let at = this.at;
    for (;;) {
      while (at < bytes.length && bytes[at] !== LESS) at++;
      const byte = bytes[at + 1];
      if (byte === undefined) return this.failAt(at, "it ends inside an element");
      if (byte === SLASH) {
        this.at = at + 2;
        this.readEndName();
        return false;
      }
      if (byte !== BANG && byte !== QUESTION) {
        this.at = at + 1;
        this.readStartName();
        return true;
      }
      this.at = at;
      this.skipMarkup();
      at = this.at;
    }
  }

  private failAt(at: number, what: string): never {
    this.at = at;
    throw this.malformed(what);
  }

  private readEndName(): void {
    const { bytes } = this;
    let at = this.at;
    this.nameStart = at;
    while (at < bytes.length && bytes[at] !== GREATER) at++;
    if (at >= bytes.length) this.failAt(at, "it ends inside an end tag");
    this.at = at + 1;
    while (at > this.nameStart && (bytes[at - 1] ?? 0) <= SPACE) at--;
    this.nameEnd = at;
  }

  private readStartName(): void {
    const { bytes } = this;
    let at = this.at;
    let hash = 0;
    this.nameStart = at;
    let byte = bytes[at] ?? 0;
    while (byte > SPACE && byte !== GREATER && byte !== SLASH) {
      hash = hashStep(hash, byte);
      byte = bytes[++at] ?? 0;
    }
    this.nameEnd = at;
    this.nameHash = hash;
    if (byte === GREATER) {
      this.isSelfClosing = false;
      this.at = at + 1;
      return;
    }
    this.at = at;
    this.skipAttributes();
  }

  /** Attributes carry nothing that is read; a quoted `>` does not end the tag. */
  private skipAttributes(): void {
    const { bytes } = this;
    let quote = 0;
    for (let at = this.at; at < bytes.length; at++) {
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
    this.failAt(bytes.length, "it ends inside a tag");
  }

  /** A comment, an instruction, a CDATA section or a document type. */
  private skipMarkup(): void {
    const { bytes, at } = this;
    const [opening, closing] =
      bytes[at + 1] === QUESTION
        ? ["<?", "?>"]
        : bytes[at + 2] === BRACKET
          ? ["<![CDATA[", "]]>"]
          : bytes[at + 2] === 0x2d
            ? ["<!--", "-->"]
            : ["<!DOCTYPE", ">"];
    const end = bytes.indexOf(closing, at + opening.length, "latin1");
    if (end < 0) this.failAt(bytes.length, `it ends inside ${opening}`);
    this.at = end + closing.length;
  }

  private readValue(shape: Shape): unknown {
    switch (shape.kind) {
      case "text":
        return this.readText();
      case "address":
        return this.readAddress();
      case "list":
        return this.readList(shape.of);
      case "struct":
        return this.readStruct(shape);
    }
  }

  private readStruct(shape: StructShape): WireRecord {
    const record: Record<string, unknown> = {};
    if (this.isSelfClosing) return record;
    const { nameStart, nameEnd } = this;
    while (this.nextTag()) {
      const field = shape.fields.get(this.nameHash);
      if (field !== undefined && field.name.length === this.nameEnd - this.nameStart) {
        record[field.member] = this.readValue(field.shape);
      } else this.skipElement();
    }
    this.checkEnd(nameStart, nameEnd);
    return record;
  }

  private readList(of: Shape): unknown[] {
    const items: unknown[] = [];
    if (this.isSelfClosing) return items;
    const { nameStart, nameEnd } = this;
    // EC2 names every list member `item`; whatever its name, a child is a member.
    while (this.nextTag()) items.push(this.readValue(of));
    this.checkEnd(nameStart, nameEnd);
    return items;
  }

  private checkEnd(nameStart: number, nameEnd: number): void {
    const isSame =
      nameEnd - nameStart === this.nameEnd - this.nameStart && this.bytes[nameStart] === this.bytes[this.nameStart];
    if (!isSame) throw this.malformed("an end tag does not fit its start tag");
  }

  /** Passes over the element whose start tag was just read. */
  private skipElement(): void {
    if (this.isSelfClosing) return;
    const { nameStart, nameEnd } = this;
    let depth = 1;
    while (depth > 0) {
      if (!this.nextTag()) depth--;
      else if (!this.isSelfClosing) depth++;
    }
    this.checkEnd(nameStart, nameEnd);
  }

  private readText(): string {
    if (this.isSelfClosing) return "";
    const { bytes, nameStart, nameEnd, at: start } = this;
    let at = start;
    let hash = 0;
    let seen = 0;
    let isPlain = true;
    for (let byte = bytes[at]; byte !== undefined && byte !== LESS; byte = bytes[++at]) {
      hash = hashStep(hash, byte);
      seen |= byte;
      if (byte === AMPERSAND || byte === CARRIAGE_RETURN) isPlain = false;
    }
    if (bytes[at + 1] === SLASH && isPlain && seen < 0x80) {
      this.at = at + 2;
      this.readEndName();
      this.checkEnd(nameStart, nameEnd);
      return withoutLayout(cache.ascii(bytes, start, at, hash));
    }
    // Entities, CDATA, comments, letters beyond ASCII: rare enough to find the end first and decode then.
    if (this.nextTag()) throw this.malformed("an element where text is expected");
    this.checkEnd(nameStart, nameEnd);
    return withoutLayout(decodeText(bytes.toString("utf8", start, this.nameStart - "</".length)));
  }

  private readAddress(): number | string {
    const { bytes, nameStart, nameEnd, at: start } = this;
    if (this.isSelfClosing) return "";
    let end = start;
    while (end < bytes.length && bytes[end] !== LESS) end++;
    const address = parseAddress(bytes, start, end);
    if (address === null || bytes[end + 1] !== SLASH) return this.readText();
    this.at = end + 2;
    this.readEndName();
    this.checkEnd(nameStart, nameEnd);
    return address;
  }
}
