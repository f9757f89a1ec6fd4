import type { Node } from '../../cluster/node.js';
import type { Information } from '../information/information.js';
import { countedCpus } from '../measuring/load.js';
import type { LoadMeter } from '../measuring/load-meter.js';
import type {
  Candidate,
  Entry,
  OpenMosixParameters,
  OwnNode,
  PolicyState,
  Probed,
  Refused,
  Situation,
} from '../policies/policy.js';
import { candidatesOf, type Sight, sleepersOf } from './candidates.js';
import { costOf } from './costs.js';
import type { PolicyStates } from './policy-states.js';
import { probe } from './probe.js';
import type { Refusals } from './refusals.js';
import type { ToldRefusals } from './told-refusals.js';

/** What a node needs to see itself and others. */
export interface Senses extends Sight {
  readonly information: Information;
  readonly meter: LoadMeter;
  readonly refusals: Refusals;
  readonly told: ToldRefusals;
  readonly parameters: OpenMosixParameters;
  readonly random: () => number;
  readonly states: PolicyStates;
}

interface Questions {
  readonly nodes: Set<number>;
  seconds: number;
}

/** The situation of one node when it decides; what a policy does not ask for is not computed. */
export class NodeSituation implements Situation {
  #known: readonly Entry[] | undefined;
  /** Whom it has asked; undefined: nobody. */
  #questions: Questions | undefined;

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

  get others(): readonly number[] {
    const { neighbours, nodes } = this.#senses.cluster;
    const { index } = this.#node;
    const length = neighbours.count(index);
    return Array.from({ length }, (_, at) => nodes[neighbours.neighbour(index, at)]!.id).sort(
      (a, b) => a - b,
    );
  }

  get candidates(): () => readonly Candidate[] {
    return () => candidatesOf(this.#senses, this.#node);
  }

  get sleepers(): () => readonly Candidate[] {
    return () => sleepersOf(this.#senses, this.#node);
  }

  get probe(): (node: number) => Probed | undefined {
    return (id) => {
      const { cluster } = this.#senses;
      const asked = cluster.node(id);
      if (asked === undefined) return undefined;
      this.#questions ??= { nodes: new Set(), seconds: 0 };
      this.#questions.nodes.add(id);
      this.#questions.seconds += 2 * cluster.network.latencySeconds(this.#node.index, asked.index);
      return probe(this.#senses, this.#node, id);
    };
  }

  /** Whether that node has been asked how it is. */
  hasProbed(node: number): boolean {
    return this.#questions?.nodes.has(node) === true;
  }

  /** How long its questions take, one after the other. */
  get askingSeconds(): number {
    return this.#questions?.seconds ?? 0;
  }

  get costOf(): (bytes: number, to: number) => number {
    return (bytes, to) => costOf(this.#senses.cluster, { from: this.#node, to, bytes });
  }

  get refused(): readonly Refused[] {
    return this.#senses.told.of(this.#node.index);
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
  { id, settings, index, runnable, incoming, freeBytes, expectedBytes }: Node,
): OwnNode {
  const { believed } = settings;
  return {
    node: id,
    load: meter.mean(index),
    runnable,
    incoming,
    waiting: cluster.cpus.waiting(index),
    speed: believed.speed,
    cpus: believed.cpus,
    countedCpus: countedCpus(believed),
    memoryBytes: believed.memoryBytes,
    freeBytes,
    expectedBytes,
  };
}
