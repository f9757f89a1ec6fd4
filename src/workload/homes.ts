import type { NodeId } from '../cluster/facts/node-spec.js';
import type { Random } from '../kernel/random.js';
import type { HomeRule } from './workload-spec.js';

/** The home of each process in turn, by the rule of its source. */
export class Homes {
  private turn = 0;

  /** @param nodes at least one */
  constructor(
    private readonly rule: HomeRule,
    private readonly nodes: readonly NodeId[],
    private readonly random: Random,
  ) {}

  next(): NodeId {
    switch (this.rule) {
      case 'random':
        return this.nodes[this.random.below(this.nodes.length)]!;
      case 'round-robin': {
        const home = this.nodes[this.turn]!;
        this.turn = (this.turn + 1) % this.nodes.length;
        return home;
      }
      default:
        return this.rule;
    }
  }
}
