import type { EniAttachment, EniRecord, EniTable, Tags } from "@/lib/domain/vpc/eni-table";

/** A growing Uint32Array: twice the room whenever it is full, trimmed at the end. */
class Uint32List {
  private values = new Uint32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Uint32Array(this.values.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length++] = value;
  }

  toArray(): Uint32Array {
    return this.values.slice(0, this.length);
  }
}

/** Gives the first equal value it was shown, so that a repeated text or tag set is stored once. */
class Interner<Value extends object> {
  private readonly known = new Map<string, Value>();

  intern(value: Value): Value {
    const key = JSON.stringify(value);
    const first = this.known.get(key);
    if (first) return first;
    // Parsed anew, since a piece of a large page's text would keep the whole page in memory.
    const own = JSON.parse(key) as Value;
    this.known.set(key, own);
    return own;
  }
}

/** Flattens a string that may be a slice of a large one, so that the large one can be collected. */
const ownText = (text: string): string => JSON.parse(JSON.stringify(text)) as string;

/** Packs ENI records into an EniTable. Records may come in any order; each gets the next row. */
export class EniTableBuilder {
  private readonly ids: (string | null)[] = [];
  private readonly attachments: (EniAttachment | null)[] = [];
  private readonly tags: Tags[] = [];
  private readonly shared: EniTable["shared"][number][] = [];
  private readonly sharedIndex = new Uint32List();
  private readonly sharedIndexOf = new Map<string, number>();
  private readonly tagSets = new Interner<Tags>();
  private readonly primary = new Uint32List();
  private readonly publicAddress = new Uint32List();
  private readonly secondary = new Uint32List();
  private readonly secondaryStart = new Uint32List();
  private readonly prefix = new Uint32List();
  private readonly prefixStart = new Uint32List();

  /** ENIs added so far. */
  get count(): number {
    return this.ids.length;
  }

  add(record: EniRecord): void {
    const { id, attachment, primaryAddress, publicAddress, secondaryAddresses, prefixes, tags, ...shared } = record;
    this.ids.push(id === null ? null : ownText(id));
    this.attachments.push(attachment && (JSON.parse(JSON.stringify(attachment)) as EniAttachment));
    this.tags.push(this.tagSets.intern(tags));
    this.sharedIndex.push(this.indexOfShared(shared));
    this.primary.push(primaryAddress ?? 0);
    this.publicAddress.push(publicAddress ?? 0);
    this.secondaryStart.push(this.secondary.length);
    for (const address of secondaryAddresses) this.secondary.push(address);
    this.prefixStart.push(this.prefix.length);
    for (const base of prefixes) this.prefix.push(base);
  }

  build(): EniTable {
    this.secondaryStart.push(this.secondary.length);
    this.prefixStart.push(this.prefix.length);
    return {
      count: this.ids.length,
      ids: this.ids,
      shared: this.shared,
      sharedIndex: this.sharedIndex.toArray(),
      attachments: this.attachments,
      tags: this.tags,
      primary: this.primary.toArray(),
      publicAddress: this.publicAddress.toArray(),
      secondary: this.secondary.toArray(),
      secondaryStart: this.secondaryStart.toArray(),
      prefix: this.prefix.toArray(),
      prefixStart: this.prefixStart.toArray(),
    };
  }

  private indexOfShared(shared: EniTable["shared"][number]): number {
    const key = JSON.stringify(shared);
    const known = this.sharedIndexOf.get(key);
    if (known !== undefined) return known;
    const index = this.shared.length;
    this.sharedIndexOf.set(key, index);
    this.shared.push(JSON.parse(key) as EniTable["shared"][number]);
    return index;
  }
}
