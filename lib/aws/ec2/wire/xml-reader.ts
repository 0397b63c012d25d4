import "server-only";
import { MalformedAnswer } from "@/lib/aws/connection/malformed-answer";
import type { WireRecord } from "@/lib/aws/ec2/record-fields";
import { AddressColumn } from "@/lib/aws/ec2/wire/address-column";
import { type Field, hashStep, type Shape, type StructShape } from "@/lib/aws/ec2/wire/shape";
import { TextCache } from "@/lib/aws/ec2/wire/text-cache";
import { LESS, SLASH, SPACE, XmlCursor } from "@/lib/aws/ec2/wire/xml-cursor";
import { decodeText, parseAddress } from "@/lib/aws/ec2/wire/xml-text";

const AMPERSAND = 0x26;
const CARRIAGE_RETURN = 0x0d;

const cache = new TextCache();

/** White space with a line break in it is the document's layout, as the SDK has it too. */
const withoutLayout = (text: string): string =>
  text.charCodeAt(0) <= SPACE && text.includes("\n") && text.trim() === "" ? "" : text;

export interface AnswerPlan {
  readonly rootName: string;
  readonly shape: StructShape;
  /** The list whose records are handed over one by one. */
  readonly list: string;
}

/** Reads the wanted fields of one XML document from its bytes. */
export class XmlReader extends XmlCursor {
  /**
   * Gives the root's fields. The records of the plan's list go to `take` as they are read, so that a page is never in
   * memory as a whole tree; those before a break have been taken when this throws. Without the list it is no answer.
   */
  readAnswer({ rootName, shape, list }: AnswerPlan, take: (record: unknown) => void): WireRecord {
    if (!this.nextTag()) throw this.malformed("an end tag before any element");
    const name = this.bytes.toString("latin1", this.nameStart, this.nameEnd);
    if (name !== rootName) throw new MalformedAnswer(`the answer is a <${name.slice(0, 60)}>, not a <${rootName}>`);
    let hasList = false;
    const record = this.readStruct(shape, (field) => {
      if (field.member !== list || field.shape.kind !== "list") return false;
      hasList = true;
      this.readItems(field.shape.of, take);
      return true;
    });
    if (!hasList) throw new MalformedAnswer(`the answer has no ${list}`);
    return record;
  }

  private readValue(shape: Shape): unknown {
    switch (shape.kind) {
      case "text":
        return this.readText();
      case "address":
        return this.readAddress();
      case "list":
        return this.readList(shape.of);
      case "addresses":
        return this.readAddresses(shape.item);
      case "struct":
        return this.readStruct(shape);
    }
  }

  /** `divert` may read a field itself, and then says so. */
  private readStruct(shape: StructShape, divert?: (field: Field) => boolean): WireRecord {
    const record: Record<string, unknown> = {};
    if (this.isSelfClosing) return record;
    const { nameStart, nameEnd } = this;
    while (this.nextTag()) {
      const field = shape.fields.get(this.nameHash);
      if (field === undefined || field.name.length !== this.nameEnd - this.nameStart) this.skipElement();
      else if (divert === undefined || !divert(field)) record[field.member] = this.readValue(field.shape);
    }
    this.checkEnd(nameStart, nameEnd);
    return record;
  }

  private readList(of: Shape): unknown[] {
    const items: unknown[] = [];
    this.readItems(of, (item) => items.push(item));
    return items;
  }

  private readItems(of: Shape, take: (item: unknown) => void): void {
    if (this.isSelfClosing) return;
    const { nameStart, nameEnd } = this;
    // EC2 names every list member `item`; whatever its name, a child is a member.
    while (this.nextTag()) take(this.readValue(of));
    this.checkEnd(nameStart, nameEnd);
  }

  /** As a list of structs with an address and a flag, without an object for each: most of a page is such addresses. */
  private readAddresses(item: StructShape): AddressColumn {
    const column = new AddressColumn();
    if (this.isSelfClosing) return column;
    const { nameStart, nameEnd } = this;
    while (this.nextTag()) this.readAddressItem(item, column);
    this.checkEnd(nameStart, nameEnd);
    return column;
  }

  private readAddressItem(item: StructShape, column: AddressColumn): void {
    let address: number | string | null = null;
    let flag: string | null = null;
    if (!this.isSelfClosing) {
      const { nameStart, nameEnd } = this;
      while (this.nextTag()) {
        const kind = item.fields.get(this.nameHash)?.shape.kind;
        if (kind === "address") address = this.readAddress();
        else if (kind === "text") flag = this.readText();
        else this.skipElement();
      }
      this.checkEnd(nameStart, nameEnd);
    }
    column.add(address, flag);
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
      this.closeAt(at, nameStart, nameEnd);
      return withoutLayout(cache.ascii(bytes, start, at, hash));
    }
    // Entities, CDATA, comments, letters beyond ASCII: rare enough to find the end first and decode then.
    if (this.nextTag()) throw this.malformed("an element where text is expected");
    this.checkEnd(nameStart, nameEnd);
    return withoutLayout(decodeText(bytes.toString("utf8", start, this.nameStart - "</".length)));
  }

  private readAddress(): number | string {
    if (this.isSelfClosing) return "";
    const { bytes, nameStart, nameEnd, at: start } = this;
    let end = start;
    while (end < bytes.length && bytes[end] !== LESS) end++;
    const address = parseAddress(bytes, start, end);
    if (address === null || bytes[end + 1] !== SLASH) return this.readText();
    this.closeAt(end, nameStart, nameEnd);
    return address;
  }
}
