import { type EniAttachment, type EniRecord, type EniTable, eniAt, type Tags } from "@/lib/domain/vpc/eni-table";

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

type SharedPart = EniTable["shared"][number];

/** An ENI to add; the numbers may come from arrays or from another table. */
type NewEni = Omit<EniRecord, "secondaryAddresses" | "prefixes"> & {
  readonly secondaryAddresses: ArrayLike<number>;
  readonly prefixes: ArrayLike<number>;
};

const NO_TAGS: Tags = {};

function sharedPartOf(eni: NewEni): SharedPart {
  const { subnetId, vpcId, availabilityZone, ownerId, interfaceType, status, requesterId, requesterManaged } = eni;
  const { operatorManaged, operatorPrincipal, securityGroupIds, ipv6AddressCount, ipv6PrefixCount } = eni;
  return {
    subnetId,
    vpcId,
    availabilityZone,
    ownerId,
    interfaceType,
    status,
    requesterId,
    requesterManaged,
    operatorManaged,
    operatorPrincipal,
    securityGroupIds,
    ipv6AddressCount,
    ipv6PrefixCount,
    unreadableAddressCount: eni.unreadableAddressCount,
  };
}

/** Stands for "none": EC2 never sends it, nor the letters that part the members of a key. */
const NONE = "\u0001";

/** Equal parts, and only they, have equal keys. */
function keyOf(part: SharedPart): string {
  const { subnetId, vpcId, availabilityZone, ownerId, interfaceType, status, requesterId, operatorPrincipal } = part;
  const ids = `${subnetId ?? NONE}\0${vpcId ?? NONE}\0${availabilityZone ?? NONE}\0${ownerId ?? NONE}`;
  const kind = `${interfaceType ?? NONE}\0${status ?? NONE}\0${requesterId ?? NONE}\0${operatorPrincipal ?? NONE}`;
  const flags = `${part.requesterManaged}\0${part.operatorManaged}\0${part.securityGroupIds.join("\u0002")}`;
  return `${ids}\0${kind}\0${flags}\0${part.ipv6AddressCount}\0${part.ipv6PrefixCount}\0${part.unreadableAddressCount}`;
}

/**
 * Packs ENI records into an EniTable. Records may come in any order; each gets the next row. Text is kept as it is given:
 * a slice of a page would keep the whole page in memory, so the caller gives strings that stand alone.
 */
export class EniTableBuilder {
  private readonly ids: (string | null)[] = [];
  private readonly descriptions: (string | null)[] = [];
  private readonly attachments: (EniAttachment | null)[] = [];
  private readonly tags: Tags[] = [];
  private readonly shared: SharedPart[] = [];
  private readonly sharedIndex = new Uint32List();
  private readonly sharedIndexOf = new Map<string, number>();
  private readonly primary = new Uint32List();
  private readonly publicAddress = new Uint32List();
  private readonly secondary = new Uint32List();
  private readonly secondaryStart = new Uint32List();
  private readonly prefix = new Uint32List();
  private readonly prefixStart = new Uint32List();
  private readonly dropped = new Set<number>();

  /** ENIs added so far and not dropped. */
  get count(): number {
    return this.ids.length - this.dropped.size;
  }

  /** Adds an ENI and gives its row, by which it can be dropped before the table is built. */
  add(eni: NewEni): number {
    const row = this.ids.push(eni.id) - 1;
    this.descriptions.push(eni.description);
    this.attachments.push(eni.attachment);
    this.tags.push(Object.keys(eni.tags).length === 0 ? NO_TAGS : eni.tags);
    this.sharedIndex.push(this.indexOfShared(sharedPartOf(eni)));
    this.primary.push(eni.primaryAddress ?? 0);
    this.publicAddress.push(eni.publicAddress ?? 0);
    this.secondaryStart.push(this.secondary.length);
    for (let i = 0; i < eni.secondaryAddresses.length; i++) this.secondary.push(eni.secondaryAddresses[i] ?? 0);
    this.prefixStart.push(this.prefix.length);
    for (let i = 0; i < eni.prefixes.length; i++) this.prefix.push(eni.prefixes[i] ?? 0);
    return row;
  }

  /** Leaves the row out of the table; the rows after it move up. */
  drop(row: number): void {
    this.dropped.add(row);
  }

  build(): EniTable {
    const table = this.pack();
    if (this.dropped.size === 0) return table;
    const kept = new EniTableBuilder();
    for (let row = 0; row < table.count; row++) if (!this.dropped.has(row)) kept.add(eniAt(table, row));
    return kept.pack();
  }

  private pack(): EniTable {
    this.secondaryStart.push(this.secondary.length);
    this.prefixStart.push(this.prefix.length);
    return {
      count: this.ids.length,
      ids: this.ids,
      descriptions: this.descriptions,
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

  private indexOfShared(part: SharedPart): number {
    const key = keyOf(part);
    const known = this.sharedIndexOf.get(key);
    if (known !== undefined) return known;
    const index = this.shared.push(part) - 1;
    this.sharedIndexOf.set(key, index);
    return index;
  }
}
