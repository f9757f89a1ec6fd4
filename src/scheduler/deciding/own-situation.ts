import type {
  ClusterNode,
  ClusterSituation,
  Entry,
  OpenMosixParameters,
  OwnNode,
  PolicyContext,
  PolicyParameters,
  PolicyState,
  Refused,
  Situation,
} from '../policies/policy.js';
import type { Door } from './door.js';
import {
  ownCandidates,
  ownClusterNode,
  ownEntry,
  ownParameters,
  ownPolicyParameters,
  ownProbed,
  ownRefused,
  ownself,
} from './own-values.js';

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
  #others: readonly number[] | undefined;
  #sleepers: Situation['sleepers'] | undefined;
  #probe: Situation['probe'] | undefined;
  #costOf: Situation['costOf'] | undefined;
  #refused: readonly Refused[] | undefined;

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
    this.#candidates ??= ownCandidates('candidates()', this.#situation.candidates, this.#door);
    return this.#candidates;
  }

  get sleepers(): Situation['sleepers'] {
    this.#sleepers ??= ownCandidates('sleepers()', this.#situation.sleepers, this.#door);
    return this.#sleepers;
  }

  get others(): readonly number[] {
    this.#others ??= this.#door.ask('others', () => Object.freeze([...this.#situation.others]));
    return this.#others;
  }

  get probe(): Situation['probe'] {
    const { probe } = this.#situation;
    this.#probe ??= this.#door.guard('probe()', (node) => {
      const probed = probe(node);
      return probed && ownProbed(probed, this.#door);
    });
    return this.#probe;
  }

  get costOf(): Situation['costOf'] {
    this.#costOf ??= this.#door.guard('costOf()', this.#situation.costOf);
    return this.#costOf;
  }

  get refused(): readonly Refused[] {
    this.#refused ??= this.#door.ask('refused', () => ownRefused(this.#situation.refused));
    return this.#refused;
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
  readonly refused: readonly Refused[];
  readonly random: () => number;
  readonly state: PolicyState;

  constructor(situation: ClusterSituation, door: Door) {
    this.now = situation.now;
    this.nodes = Object.freeze(situation.nodes.map((node) => ownClusterNode(node, door)));
    this.refused = ownRefused(situation.refused);
    this.random = door.guard('random()', situation.random);
    this.state = situation.state;
    Object.freeze(this);
  }
}

sealPrototype(OwnClusterSituation);

/** What a policy of the user's is made for a run of. */
export class OwnContext implements PolicyContext {
  readonly parameters: PolicyParameters;
  readonly state: PolicyState;
  readonly nodes: readonly number[];
  readonly random: () => number;

  constructor({ parameters, state, nodes, random }: PolicyContext, door: Door) {
    this.parameters = ownPolicyParameters(parameters);
    this.state = state;
    this.nodes = Object.freeze([...nodes]);
    this.random = door.guard('random()', random);
    Object.freeze(this);
  }
}

sealPrototype(OwnContext);

/** No policy gets from an object to its class, or changes what it does. */
function sealPrototype({ prototype }: { readonly prototype: object }): void {
  Reflect.deleteProperty(prototype, 'constructor');
  for (const { get } of Object.values(Object.getOwnPropertyDescriptors(prototype))) {
    if (get !== undefined) Object.freeze(get);
  }
  Object.freeze(prototype);
}
