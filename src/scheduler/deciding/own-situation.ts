import type {
  Candidate,
  ClusterNode,
  ClusterSituation,
  Entry,
  OpenMosixParameters,
  OwnNode,
  PolicyState,
  Situation,
} from '../policies/policy.js';
import type { Door } from './door.js';
import { ownCandidate, ownEntry, ownParameters, ownself } from './own-values.js';

/**
 * What a policy of the user's sees of a situation: frozen values of its own. It may keep what it
 * has got; what it has not asked for when the door closes is never computed.
 */
export class OwnSituation implements Situation {
  readonly now: number;
  readonly own: OwnNode;
  readonly #situation: Situation;
  readonly #door: Door;
  #known: readonly Entry[] | undefined;
  #parameters: OpenMosixParameters | undefined;
  #candidates: Situation['candidates'] | undefined;
  #state: PolicyState | undefined;
  #random: Situation['random'] | undefined;

  constructor(situation: Situation, door: Door) {
    this.now = situation.now;
    this.own = ownself(situation.own);
    this.#situation = situation;
    this.#door = door;
    Object.freeze(this);
  }

  get known(): readonly Entry[] {
    this.#known ??= this.#door.ask('known', () =>
      Object.freeze(this.#situation.known.map(ownEntry)),
    );
    return this.#known;
  }

  get parameters(): OpenMosixParameters {
    this.#parameters ??= this.#door.ask('parameters', () =>
      ownParameters(this.#situation.parameters),
    );
    return this.#parameters;
  }

  get candidates(): Situation['candidates'] {
    this.#candidates ??= ownCandidates(this.#door, this.#situation.candidates);
    return this.#candidates;
  }

  /** The one thing that it may change. */
  get state(): PolicyState {
    this.#state ??= this.#door.ask('state', () => this.#situation.state);
    return this.#state;
  }

  get random(): Situation['random'] {
    this.#random ??= this.#door.guard('random()', this.#situation.random);
    return this.#random;
  }
}

sealPrototype(OwnSituation);

/** The same for a policy of cluster scope. */
export class OwnClusterSituation implements ClusterSituation {
  readonly now: number;
  readonly nodes: readonly ClusterNode[];
  readonly random: () => number;
  readonly state: PolicyState;

  constructor(situation: ClusterSituation, door: Door) {
    this.now = situation.now;
    this.nodes = Object.freeze(situation.nodes.map((node) => ownClusterNode(node, door)));
    this.random = door.guard('random()', situation.random);
    this.state = situation.state;
    Object.freeze(this);
  }
}

sealPrototype(OwnClusterSituation);

function ownClusterNode(clusterNode: ClusterNode, door: Door): ClusterNode {
  const { node, cpus, countedCpus, speed, runnable, freeBytes } = clusterNode;
  const candidates = ownCandidates(door, clusterNode.candidates);
  return Object.freeze({ node, cpus, countedCpus, speed, runnable, freeBytes, candidates });
}

function ownCandidates(door: Door, ask: () => readonly Candidate[]): () => readonly Candidate[] {
  let candidates: readonly Candidate[] | undefined;
  return Object.freeze(() => {
    candidates ??= door.ask('candidates()', () =>
      Object.freeze(ask().map((candidate) => ownCandidate(candidate, door))),
    );
    return candidates;
  });
}

/** No policy gets from an object to its class, or changes what it does. */
function sealPrototype({ prototype }: { readonly prototype: object }): void {
  Reflect.deleteProperty(prototype, 'constructor');
  for (const { get } of Object.values(Object.getOwnPropertyDescriptors(prototype))) {
    if (get !== undefined) Object.freeze(get);
  }
  Object.freeze(prototype);
}
