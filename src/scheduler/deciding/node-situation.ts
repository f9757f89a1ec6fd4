import type { Cluster } from '../../cluster/cluster.js';
import type { Node } from '../../cluster/node.js';
import type { Information } from '../information/information.js';
import { countedCpus } from '../measuring/load.js';
import type { LoadMeter } from '../measuring/load-meter.js';
import type { UseMeter } from '../measuring/use-meter.js';
import type {
  Candidate,
  Entry,
  OpenMosixParameters,
  OwnNode,
  PolicyState,
  Situation,
} from '../policies/policy.js';
import { candidatesOf } from './candidates.js';
import type { PolicyStates } from './policy-states.js';
import type { Refusals } from './refusals.js';

/** What a node needs to see itself and others. */
export interface Senses {
  readonly cluster: Cluster;
  readonly information: Information;
  readonly meter: LoadMeter;
  readonly uses: UseMeter;
  readonly refusals: Refusals;
  readonly parameters: OpenMosixParameters;
  readonly random: () => number;
  readonly states: PolicyStates;
}

/** The situation of one node at its tick; what a policy does not ask for is not computed. */
export class NodeSituation implements Situation {
  #known: readonly Entry[] | undefined;

  readonly #senses: Senses;
  readonly #node: Node;

  constructor(
    senses: Senses,
    node: Node,
    readonly own: OwnNode,
    readonly now: number,
  ) {
    this.#senses = senses;
    this.#node = node;
  }

  get known(): readonly Entry[] {
    const { information, refusals } = this.#senses;
    const { index } = this.#node;
    this.#known ??= refusals.without(index, information.known(index));
    return this.#known;
  }

  get candidates(): () => readonly Candidate[] {
    return () => candidatesOf(this.#senses.cluster, this.#node, this.#senses.uses);
  }

  get parameters(): OpenMosixParameters {
    return this.#senses.parameters;
  }

  get random(): () => number {
    return this.#senses.random;
  }

  get state(): PolicyState {
    return this.#senses.states.of(this.#node.index);
  }
}

/** What a node knows of itself. */
export function ownNode(
  { cluster, meter }: Senses,
  { id, settings, index, runnable, freeBytes, expectedBytes }: Node,
): OwnNode {
  const { believed } = settings;
  return {
    node: id,
    load: meter.mean(index),
    runnable,
    waiting: cluster.cpus.waiting(index),
    speed: believed.speed,
    cpus: believed.cpus,
    countedCpus: countedCpus(believed),
    memoryBytes: believed.memoryBytes,
    freeBytes,
    expectedBytes,
  };
}
