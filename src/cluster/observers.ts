import type { ClusterEvent, EventType, Observer } from './event.js';

/** Who is told of what. An event that nobody wants need not be made. */
export class Observers {
  readonly #byType = new Map<EventType, Observer[]>();
  readonly #ofAll: Observer[] = [];
  /** Whether anybody wants the two events of which there are millions. */
  wantStarts = false;
  wantCompletions = false;

  /**
   * @param types the events it wants; all, if it does not say
   * @returns a function that ends the observing
   */
  add(observer: Observer, types?: readonly EventType[]): () => void {
    const lists = types?.map((type) => this.#ofType(type)) ?? [this.#ofAll];
    for (const list of lists) list.push(observer);
    this.#note();
    return () => {
      for (const list of lists) {
        const at = list.indexOf(observer);
        if (at >= 0) list.splice(at, 1);
      }
      this.#note();
    };
  }

  want(type: EventType): boolean {
    return this.#ofAll.length > 0 || this.#ofType(type).length > 0;
  }

  tell(event: ClusterEvent): void {
    for (const observer of this.#ofAll) observer(event);
    const ofType = this.#byType.get(event.type);
    if (ofType !== undefined) for (const observer of ofType) observer(event);
  }

  #note(): void {
    this.wantStarts = this.want('started');
    this.wantCompletions = this.want('completed');
  }

  #ofType(type: EventType): Observer[] {
    const list = this.#byType.get(type) ?? [];
    this.#byType.set(type, list);
    return list;
  }
}
