import { describe, expect, it } from 'vitest';
import { guarded } from '../../../src/scheduler/deciding/guarded-policy.js';
import type {
  ClusterSituation,
  Entry,
  Policy,
  Situation,
} from '../../../src/scheduler/policies/policy.js';
import { nodeSpecs, processSpecs, runUntil, simulationOf } from '../../support/cluster-builder.js';

const SOURCE = { file: './mine.mjs', url: 'file:///mine.mjs', lineOf: () => undefined };

/** Runs a policy of the user's on three nodes, of which the first has four processes. */
function run(policy: Partial<Policy>, information: 'gossip' | 'perfect' = 'gossip', until = 5.5) {
  const own = guarded({ name: 'mine', about: '', ...policy } as Policy, SOURCE);
  const processes = processSpecs(4, 1);
  const simulation = simulationOf({ nodes: nodeSpecs(3), processes, policy: own, information });
  runUntil(simulation, until);
  return simulation;
}

const STAY = { move: undefined, reason: 'r' } as const;

/** Everything that somebody can get hold of who is given a value: by keys, prototypes and calls. */
function reached(value: unknown): readonly object[] {
  const found = new Set<object>();
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const one = waiting.pop();
    if ((typeof one !== 'object' && typeof one !== 'function') || one === null) continue;
    if (found.has(one) || LANGUAGE.has(one)) continue;
    found.add(one);
    waiting.push(Object.getPrototypeOf(one));
    for (const key of Reflect.ownKeys(one)) {
      const { value, get, set } = Object.getOwnPropertyDescriptor(one, key)!;
      waiting.push(value, get, set);
      // A getter of a prototype is asked of the object that it is for.
      if (get === undefined) continue;
      for (const owner of [...found]) {
        if (Object.getPrototypeOf(owner) === one) waiting.push(Reflect.get(owner, key));
      }
    }
    if (typeof one !== 'function' || GETTER.test(one.name)) continue;
    for (const word of [undefined, 1, 2]) waiting.push(one(word));
  }
  return [...found];
}

/** Asks of nothing: there is nobody to answer. */
const GETTER = /^get /;

/** What every program has. */
const LANGUAGE = new Set<object>([Object.prototype, Array.prototype, Function.prototype]);

/** What of it is neither frozen nor plain. */
function holes(objects: readonly object[]): readonly object[] {
  return objects.filter((one) => {
    if (!Object.isFrozen(one)) return true;
    const prototype: object = Object.getPrototypeOf(one);
    return typeof one !== 'function' && !LANGUAGE.has(prototype) && !objects.includes(prototype);
  });
}

/** By which names an object has functions that can be called. */
function functionNames(one: object): readonly string[] {
  const entries = Object.entries(Object.getOwnPropertyDescriptors(one));
  return entries.filter(([, { value }]) => typeof value === 'function').map(([name]) => name);
}

describe('what a policy of the user’s gets', () => {
  it.each(['gossip', 'perfect'] as const)(
    'is frozen plain data and frozen functions, whatever it looks at: %s',
    (information) => {
      let most = 0;
      const decide = (situation: Situation) => {
        const objects = reached(situation);
        expect(holes(objects)).toEqual([situation.state]);
        expect(new Set(objects.flatMap(functionNames))).toEqual(
          new Set(['candidates', 'waitAt', 'moveSeconds']),
        );
        most = Math.max(most, objects.length);
        return STAY;
      };
      run({ scope: 'node', decide }, information);
      // The situation, its prototype with 10 getters; own, state, parameters; random, probe, costOf,
      // candidates and sleepers, with their empty lists, others and refused; the list of 2 entries.
      // Node 3 asks two: each answer has candidates and their list; of node 1 that has four, each
      // with waitAt, moveSeconds and its list of reasons.
      expect(most).toBe(1 + 11 + 3 + 3 + 4 + 2 + 3 + 2 * 3 + 4 * 4);
    },
  );

  it('is so for a policy of cluster scope', () => {
    let most = 0;
    const decide = (situation: ClusterSituation) => {
      const objects = reached(situation);
      expect(holes(objects)).toEqual([situation.state]);
      most = Math.max(most, objects.length);
      return [];
    };
    run({ scope: 'cluster', decide });
    // The situation, its prototype, random, state, refused, the list of 3 nodes, each with costOf,
    // candidates and sleepers and their lists; 4 candidates.
    expect(most).toBe(5 + 1 + 3 * 6 + 4 * 4);
  });

  it.each(['gossip', 'perfect'] as const)('stays as it was when it is kept: %s', (information) => {
    const kept: { entry: Entry; text: string }[] = [];
    const decide = ({ known }: Situation) => {
      for (const entry of known) kept.push({ entry, text: JSON.stringify(entry) });
      return STAY;
    };
    run({ scope: 'node', decide }, information);
    expect(kept.length).toBeGreaterThan(10);
    expect(new Set(kept.map(({ entry }) => entry)).size).toBe(kept.length);
    for (const { entry, text } of kept) expect(JSON.stringify(entry)).toBe(text);
  });

  it('is the same list, however often it is asked for', () => {
    const decide = (situation: Situation) => {
      expect(situation.known).toBe(situation.known);
      expect(situation.parameters).toBe(situation.parameters);
      expect(situation.candidates()).toBe(situation.candidates());
      return STAY;
    };
    run({ scope: 'node', decide });
  });

  it('answers nothing more after the decision', () => {
    const kept: Situation[] = [];
    const decide = (situation: Situation) => {
      kept.push(situation);
      return STAY;
    };
    run({ scope: 'node', decide });
    const [first] = kept;
    expect(first!.own.node).toBeGreaterThan(0);
    expect(() => first!.known).toThrow('known was asked after the decision had been made');
    expect(() => first!.parameters).toThrow('after the decision');
    expect(() => first!.candidates()).toThrow('after the decision');
    expect(() => first!.random()).toThrow('after the decision');
  });

  it.each([
    ['parameters', (s: Situation) => Object.assign(s.parameters, { stability: 0 })],
    ['itself', (s: Situation) => Object.assign(s, { now: 0 })],
    ['entries', (s: Situation) => Object.assign(s.known[0] ?? s.own, { load: 0 })],
    ['reasons', (s: Situation) => (s.candidates()[0]?.cantmove as string[] | undefined)?.push('x')],
  ])('cannot be changed: %s', (_, change) => {
    const decide = (situation: Situation) => {
      change(situation);
      return STAY;
    };
    expect(() => run({ scope: 'node', decide })).toThrow(
      /^policy .{2}mine.mjs: decide failed: Cannot/,
    );
  });
});
