import type { ClusterEvent, EventType, Observer, Subscription } from '../facts/event.js';

/** An observer, and whether it is done with an event when it returns. */
interface Registration {
  readonly observer: Observer;
  readonly transient: boolean;
}

/** Which observers receive which events. An event that no observer wants need not be made. */
export class Observers {
  readonly #byType = new Map<EventType, Registration[]>();
  readonly #ofAll: Registration[] = [];
  /** Whether any observer wants the two events of which there are millions. */
  wantStarts = false;
  wantCompletions = false;

  /** @returns a function that ends the observing */
  add(observer: Observer, { types, transient = false }: Subscription = {}): () => void {
    const lists = types?.map((type) => this.#ofType(type)) ?? [this.#ofAll];
    const registration = { observer, transient };
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

  /** Passes on an event whose object is used again: an observer that may keep it gets a copy. */
  tellReused(event: ClusterEvent): void {
    for (const { observer, transient } of this.#ofAll) observer(transient ? event : { ...event });
    const ofType = this.#byType.get(event.type);
    if (ofType === undefined) return;
    for (const { observer, transient } of ofType) observer(transient ? event : { ...event });
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
