import type { ClusterEvent, EventType, Observer } from '../facts/event.js';

/** Who is told, and whether it keeps what it is told beyond the call. */
interface Registration {
  readonly observer: Observer;
  readonly keeps: boolean;
}

/** Who is told of what. An event that nobody wants need not be made. */
export class Observers {
  readonly #byType = new Map<EventType, Registration[]>();
  readonly #ofAll: Registration[] = [];
  /** Whether anybody wants the two events of which there are millions. */
  wantStarts = false;
  wantCompletions = false;

  /**
   * @param types the events it wants; all, if it does not say
   * @param keeps false: it is done with an event when it returns, so that the object may be used again
   * @returns a function that ends the observing
   */
  add(observer: Observer, types?: readonly EventType[], keeps = true): () => void {
    const lists = types?.map((type) => this.#ofType(type)) ?? [this.#ofAll];
    const registration = { observer, keeps };
    for (const list of lists) list.push(registration);
    this.#note();
    return () => {
      for (const list of lists) {
        const at = list.indexOf(registration);
        if (at >= 0) list.splice(at, 1);
      }
      this.#note();
    };
  }

  want(type: EventType): boolean {
    return this.#ofAll.length > 0 || this.#ofType(type).length > 0;
  }

  tell(event: ClusterEvent): void {
    for (const { observer } of this.#ofAll) observer(event);
    const ofType = this.#byType.get(event.type);
    if (ofType !== undefined) for (const { observer } of ofType) observer(event);
  }

  /** Tells of an event whose object is used again: who keeps events gets a copy. */
  tellReused(event: ClusterEvent): void {
    for (const { observer, keeps } of this.#ofAll) observer(keeps ? { ...event } : event);
    const ofType = this.#byType.get(event.type);
    if (ofType === undefined) return;
    for (const { observer, keeps } of ofType) observer(keeps ? { ...event } : event);
  }

  #note(): void {
    this.wantStarts = this.want('started');
    this.wantCompletions = this.want('completed');
  }

  #ofType(type: EventType): Registration[] {
    const list = this.#byType.get(type) ?? [];
    this.#byType.set(type, list);
    return list;
  }
}
