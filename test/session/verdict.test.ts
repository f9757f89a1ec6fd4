import { describe, expect, it } from 'vitest';
import type { Decision } from '../../src/scheduler/policies/policy.js';
import { beliefsOf, groundsOf } from '../../src/session/beliefs.js';
import { judgementOf } from '../../src/session/judgement.js';
import { decisionOf } from '../../src/session/last-decision.js';
import { isSame, unseenBy, verdictOf } from '../../src/session/verdict.js';

const LEFT_BITS = { up: true, down: false } as const;

/** Node 2 at 100 s under a policy; `decided` and `judged` are what it decided and would decide. */
function standing({
  isCentral = false,
  state = 'up' as keyof typeof LEFT_BITS,
  stays = false,
  decided = undefined as Decision | undefined,
  refusal = undefined as string | undefined,
  judged = undefined as Decision | undefined,
  lost = undefined as ReadonlyMap<number, string> | undefined,
} = {}) {
  const judge = () => judged && { decision: judged, lost };
  const node = { id: 2, index: 1, state, has: () => stays };
  const nodes = [{ id: 1, index: 0 }, node, { id: 3, index: 2 }, { id: 4, index: 3 }];
  const entries = [
    { node: 1, load: 0.5, measuredAt: 97 },
    { node: 4, load: 2.5, measuredAt: 99.5 },
  ];
  const simulation = {
    agenda: { now: 100 },
    cluster: { nodes },
    loads: { upper: (index: number) => 10 + index, mean: (index: number) => 20 + index },
    scheduler: {
      policy: { name: 'mine' },
      isCentral,
      lastDecision: () => decided && { at: 97, decision: decided, refusal },
      known: () => entries,
      judge,
    },
  } as never;
  const grounds = groundsOf(simulation, node as never);
  return { simulation, node: node as never, grounds };
}

const STAY: Decision = { move: undefined, reason: 'all is well' };
const GO: Decision = { move: 1000, to: 1 as never, reason: 'less there', numbers: { load: 2 } };

describe('the verdict on a process', () => {
  const central = 'it stays: mine decides for all nodes';
  it.each([
    ['under one that decides for all', { isCentral: true, judged: GO }, `${central}: less there`],
    [
      'under one that decides for all and says nothing',
      { isCentral: true, decided: GO },
      `${central}, leaves it here, and does not say why`,
    ],
    [
      'on a node that is down',
      { state: 'down' as const, decided: GO },
      'it stays: node 2 is down, and sends nothing',
    ],
    ['before the first decision', { judged: GO }, 'it stays: node 2 has made no decision yet'],
    [
      'that says what it still would say',
      { decided: STAY, judged: { ...STAY } },
      'it stays: all is well (node 2, 3s ago)',
    ],
    [
      'that says no more than that',
      { decided: STAY },
      'it stays: all is well (node 2, 3s ago); why not elsewhere, policy mine does not say',
    ],
    [
      'of a node that sends nothing',
      { decided: STAY, stays: true },
      'it stays: all is well (node 2, 3s ago)',
    ],
    [
      'of which another one was sent',
      { decided: { ...GO, move: 1001 }, stays: true },
      'it stays: 1001 was sent to node 1 instead: less there: load 2.00 (node 2, 3s ago)',
    ],
    [
      'of which another one was to be sent',
      { decided: { ...GO, move: 1001 }, refusal: 'it is full', stays: true },
      'it stays: 1001 should have gone to node 1: it is full: less there: load 2.00 (node 2, 3s ago)',
    ],
    [
      'that would go now',
      { decided: STAY, judged: GO },
      'it goes to node 1 when node 2 decides next: less there: load 2.00',
    ],
    [
      'of which another one would go now',
      { decided: STAY, judged: { ...GO, move: 1001 } },
      'it stays: 1001 is the next to go, to node 1: less there: load 2.00 (node 2, by what it knows now)',
    ],
    [
      'that differs now',
      { decided: { ...STAY, reason: 'wait' }, judged: STAY },
      'it stays: all is well (node 2, by what it knows now)',
    ],
    [
      'that differs now that another one has gone',
      { decided: { ...GO, move: 1001 }, judged: STAY },
      'it stays: 1001 was sent to node 1 instead, 3s ago; now all is well (node 2, by what it knows now)',
    ],
    [
      'that differs now that another one was refused',
      { decided: { ...GO, move: 1001 }, refusal: 'it is full', judged: STAY },
      'it stays: all is well (node 2, by what it knows now)',
    ],
  ])('%s is a sentence', (_, given, sentence) => {
    const { simulation, node, grounds } = standing(given);
    expect(verdictOf(simulation, node, 1000, grounds)).toBe(sentence);
  });

  it('is the same where sentence and process are', () => {
    expect(isSame(GO, { ...GO })).toBe(true);
    expect(isSame(GO, { ...GO, move: 1001 })).toBe(false);
    expect(isSame(GO, { ...GO, numbers: { load: 3 } })).toBe(false);
    expect(isSame(GO, { ...GO, reason: 'more there' })).toBe(false);
  });
});

