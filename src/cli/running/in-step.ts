import { isDeepStrictEqual } from 'node:util';
import type { ClusterEvent } from '../../cluster/facts/event.js';
import type { FirstDifference, FuturePoint } from '../../session/futures.js';
import type { SimulatedSession } from '../../session/simulated.js';
import { FutureWatch } from './future-watch.js';

/** Points of a curve, besides the one where it begins. */
export const POINTS = 60;

/** One of two runs that go in step, watched from where it is. */
export class Side {
  readonly curve: FuturePoint[];
  /** What has happened since it was last compared. */
  readonly events: ClusterEvent[] = [];
  readonly #watch: FutureWatch;

  /** @param isMeant whether an event counts when they are compared */
  constructor(session: SimulatedSession, isMeant: (event: ClusterEvent) => boolean = () => true) {
    this.#watch = new FutureWatch(session);
    this.curve = [this.#watch.point()];
    session.subscribe((event) => {
      if (isMeant(event)) this.events.push(event);
    });
  }

  /** The run has come to the next point. */
  addPoint(): void {
    this.curve.push(this.#watch.point());
  }
}

/** Where what has happened since they were last compared first differs; forgets it. */
export function firstDifference(a: Side, b: Side): FirstDifference | undefined {
  const [ofA, ofB] = [a.events.splice(0), b.events.splice(0)];
  for (let index = 0; index < Math.max(ofA.length, ofB.length); index++) {
    const [of, other] = [ofA[index], ofB[index]];
    if (isDeepStrictEqual(of, other)) continue;
    const at = Math.min(of?.at ?? Infinity, other?.at ?? Infinity);
    return { at, events: [of?.at === at ? of : undefined, other?.at === at ? other : undefined] };
  }
  return undefined;
}
