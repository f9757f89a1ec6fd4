import { type Distribution, draw } from '../base/distribution.js';
import type { Command } from '../cluster/facts/command.js';
import type { NodeId } from '../cluster/facts/node-spec.js';
import type { Archive } from '../kernel/archive.js';
import type { Random } from '../kernel/random.js';
import type { CommandSource } from './command-source.js';

/** What befalls a node: it crashes, leaves in good order, or is cut off from all others. */
export type FaultKind = 'crash' | 'leave' | 'cut';

/** Nodes that fail and are repaired at random times, each by itself, for ever. */
export interface FaultSpec {
  readonly nodes: readonly NodeId[] | 'all';
  readonly kind: FaultKind;
  /** Seconds from start or repair to the next failure. */
  readonly mttf: Distribution;
  /** Seconds from a failure to its repair. */
  readonly mttr: Distribution;
}

/**
 * The random faults of a scenario, one source for each node that can fail.
 * @param all the nodes of the cluster
 */
export function faultSources(
  specs: readonly FaultSpec[],
  all: readonly NodeId[],
  random: Random,
): CommandSource[] {
  return specs.flatMap((spec, index) => {
    const stream = random.split(`${index}`);
    // A node by itself cannot be cut off.
    if (spec.kind === 'cut' && all.length === 1) return [];
    const nodes = spec.nodes === 'all' ? all : spec.nodes;
    return nodes.map((node) => new FaultSource(spec, node, all, stream.split(`${node}`)));
  });
}

/** The failures and repairs of one node. */
class FaultSource implements CommandSource {
  nextTime: number;
  #isDown = false;
  /** Commands of the same instant that are still to be given. */
  #waiting: Command[] = [];

  readonly #spec: FaultSpec;
  readonly #node: NodeId;
  readonly #all: readonly NodeId[];
  readonly #random: Random;

  constructor(spec: FaultSpec, node: NodeId, all: readonly NodeId[], random: Random) {
    this.#spec = spec;
    this.#node = node;
    this.#all = all;
    this.#random = random;

    this.nextTime = draw(spec.mttf, random);
  }

  exchange(archive: Archive): void {
    this.nextTime = archive.value('nextTime', this.nextTime);
    this.#isDown = archive.value('isDown', this.#isDown);
    archive.list('waiting', this.#waiting);
    archive.part('random', this.#random);
  }

  pop(): Command {
    if (this.#waiting.length === 0) {
      this.#isDown = !this.#isDown;
      this.#waiting = this.#commands();
    }
    const command = this.#waiting.shift()!;
    if (this.#waiting.length === 0) {
      this.nextTime += draw(this.#isDown ? this.#spec.mttr : this.#spec.mttf, this.#random);
    }
    return command;
  }

  #commands(): Command[] {
    const node = this.#node;
    switch (this.#spec.kind) {
      case 'crash':
        return [{ do: this.#isDown ? 'crash' : 'recover', node }];
      case 'leave':
        // A node may take longer to leave than until its repair.
        return [this.#isDown ? { do: 'leave', node } : { do: 'join', node, whenLeft: true }];
      case 'cut': {
        const verb = this.#isDown ? 'cut' : 'heal';
        const others = this.#all.filter((id) => id !== node);
        return others.map((other) => ({ do: verb, node, other }) as const);
      }
    }
  }
}
