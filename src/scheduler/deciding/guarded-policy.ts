import type {
  Arrival,
  ClusterSituation,
  Decisions,
  Move,
  Placement,
  Policy,
  PolicyContext,
  PolicyParameters,
  Situation,
} from '../policies/policy.js';
import {
  type Answers,
  DECISIONS,
  HOOKS,
  type Hook,
  type Hooked,
  MOVES,
  PLACEMENT,
} from './answers.js';
import { Door } from './door.js';
import { OwnClusterSituation, OwnContext, OwnSituation } from './own-situation.js';
import { ownArrival } from './own-values.js';
import { type HookName, type PolicySource, policyFault, shown } from './policy-fault.js';

/** Called when a policy of the user's begins to do something and when it is done. */
export interface PolicyWatch {
  enter(hook: HookName): void;
  leave(): void;
}

/** What a user's policy says of itself, and its hooks as they are. */
export interface OwnPolicy extends Omit<Hooked, 'self'> {
  /** What its module exports: `this` of its hooks; default: itself. */
  readonly self?: object | undefined;
  readonly name: string;
  readonly about: string;
  readonly scope: Policy['scope'];
  readonly parameters?: PolicyParameters | undefined;
  readonly clairvoyant?: boolean | undefined;
  readonly create?: Hook | undefined;
}

/**
 * A policy of the user's behind its wall: it gets frozen values of its own, its answers are copied,
 * and its mistakes are reported as its own: where a hook throws, or answers what is no answer, this
 * throws a UserError.
 * @param source where the policy is, for messages
 */
export function guarded(own: OwnPolicy, source: PolicySource, watch?: PolicyWatch): Policy {
  const wall = new Wall(source, watch);
  const policy = { ...own, self: own.self ?? own };
  const { name, about, scope, parameters, clairvoyant, create } = policy;
  const facts = {
    name,
    about,
    ...(parameters !== undefined && { parameters }),
    ...(clairvoyant !== undefined && { clairvoyant }),
  };
  const made = (context: PolicyContext): Hooked => {
    const show = (door: Door) => [new OwnContext(context, door)];
    return wall.ask({ self: policy.self, hook: create!, name: 'create' }, show, HOOKS);
  };
  if (scope === 'node') {
    if (create === undefined) return { ...facts, scope, ...hooksOf(policy, wall, NODE) };
    return { ...facts, scope, create: (context) => hooksOf(made(context), wall, NODE) };
  }
  if (create === undefined) return { ...facts, scope, ...hooksOf(policy, wall, CLUSTER) };
  return { ...facts, scope, create: (context) => hooksOf(made(context), wall, CLUSTER) };
}

/** The hooks of a policy that sees `Seen` of the cluster and answers `Answer`. */
interface HooksOf<Seen, Answer> {
  readonly decide?: (seen: Seen) => Answer;
  readonly place?: (seen: Seen, arrival: Arrival) => Placement;
  readonly settled?: (seen: Seen) => Answer;
}

/** What the hooks of a scope are shown of what is so, and what they may answer. */
interface Side<Seen, Answer> {
  readonly Shown: new (seen: Seen, door: Door) => object;
  readonly answers: Answers<Answer>;
}

const NODE: Side<Situation, Decisions> = { Shown: OwnSituation, answers: DECISIONS };
const CLUSTER: Side<ClusterSituation, readonly Move[]> = {
  Shown: OwnClusterSituation,
  answers: MOVES,
};

function hooksOf<Seen, Answer>(
  { self, decide, place, settled }: Hooked,
  wall: Wall,
  { Shown, answers }: Side<Seen, Answer>,
): HooksOf<Seen, Answer> {
  const deciding = (hook: Hook, name: HookName) => (seen: Seen) =>
    wall.ask({ self, hook, name }, (door) => [new Shown(seen, door)], answers);
  const placing = (hook: Hook) => (seen: Seen, arrival: Arrival) =>
    wall.ask(
      { self, hook, name: 'place' },
      (door) => [new Shown(seen, door), ownArrival(arrival, door)],
      PLACEMENT,
    );
  return {
    ...(decide && { decide: deciding(decide, 'decide') }),
    ...(settled && { settled: deciding(settled, 'settled') }),
    ...(place && { place: placing(place) }),
  };
}

/** A hook of the user's, and the object that it belongs to. */
interface Asked {
  readonly self: object;
  readonly hook: Hook;
  readonly name: HookName;
}

/** Between the program and the hooks of a policy. */
class Wall {
  readonly #source: PolicySource;
  readonly #watch: PolicyWatch | undefined;

  constructor(source: PolicySource, watch: PolicyWatch | undefined) {
    this.#source = source;
    this.#watch = watch;
  }

  ask<Answer>(
    { self, hook, name }: Asked,
    show: (door: Door) => readonly object[],
    { read, form }: Answers<Answer>,
  ): Answer {
    const door = new Door();
    const seen = show(door);
    let wanted: Answer | undefined;
    let wrong = '';
    this.#watch?.enter(name);
    try {
      const answer = Reflect.apply(hook, self, seen);
      // An answer may have getters or be a Proxy: reading it runs the policy's code as well.
      wanted = read(answer);
      if (wanted === undefined) wrong = shown(answer, name);
    } catch (error) {
      throw policyFault(this.#source, { hook: name, what: `${name} failed`, thrown: [error] });
    } finally {
      door.close();
      this.#watch?.leave();
    }
    if (wanted !== undefined) return wanted;
    const what = `${name} must return ${form}, got ${wrong}`;
    throw policyFault(this.#source, { hook: name, what });
  }
}
