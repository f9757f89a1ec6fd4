import type { Claims, Command } from '../cluster/facts/command.js';
import type { NodeId } from '../cluster/facts/node-spec.js';
import type { Archive } from '../kernel/archive.js';
import type { Random } from '../kernel/random.js';
import type { CommandSource } from './command-source.js';

/** A sender outside the cluster that sends load messages to its nodes, as a node would. */
export interface StrangerSpec {
  readonly address: string;
  readonly startSeconds: number;
  /** When it falls silent; Infinity: never. */
  readonly untilSeconds: number;
  readonly everySeconds: number;
  /** Where it sends them: to one node, or to a random one each time. */
  readonly to: NodeId | 'random';
  readonly claims: Claims;
}

/**
 * The messages of a stranger.
 * @param all the nodes of the cluster
 */
export class StrangerSource implements CommandSource {
  #sent = 0;

  readonly #spec: StrangerSpec;
  readonly #all: readonly NodeId[];
  readonly #random: Random;

  constructor(spec: StrangerSpec, all: readonly NodeId[], random: Random) {
    this.#spec = spec;
    this.#all = all;
    this.#random = random;
  }

  exchange(archive: Archive): void {
    this.#sent = archive.value('sent', this.#sent);
    archive.part('random', this.#random);
  }

  get nextTime(): number {
    const { startSeconds, everySeconds, untilSeconds } = this.#spec;
    const time = startSeconds + this.#sent * everySeconds;
    return time < untilSeconds ? time : Number.POSITIVE_INFINITY;
  }

  pop(): Command {
    this.#sent++;
    const { address, to, claims } = this.#spec;
    const node = to === 'random' ? this.#all[this.#random.below(this.#all.length)]! : to;
    return { do: 'intrude', from: address, node, claims };
  }
}
