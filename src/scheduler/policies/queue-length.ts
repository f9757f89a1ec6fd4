import { type Cpus, STANDARD_SPEED } from './power.js';

/** A node whose queue is compared with others'. */
export interface Queue extends Cpus {
  readonly runnable: number;
  readonly incoming: number;
}

/**
 * The processes of a node, those on their way to it included, per CPU of speed 10000: of equal
 * nodes the plain number of processes decides.
 */
export function queueLength({ runnable, incoming, countedCpus, speed }: Queue): number {
  return ((runnable + incoming) * STANDARD_SPEED) / (countedCpus * speed);
}

/** Those with the least value, of `items`, in their order. */
export function leastOf<Item>(
  items: readonly Item[],
  value: (item: Item) => number,
): readonly Item[] {
  let least = Number.POSITIVE_INFINITY;
  let best: Item[] = [];
  for (const item of items) {
    const of = value(item);
    if (of < least) {
      least = of;
      best = [];
    }
    if (of === least) best.push(item);
  }
  return best;
}

/** One of a list with equal probability; undefined: it is empty. */
export function drawn<Item>(items: readonly Item[], random: () => number): Item | undefined {
  return items[Math.floor(random() * items.length)];
}
