/** A binary heap of items of any kind, in an order that its user gives. */
export class Heap<T> {
  readonly #items: T[];
  readonly #isBefore: (a: T, b: T) => boolean;

  /** Takes O(n) for n items. */
  constructor(items: Iterable<T>, isBefore: (a: T, b: T) => boolean) {
    this.#items = [...items];
    this.#isBefore = isBefore;
    for (let at = (this.#items.length >> 1) - 1; at >= 0; at--) this.#sink(at);
  }

  /** The first; undefined: it is empty. */
  get first(): T | undefined {
    return this.#items[0];
  }

  push(item: T): void {
    const items = this.#items;
    let at = items.push(item) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(item, items[parent]!)) break;
      items[at] = items[parent]!;
      at = parent;
    }
    items[at] = item;
  }

  /** Takes out the first. */
  pop(): T | undefined {
    const [first] = this.#items;
    const last = this.#items.pop();
    if (this.#items.length > 0) {
      this.#items[0] = last!;
      this.#sink(0);
    }
    return first;
  }

  /** The first has changed and comes later now, if anything. */
  firstChanged(): void {
    if (this.#items.length > 0) this.#sink(0);
  }

  #sink(start: number): void {
    const items = this.#items;
    const item = items[start]!;
    let at = start;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= items.length) break;
      if (child + 1 < items.length && this.#isBefore(items[child + 1]!, items[child]!)) child++;
      if (!this.#isBefore(items[child]!, item)) break;
      items[at] = items[child]!;
      at = child;
    }
    items[at] = item;
  }
}
