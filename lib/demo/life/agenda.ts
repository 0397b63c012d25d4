interface Appointment<Entry> {
  readonly tick: number;
  readonly order: number;
  readonly entry: Entry;
}

/** What is due at which tick; entries of one tick come in the order in which they were put down. */
export class Agenda<Entry> {
  private readonly heap: Appointment<Entry>[] = [];
  private count = 0;

  add(tick: number, entry: Entry): void {
    this.heap.push({ tick, order: this.count++, entry });
    let child = this.heap.length - 1;
    while (child > 0) {
      const parent = (child - 1) >>> 1;
      if (!this.isBefore(child, parent)) break;
      this.swap(child, parent);
      child = parent;
    }
  }

  /** Takes the next entry that is due at `tick` or earlier; null when there is none. */
  take(tick: number): Appointment<Entry> | null {
    const first = this.heap[0];
    if (!first || first.tick > tick) return null;
    const last = this.heap.pop();
    if (last && this.heap.length > 0) {
      this.heap[0] = last;
      this.sink();
    }
    return first;
  }

  private sink(): void {
    for (let parent = 0; ; ) {
      let least = parent;
      for (const child of [2 * parent + 1, 2 * parent + 2]) {
        if (child < this.heap.length && this.isBefore(child, least)) least = child;
      }
      if (least === parent) return;
      this.swap(parent, least);
      parent = least;
    }
  }

  private isBefore(a: number, b: number): boolean {
    const left = this.heap[a];
    const right = this.heap[b];
    if (!left || !right) return false;
    return left.tick < right.tick || (left.tick === right.tick && left.order < right.order);
  }

  private swap(a: number, b: number): void {
    const left = this.heap[a];
    const right = this.heap[b];
    if (!left || !right) return;
    this.heap[a] = right;
    this.heap[b] = left;
  }
}
