import type { ClusterEvent, EventType, Observer } from './event.js';

/** Who is told of what. An event that nobody wants need not be made. */
export class Observers {
  readonly #byType: { [type in EventType]?: Observer[] } = {};
  readonly #ofAll: Observer[] = [];

  /**
   * @param types the events it wants; all, if it does not say
   * @returns a function that ends the observing
   */
  add(observer: Observer, types?: readonly EventType[]): () => void {
    const lists = types?.map((type) => this.#ofType(type)) ?? [this.#ofAll];
    for (const list of lists) list.push(observer);
    return () => {
      for (const list of lists) {
        const at = list.indexOf(observer);
        if (at >= 0) list.splice(at, 1);
      }
    };
  }

  want(type: EventType): boolean {
    return this.#ofAll.length > 0 || this.#byType[type] !== undefined;
  }

  tell(event: ClusterEvent): void {
    for (const observer of this.#ofAll) observer(event);
    for (const observer of this.#byType[event.type] ?? []) observer(event);
  }

  #ofType(type: EventType): Observer[] {
    this.#byType[type] ??= [];
    return this.#byType[type];
  }
}
