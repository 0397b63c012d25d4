import { escapeXml } from "@/lib/demo/wire/xml";

/** An element's tags in bytes, made once and written often. */
export interface ElementBytes {
  readonly open: Uint8Array;
  readonly close: Uint8Array;
  readonly empty: Uint8Array;
}

const bytesOf = (text: string): Uint8Array => Buffer.from(text, "utf8");

export const elementBytes = (name: string): ElementBytes => ({
  open: bytesOf(`<${name}>`),
  close: bytesOf(`</${name}>`),
  empty: bytesOf(`<${name}/>`),
});

/** 1 for the characters that stand for themselves in XML and take one byte. */
const IS_PLAIN = Uint8Array.from({ length: 128 }, (_, code) =>
  code >= 32 && code < 127 && !"&<>\"'".includes(String.fromCharCode(code)) ? 1 : 0,
);

/** The digits of 0 to 255, four bytes each: their number, then the digits. */
const OCTETS = new Uint8Array(256 * 4);
for (let octet = 0; octet < 256; octet++) {
  const digits = bytesOf(String(octet));
  OCTETS[octet * 4] = digits.length;
  OCTETS.set(digits, octet * 4 + 1);
}

const SMALLEST_ROOM = 1024;
const DOT = 46;
const DASH = 45;

/**
 * A document being written, in bytes. A page of a large account is megabytes of short pieces; joining strings and encoding
 * them afterwards takes ten times as long.
 */
export class XmlBytes {
  private bytes: Buffer;
  private length = 0;

  constructor(expectedLength: number) {
    this.bytes = Buffer.allocUnsafe(Math.max(SMALLEST_ROOM, expectedLength));
  }

  /** The document so far; the writer must not be used after it is taken. */
  take(): Buffer {
    return this.bytes.subarray(0, this.length);
  }

  /** Ready XML. */
  raw(xml: string): void {
    this.makeRoom(xml.length * 3);
    this.length += this.bytes.write(xml, this.length, "utf8");
  }

  /** Ready XML in bytes. */
  constant(piece: Uint8Array): void {
    const { length } = piece;
    this.makeRoom(length);
    const { bytes } = this;
    const start = this.length;
    // A call into the engine costs as much as some thirty bytes by hand.
    if (length > 32) bytes.set(piece, start);
    else for (let i = 0; i < length; i++) bytes[start + i] = piece[i] ?? 0;
    this.length = start + length;
  }

  /** Text as element content. */
  text(text: string): void {
    const { length } = text;
    this.makeRoom(length);
    const { bytes } = this;
    const start = this.length;
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code > 127 || IS_PLAIN[code] === 0) {
        this.raw(escapeXml(text));
        return;
      }
      bytes[start + i] = code;
    }
    this.length = start + length;
  }

  /** `<name>text</name>`; nothing for null, since EC2 leaves out what does not exist. */
  element({ open, close, empty }: ElementBytes, text: string | null): void {
    if (text === null) return;
    if (text === "") {
      this.constant(empty);
    } else {
      this.constant(open);
      this.text(text);
      this.constant(close);
    }
  }

  /** An IPv4 address as `10.0.0.1`, or as `10-0-0-1` for names. */
  address(address: number, separator: "." | "-"): void {
    this.makeRoom(15);
    const byte = separator === "." ? DOT : DASH;
    this.octet(address >>> 24);
    this.bytes[this.length++] = byte;
    this.octet((address >>> 16) & 255);
    this.bytes[this.length++] = byte;
    this.octet((address >>> 8) & 255);
    this.bytes[this.length++] = byte;
    this.octet(address & 255);
  }

  private octet(value: number): void {
    const row = value * 4;
    const count = OCTETS[row] ?? 0;
    for (let i = 1; i <= count; i++) this.bytes[this.length++] = OCTETS[row + i] ?? 0;
  }

  private makeRoom(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.length + count));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}
