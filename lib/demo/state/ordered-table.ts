/** A record with its place in the account's order of creation; never given twice. */
export interface Ordered {
  readonly sequence: number;
}

/**
 * Records in the order of their creation. A listing that goes on after a sequence number meets every record that stays,
 * once, however many come and go meanwhile: new ones join at the end, and none ever moves.
 */
export class OrderedTable<Item extends Ordered> {
  private rows: (Item | null)[] = [];
  private live = 0;

  get size(): number {
    return this.live;
  }

  /** Adds a record whose sequence is greater than that of all before it. */
  add(item: Item): void {
    this.rows.push(item);
    this.live++;
  }

  delete(item: Item): void {
    const row = this.firstRowFrom(item.sequence);
    if (this.rows[row] !== item) throw new RangeError(`no record with sequence ${item.sequence}`);
    this.rows[row] = null;
    this.live--;
    if (this.rows.length > 64 && this.live < this.rows.length / 2)
      this.rows = this.rows.filter((kept) => kept !== null);
  }

  /** The records with a sequence greater than `sequence`, in order; all of them after -1. */
  *after(sequence: number): Generator<Item> {
    for (let row = this.firstRowFrom(sequence + 1); row < this.rows.length; row++) {
      const item = this.rows[row];
      if (item) yield item;
    }
  }

  [Symbol.iterator](): Generator<Item> {
    return this.after(-1);
  }

  /**
   * The first row whose record has at least that sequence. Emptied rows tell no sequence: the search looks from them to
   * the next live row, and to the end when there is none.
   */
  private firstRowFrom(sequence: number): number {
    let low = 0;
    let high = this.rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      let probe = middle;
      while (probe < high && !this.rows[probe]) probe++;
      const item = probe < high ? this.rows[probe] : null;
      if (!item || item.sequence >= sequence) high = middle;
      else low = probe + 1;
    }
    while (low < this.rows.length && !this.rows[low]) low++;
    return low;
  }
}
