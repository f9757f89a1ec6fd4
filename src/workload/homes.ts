import type { NodeId } from '../cluster/facts/node-spec.js';
import type { Archive, Stateful } from '../kernel/archive.js';
import type { Random } from '../kernel/random.js';
import type { HomeRule } from './workload-spec.js';

/** The home of each process in turn, by its source's rule. */
export class Homes implements Stateful {
  #turn = 0;

  readonly #rule: HomeRule;
  readonly #nodes: readonly NodeId[];
  readonly #random: Random;

  /** @param nodes at least one */
  constructor(rule: HomeRule, nodes: readonly NodeId[], random: Random) {
    this.#rule = rule;
    this.#nodes = nodes;
    this.#random = random;
  }

  exchange(archive: Archive): void {
    this.#turn = archive.value('turn', this.#turn);
    archive.part('random', this.#random);
  }

  next(): NodeId {
    switch (this.#rule) {
      case 'random':
        return this.#nodes[this.#random.below(this.#nodes.length)]!;
      case 'round-robin': {
        const home = this.#nodes[this.#turn]!;
        this.#turn = (this.#turn + 1) % this.#nodes.length;
        return home;
      }
      default:
        return this.#rule;
    }
  }
}
