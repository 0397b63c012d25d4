import "server-only";

/** What a scan finds, in the order of the file. Texts are JSON values as they stand in the file. */
export interface ScanListener {
  /** A member of a list: of one that a document names, or of a bare array (`list` is null then). `number` counts from 1. */
  element(text: string, list: string | null, number: number): void;
  /** A document ended: its lists (as far as they are wanted), and its other members. */
  document(lists: readonly string[], members: ReadonlyMap<string, string>): void;
  /** The file ends inside a value; `rest` is what there is of an element, empty between two of them. */
  cutShort(rest: string, list: string | null, number: number): void;
  /** Something that is no JSON stands here. */
  stray(line: number): void;
}

type Mode = "outside" | "stray-line" | "key" | "colon" | "value" | "list" | "capture";

const CODE = {
  tab: 9,
  newline: 10,
  return: 13,
  space: 32,
  quote: 34,
  comma: 44,
  colon: 58,
  open: 91,
  backslash: 92,
  close: 93,
  openBrace: 123,
  closeBrace: 125,
} as const;

const isSpace = (byte: number): boolean =>
  byte === CODE.space || byte === CODE.newline || byte === CODE.return || byte === CODE.tab;

/** No member beside a listing is larger; what is has nothing to do with it and is not kept. */
const LARGEST_MEMBER = 1 << 20;

/**
 * Walks through the JSON documents of a file as its bytes (UTF-8) come in, and gives the members of the wanted lists one
 * by one. So a file may hold several documents, be far larger than memory, or be cut short: all records before the cut
 * are still given. Values are only delimited here; whether they are sound JSON is for who parses them.
 */
export class JsonScanner {
  private mode: Mode = "outside";
  private line = 1;
  private pieces: Buffer[] = [];
  private pieceStart = 0;
  private depth = 0;
  private inString = false;
  private isEscaped = false;
  private isBareValue = false;
  /** Where a captured value goes. */
  private target: "key" | "member" | "element" = "key";
  private key = "";
  private list: string | null = null;
  private isBareArray = false;
  private number = 0;
  private lists: string[] = [];
  private members = new Map<string, string>();

  constructor(
    private readonly wantedLists: ReadonlySet<string>,
    private readonly listener: ScanListener,
  ) {}

  push(chunk: Buffer): void {
    this.pieceStart = 0;
    for (let at = 0; at < chunk.length; ) at = this.mode === "capture" ? this.capture(chunk, at) : this.step(chunk, at);
    if (this.mode === "capture") this.pieces.push(Buffer.from(chunk.subarray(this.pieceStart)));
  }

  end(): void {
    if (this.mode === "outside" || this.mode === "stray-line") return;
    if (this.lists.length > 0) this.listener.document(this.lists, this.members);
    const rest =
      this.mode === "capture" && this.target === "element" ? Buffer.concat(this.pieces).toString("utf8") : "";
    this.listener.cutShort(rest, this.list, this.number + (rest === "" ? 0 : 1));
  }

  /** Takes one byte between values and gives the place of the next one. */
  private step(chunk: Buffer, at: number): number {
    const byte = chunk[at] ?? 0;
    if (byte === CODE.newline) {
      this.line++;
      if (this.mode === "stray-line") this.mode = "outside";
    }
    if (isSpace(byte) || (byte === CODE.comma && this.mode !== "colon")) return at + 1;
    switch (this.mode) {
      case "outside":
        return this.outside(byte, at);
      case "key":
        return this.beforeKey(byte, at);
      case "colon":
        if (byte === CODE.colon) this.mode = "value";
        else this.strayHere();
        return at + 1;
      case "value":
        return this.beforeValue(byte, at);
      case "list":
        return this.inList(byte, at);
      default:
        return at + 1;
    }
  }

