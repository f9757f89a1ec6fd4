import { describe, expect, it } from 'vitest';
import { DECISIONS, HOOKS, MOVES, PLACEMENT } from '../../../src/scheduler/deciding/answers.js';
import { firstOf, hooksOf, othersOf } from '../../../src/scheduler/deciding/hooks.js';

const reason = 'r';
const stay = { move: undefined, reason };

describe('what a hook of a user’s policy answers', () => {
  it.each([
    [stay, stay],
    [{ reason }, stay],
    [
      { move: 0, to: -1, reason },
      { move: 0, to: -1, reason },
    ],
    [
      { move: undefined, to: 'x', reason, numbers: { load: 1, mine: Number.NaN } },
      { ...stay, numbers: { load: 1, mine: Number.NaN } },
    ],
    [
      { move: 7, to: 2, reason, numbers: {} },
      { move: 7, to: 2, reason, numbers: {} },
    ],
    [[], []],
    [
      [stay, { move: 7, to: 2, reason }],
      [stay, { move: 7, to: 2, reason }],
    ],
  ])('may be a decision, or several: %j', (answer, read) => {
    expect(DECISIONS.read(answer)).toStrictEqual(read);
    expect(DECISIONS.read(answer)).not.toBe(answer);
  });

  it.each([
    ...[undefined, null, 7, 'stay', () => stay, {}, { move: undefined }, { reason: 7 }],
    ...[
      { move: 1.5, to: 2, reason },
      { move: 1, to: 2.5, reason },
      { move: 1, reason },
    ],
    ...[
      { move: '1', to: 2, reason },
      { move: 7, to: 2, reason, more: 1 },
      { mvoe: 7, to: 2, reason },
      { move: null, reason },
      { ...stay, numbers: 7 },
    ],
    ...[
      { ...stay, numbers: null },
      { ...stay, numbers: { load: '1' } },
    ],
    ...[[stay, undefined], [7], new Array(2), [stay, {}]],
  ])('is no decision: %j', (answer) => {
    expect(DECISIONS.read(answer)).toBeUndefined();
  });

  it('may be a list of moves', () => {
    const move = { pid: 7, to: 2, reason };
    expect(MOVES.read([])).toEqual([]);
    expect(
      MOVES.read([
        { ...move, numbers: { load: 1 } },
        { ...move, pid: 8 },
      ]),
    ).toStrictEqual([move, { ...move, pid: 8 }]);
    for (const wrong of [
      ...[
        undefined,
        move,
        { 0: move, length: 1 },
        [undefined],
        [null],
        [7],
        [{ ...move, pid: 1.5 }],
      ],
      ...[
        [{ ...move, to: '2' }],
        [{ ...move, reason: undefined }],
        [move, {}],
        [{ ...move, more: 1 }],
      ],
    ]) {
      expect(MOVES.read(wrong), JSON.stringify(wrong)).toBeUndefined();
    }
  });

  it('may be a place', () => {
    expect(PLACEMENT.read({ to: 2, reason, numbers: { load: 1 } })).toStrictEqual({
      to: 2,
      reason,
    });
    expect(PLACEMENT.read({ to: undefined, reason })).toStrictEqual({ to: undefined, reason });
    expect(PLACEMENT.read({ reason })).toStrictEqual({ to: undefined, reason });
    for (const wrong of [
      ...[undefined, null, 2, { to: 2 }, { to: 2.5, reason }, { to: '2', reason }],
      ...[
        { to: 2, reason, more: 1 },
        { too: 2, reason },
      ],
    ]) {
      expect(PLACEMENT.read(wrong), JSON.stringify(wrong)).toBeUndefined();
    }
  });

  it('may be hooks: at least one of three, all of them functions', () => {
    const hook = () => stay;
    for (const name of ['decide', 'place', 'settled']) {
      const made = { [name]: hook, more: 1 };
      expect(HOOKS.read(made)).toEqual({ self: made, [name]: hook });
      expect(HOOKS.read({ ...made, decide: 7 })).toBeUndefined();
    }
    for (const wrong of [undefined, null, hook, {}, { other: hook }, { decide: hook, place: 7 }]) {
      expect(HOOKS.read(wrong)).toBeUndefined();
    }
  });
});

describe('of what a node decides', () => {
  const moves = [7, 8, 9].map((move) => ({ move, to: 2, reason }));

  it('the first is remembered, and the others follow in their order', () => {
    expect([firstOf(stay as never), othersOf(stay as never)]).toEqual([stay, []]);
    expect([firstOf(moves), othersOf(moves)]).toEqual([moves[0], moves.slice(1)]);
    expect([firstOf([]), othersOf([])]).toEqual([
      { move: undefined, reason: 'the policy wants no move' },
      [],
    ]);
  });

  it('hooks are those of the policy, or those that it makes with its parameters', () => {
    const context = { state: {}, nodes: [1], random: () => 0 };
    const plain = { name: 'p', about: '', scope: 'node', decide: () => stay } as never;
    expect(hooksOf(plain, context)).toBe(plain);
    const asked: unknown[] = [];
    const create = (given: object) => {
      asked.push(given);
      return { decide: () => stay };
    };
    const making = { name: 'p', about: '', scope: 'cluster', create } as never;
    expect(hooksOf(making, context)).toMatchObject({ scope: 'cluster' });
    hooksOf({ ...(making as object), parameters: { d: 2 } } as never, context);
    expect(asked).toEqual([
      { ...context, parameters: {} },
      { ...context, parameters: { d: 2 } },
    ]);
  });
});
