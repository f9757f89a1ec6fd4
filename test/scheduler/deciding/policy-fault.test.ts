import { describe, expect, it } from 'vitest';
import { restore, saved } from '../../../src/kernel/archive.js';
import {
  lineIn,
  locationOf,
  messageOf,
  policyFault,
  shown,
  stackOf,
} from '../../../src/scheduler/deciding/policy-fault.js';
import { PolicyStates } from '../../../src/scheduler/deciding/policy-states.js';

const URL = 'file:///x/mine.mjs';
const source = (line?: number) => ({ file: './mine.mjs', url: URL, lineOf: () => line });

/** What cannot be looked at. */
const hostile = {
  get message(): string {
    throw new Error('no');
  },
  toJSON() {
    throw new Error('no');
  },
};
const hostileError: Error = Object.create(Error.prototype, {
  message: { get: () => hostile.message },
  stack: { get: () => hostile.message },
});

describe('the mistake of a policy', () => {
  it('is told with its file, and the line where it was thrown, or where the hook begins', () => {
    const thrown = Object.assign(new Error('oops'), {
      stack: `Error: oops\n at f (file:///other.mjs:3:1)\n at decide (${URL}:12:5)\n at (${URL}:20:1)`,
    });
    const what = 'decide failed';
    expect(policyFault(source(7), { hook: 'decide', what, thrown: [thrown] }).message).toBe(
      'policy ./mine.mjs:12: decide failed: oops',
    );
    expect(policyFault(source(7), { hook: 'decide', what }).message).toBe(
      'policy ./mine.mjs:7: decide failed',
    );
    expect(policyFault(source(), { hook: 'decide', what }).message).toBe(
      'policy ./mine.mjs: decide failed',
    );
    expect(policyFault(source(7), { what }).message).toBe('policy ./mine.mjs: decide failed');
    expect(policyFault(source(7), { hook: 'place', what, thrown: ['x'] }).message).toBe(
      'policy ./mine.mjs:7: decide failed: x',
    );
    expect(policyFault(source(), { what, thrown: [undefined] })).toMatchObject({
      ...{ message: 'policy ./mine.mjs: decide failed: undefined', exitCode: 1 },
    });
    expect([locationOf(source(), 0), locationOf(source(), undefined)]).toEqual([
      ...['./mine.mjs:0', './mine.mjs'],
    ]);
  });

  it.each([
    [`at ${URL}:12:5`, 12],
    [`at ${URL}?3:12:5`, 12],
    [`at ${URL}?3x:12:5`, undefined],
    [`at ${URL}x:12:5 at ${URL}:9:1`, 9],
    [`${URL}:1`, 1],
    [`at ${URL}`, undefined],
    ['at file:///other.mjs:3:1', undefined],
    [`at ${URL}?${'1'.repeat(40)}:3:1`, undefined],
  ])('is in the line of the stack %s: %j', (stack, line) => {
    expect(lineIn(stack, URL)).toBe(line);
  });

  it.each([
    [new Error('oops'), 'oops'],
    [new TypeError(''), 'TypeError'],
    [new Error(' two\n  lines '), 'two lines'],
    ['text', 'text'],
    [7, '7'],
    [null, 'null'],
    [undefined, 'undefined'],
    [{ a: 1 }, '{"a":1}'],
    [Object.assign(new Error('x'), { message: 7 }), '7'],
    ['x'.repeat(200), 'x'.repeat(200)],
    ['x'.repeat(201), `${'x'.repeat(200)}...`],
  ])('says what was thrown: %#', (thrown, message) => {
    expect(messageOf(thrown)).toBe(message);
  });

  it('has no words for what cannot be looked at', () => {
    const nothing = 'something that cannot be put into words';
    expect([messageOf(hostileError), messageOf(hostile), shown(hostile)]).toEqual([
      ...[nothing, nothing, nothing],
    ]);
  });

  it('shows a value in one line', () => {
    expect(shown({ a: 1n, b: [true] })).toBe('{"a":"1n","b":[true]}');
    expect(shown(() => 1)).toBe('() => 1');
    expect(shown(Promise.resolve(1))).toBe('a promise (decide must not be async)');
    expect(shown(Promise.resolve(1), 'place')).toBe('a promise (place must not be async)');
    const circle: { self?: object } = {};
    circle.self = circle;
    expect(shown(circle)).toBe('something that cannot be put into words');
  });

  it('has a stack only where an error was thrown', () => {
    expect(stackOf(Object.assign(new Error('x'), { stack: 's' }))).toBe('s');
    expect([stackOf('x'), stackOf(undefined), stackOf(hostileError)]).toEqual(['', '', '']);
  });
});

