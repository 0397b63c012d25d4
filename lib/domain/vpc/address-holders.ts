import type { Cidr } from "@/lib/domain/ip/cidr";
import { cidrSize } from "@/lib/domain/ip/cidr";
import { CLAIM_KINDS, type ClaimKind, visitClaims } from "@/lib/domain/vpc/address-claims";
import type { EniTable } from "@/lib/domain/vpc/eni-table";

/** The ENI that holds an address, and how. */
export interface AddressHolder {
  readonly row: number;
  readonly kind: ClaimKind;
  /** Rows of further ENIs that claim the address too. */
  readonly otherRows: readonly number[];
}

/** Finds the ENI that holds an address of one subnet. Takes five bytes an address. */
export class AddressHolders {
  /** The row plus one; 0 is no ENI. */
  private readonly rows: Uint32Array;
  private readonly kinds: Uint8Array;
  /** `{ offset → rows of the ENIs that come after the first }` */
  private readonly others = new Map<number, number[]>();

  /** Reads the subnet's ENIs; the order of visitClaims decides who holds what several claim. */
  constructor(table: EniTable, rows: readonly number[], cidr: Cidr) {
    this.rows = new Uint32Array(cidrSize(cidr));
    this.kinds = new Uint8Array(cidrSize(cidr));
    visitClaims(table, rows, cidr, {
      inside: (offset, length, row, kind) => {
        for (let i = offset; i < offset + length; i++) this.claim(i, row, kind);
      },
      outside: () => {},
    });
  }

  private claim(offset: number, row: number, kind: ClaimKind): void {
    const holder = this.rows[offset];
    if (holder === 0) {
      this.rows[offset] = row + 1;
      this.kinds[offset] = CLAIM_KINDS.indexOf(kind);
      return;
    }
    if (holder === row + 1) return;
    const others = this.others.get(offset) ?? [];
    if (!others.includes(row)) this.others.set(offset, [...others, row]);
  }

  /** The holder of the address at that place of the subnet, or null when no visible ENI holds it. */
  at(offset: number): AddressHolder | null {
    const row = (this.rows[offset] ?? 0) - 1;
    const kind = CLAIM_KINDS[this.kinds[offset] ?? 0];
    if (row < 0 || !kind) return null;
    return { row, kind, otherRows: this.others.get(offset) ?? [] };
  }
}