describe('what a node believes of the others', () => {
  const verdicts = (given: Parameters<typeof standing>[0]) => {
    const { simulation, node, grounds } = standing(given);
    return beliefsOf(simulation, node, grounds).map(({ verdict }) => verdict);
  };

  it('is what it has heard, with its age, and of itself what it measures', () => {
    const { simulation, node, grounds } = standing({ decided: STAY });
    expect(beliefsOf(simulation, node, grounds)).toEqual([
      { node: 1, load: 10, believedLoad: 0.5, ageSeconds: 3, verdict: '' },
      { node: 2, load: 11, believedLoad: 21, ageSeconds: undefined, verdict: 'it is here' },
      {
        ...{ node: 3, load: 12, believedLoad: undefined, ageSeconds: undefined },
        verdict: 'nothing heard from it',
      },
      { node: 4, load: 13, believedLoad: 2.5, ageSeconds: 0.5, verdict: '' },
    ]);
  });

  it.each([
    ['where the whole is known', { isCentral: true }, ['', 'it is here', '', '']],
    [
      'where one was the best',
      { decided: { ...STAY, numbers: { best: 4 } } },
      ['', 'it is here', 'nothing heard from it', 'the best then'],
    ],
    [
      'where one was the target and refused',
      { decided: GO, refusal: 'it is full', stays: true },
      ['it is full', 'it is here', 'nothing heard from it', ''],
    ],
    [
      'where one would be the target',
      { decided: STAY, judged: GO },
      [undefined, 'it is here', 'nothing heard from it', ''],
    ],
    [
      'where one that has refused would be the target again',
      { decided: GO, refusal: 'it is full', judged: { ...GO, reason: 'again' } },
      [undefined, 'it is here', 'nothing heard from it', ''],
    ],
    [
      'where others lost',
      { judged: GO, lost: new Map([[4, 'too full']]) },
      [undefined, 'it is here', 'nothing heard from it', 'too full'],
    ],
    [
      'where one has refused lately',
      { judged: STAY, lost: new Map([[4, 'too full']]) },
      ['it refused lately', 'it is here', 'nothing heard from it', 'too full'],
    ],
  ])('has a verdict on each: %s', (_, given, expected) => {
    expect(verdicts(given)).toEqual(expected);
  });
});

describe('the last decision', () => {
  it('is none before the first one', () => {
    const { simulation, node } = standing({ judged: GO });
    expect(decisionOf(simulation, node)).toBeUndefined();
  });

  it.each([
    [{ decided: STAY }, undefined],
    [{ decided: STAY, judged: { ...STAY } }, undefined],
    [
      { decided: STAY, judged: GO },
      { move: 1000, to: 1, reason: 'load 2.00: less there', numbers: { load: 2 } },
    ],
  ])('comes with what the node would decide now, if that is something else: %j', (given, now) => {
    const { simulation, node } = standing(given);
    expect(decisionOf(simulation, node)).toMatchObject({
      ...{
        at: 97,
        node: 2,
        move: undefined,
        to: undefined,
        reason: 'all is well',
        numbers: {},
        now,
      },
      beliefs: [{ node: 1 }, { node: 2 }, { node: 3 }, { node: 4 }],
    });
  });

  it('says where the process was to go, and why it did not', () => {
    const { simulation, node } = standing({ decided: GO, refusal: 'it is full', stays: true });
    expect(decisionOf(simulation, node)).toMatchObject({
      ...{ move: 1000, to: 1, now: undefined, numbers: { load: 2 } },
      reason: 'load 2.00: less there; refused: it is full',
    });
  });
});

it.each([
  [{}, true],
  [{ state: 'down' as const }, false],
  [{ stays: true }, false],
])('a node that is up and does not keep its processes would decide: %j', (given, isAsked) => {
  const { simulation, node } = standing({ ...given, judged: GO });
  expect(judgementOf(simulation, node) !== undefined).toBe(isAsked);
});

describe('what openMosix does not see', () => {
  const unseen = ({
    cpus = 2,
    threads = 2,
    runnable = 3,
    htAware = false,
    numbers = { load: 1 },
  } = {}) =>
    unseenBy(
      { spec: { cpus }, settings: { believed: { cpus, threads, htAware } }, runnable } as never,
      { judgement: { decision: { ...STAY, numbers } } } as never,
    );

  it('is that logical CPUs slow each other, where it finds enough of them', () => {
    const sentence =
      '; openMosix counts 4 CPUs on 2 processors, and does not see that they slow each other';
    expect([2, 3, 4].map((runnable) => unseen({ runnable }))).toEqual([
      sentence,
      sentence,
      sentence,
    ]);
    expect([1, 5].map((runnable) => unseen({ runnable }))).toEqual(['', '']);
    expect(unseen({ threads: 1, runnable: 2 })).toBe('');
    expect(unseen({ htAware: true, runnable: 2 })).toBe('');
    expect(unseen({ numbers: { load: 1, best: 3 } as never })).toBe('');
    expect(unseen({ numbers: {} as never })).toBe('');
    expect(
      unseenBy(
        {
          spec: { cpus: 2 },
          settings: { believed: { cpus: 2, threads: 2 } },
          runnable: 3,
        } as never,
        {} as never,
      ),
    ).toBe('');
  });
});