describe('what policies remember', () => {
  const states = () => new PolicyStates(() => 'mine');

  it('is each node’s own, the cluster’s and the run’s, and is forgotten with a node', () => {
    const one = states();
    one.of(0 as never).turn = 1;
    one.of(1 as never).turn = 2;
    one.ofCluster().turn = 3;
    one.ofRun().turn = 4;
    expect([one.of(0 as never), one.of(1 as never), one.ofCluster(), one.ofRun()]).toEqual([
      ...[{ turn: 1 }, { turn: 2 }, { turn: 3 }, { turn: 4 }],
    ]);
    one.forget(0 as never);
    expect([one.of(0 as never), one.of(1 as never)]).toEqual([{}, { turn: 2 }]);
    const before = one.ofRun();
    one.forgetAll();
    expect([one.of(1 as never), one.ofCluster(), one.ofRun()]).toEqual([{}, {}, {}]);
    expect(before).toEqual({ turn: 4 });
  });

  it('goes on as it was put away, copied, in the object that the hooks of the run have', () => {
    const first = states();
    const value = { list: [1, [2n, null]], map: { a: 'x', u: undefined }, is: true, none: null };
    Object.assign(first.of(2 as never), value);
    Object.assign(first.ofRun(), value);
    const second = states();
    second.of(5 as never).old = 1;
    const ofRun = second.ofRun();
    ofRun.old = 1;
    const state = saved(first);
    restore(second, state);
    expect([second.of(2 as never), second.of(5 as never)]).toEqual([value, {}]);
    expect(second.ofRun()).toBe(ofRun);
    expect(ofRun).toEqual(value);
    (second.of(2 as never).list as number[]).push(9);
    expect(first.of(2 as never)).toEqual(value);
    const same = saved(first);
    expect(first.ofRun()).toEqual(value);
    expect(same).toEqual(state);
  });

  it('may hold one thing twice, and null prototypes', () => {
    const one = states();
    const shared = { a: 1 };
    Object.assign(one.ofCluster(), { x: shared, y: [shared], z: Object.create(null) });
    const two = states();
    restore(two, saved(one));
    expect(two.ofCluster()).toEqual({ x: { a: 1 }, y: [{ a: 1 }], z: {} });
  });

  const circle: unknown[] = [];
  circle.push(circle);
  it.each([
    [{ f: () => 1 }, 'state.f is a function'],
    [{ s: Symbol('x') }, 'state.s is a symbol'],
    [{ list: [1, { m: new Map() }] }, 'state.list[1].m is an object of a class (Map)'],
    [{ d: new Date(0) }, 'state.d is an object of a class (Date)'],
    [{ o: Object.create(Object.create(null)) }, 'state.o is an object of a class (?)'],
    [{ circle }, 'state.circle[0] is an object that contains itself'],
  ])('must be plain data: %#', (value, sentence) => {
    const one = states();
    Object.assign(one.of(0 as never), value);
    expect(() => saved(one)).toThrow(
      `policy mine cannot be saved: ${sentence}; a state is made of numbers, texts, booleans, lists and plain objects`,
    );
  });
});

it('an answer is named where JSON would say {}: promises and generators', () => {
  function* yielding() {
    yield 1;
  }
  async function* later() {
    yield 1;
  }
  const generator = 'a generator (decide must return, not yield)';
  expect([yielding(), later()].map((answer) => shown(answer))).toEqual([generator, generator]);
  expect(shown(Promise.resolve(), 'place')).toBe('a promise (place must not be async)');
});