  private outside(byte: number, at: number): number {
    this.lists = [];
    this.members = new Map();
    this.list = null;
    this.number = 0;
    this.isBareArray = byte === CODE.open;
    if (byte === CODE.openBrace) this.mode = "key";
    else if (byte === CODE.open) this.mode = "list";
    else this.strayHere();
    return at + 1;
  }

  private strayHere(): void {
    this.listener.stray(this.line);
    this.mode = "stray-line";
  }

  private beforeKey(byte: number, at: number): number {
    if (byte === CODE.quote) return this.startCapture("key", byte, at);
    if (byte === CODE.closeBrace) {
      this.mode = "outside";
      this.listener.document(this.lists, this.members);
    } else this.strayHere();
    return at + 1;
  }

  private beforeValue(byte: number, at: number): number {
    // A record can have a member of a list's name (an instance has NetworkInterfaces), but never as its first one.
    const opensList = byte === CODE.open && this.wantedLists.has(this.key) && !this.isInsideRecord();
    if (!opensList) return this.startCapture("member", byte, at);
    this.list = this.key;
    this.lists.push(this.key);
    this.number = 0;
    this.mode = "list";
    return at + 1;
  }

  private isInsideRecord(): boolean {
    return [...this.members.keys()].some((member) => !NEUTRAL_MEMBERS.has(member));
  }

  private inList(byte: number, at: number): number {
    if (byte !== CODE.close) return this.startCapture("element", byte, at);
    this.mode = this.isBareArray ? "outside" : "key";
    if (this.isBareArray) this.listener.document([], this.members);
    this.list = null;
    return at + 1;
  }

  private startCapture(target: JsonScanner["target"], byte: number, at: number): number {
    this.mode = "capture";
    this.target = target;
    this.pieces = [];
    this.pieceStart = at;
    this.inString = byte === CODE.quote;
    this.isEscaped = false;
    this.depth = byte === CODE.openBrace || byte === CODE.open ? 1 : 0;
    this.isBareValue = !this.inString && this.depth === 0;
    return at + 1;
  }

  /** Goes on through a value to its end, or to that of the chunk; gives the place after it. */
  private capture(chunk: Buffer, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at] ?? 0;
      if (byte === CODE.newline) this.line++;
      if (this.inString) {
        if (this.isEscaped) this.isEscaped = false;
        else if (byte === CODE.backslash) this.isEscaped = true;
        else if (byte === CODE.quote) {
          this.inString = false;
          if (this.depth === 0) return this.finish(chunk, at + 1);
        }
      } else if (this.isBareValue) {
        if (isSpace(byte) || byte === CODE.comma || byte === CODE.close || byte === CODE.closeBrace)
          return this.finishBare(chunk, at);
      } else if (byte === CODE.quote) this.inString = true;
      else if (byte === CODE.openBrace || byte === CODE.open) this.depth++;
      else if ((byte === CODE.closeBrace || byte === CODE.close) && --this.depth === 0)
        return this.finish(chunk, at + 1);
    }
    return chunk.length;
  }

  /** A number, a word or garbage ends before the byte at `end`, which is looked at again. */
  private finishBare(chunk: Buffer, end: number): number {
    if (chunk[end] === CODE.newline) this.line--;
    return this.finish(chunk, end);
  }

  private finish(chunk: Buffer, end: number): number {
    const text = Buffer.concat([...this.pieces, chunk.subarray(this.pieceStart, end)]).toString("utf8");
    this.pieces = [];
    if (this.target === "key") {
      this.key = text.slice(1, -1);
      this.mode = "colon";
    } else if (this.target === "member") {
      this.members.set(this.key, text.length > LARGEST_MEMBER ? "null" : text);
      this.mode = "key";
    } else {
      this.mode = "list";
      this.listener.element(text, this.list, ++this.number);
    }
    return end;
  }
}

/** Members that stand beside a listing: the CLI's token of the next page, what the SDKs add. */
const NEUTRAL_MEMBERS: ReadonlySet<string> = new Set(["NextToken", "ResponseMetadata", "$metadata"]);
