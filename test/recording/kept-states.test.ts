import { describe, expect, it } from 'vitest';
import { Branch } from '../../src/recording/branch.js';
import { CheckpointStore } from '../../src/recording/checkpoint-store.js';
import { digestOf } from '../../src/recording/digest.js';
import type { Moment } from '../../src/recording/moment.js';
import { packed, unpacked } from '../../src/recording/packed.js';
import { searched } from '../../src/recording/search.js';
import type { Sought } from '../../src/session/session.js';
import fc from '../support/properties.js';

const at = (steps: number, commands = 0): Moment => ({ seconds: steps, steps, commands });
/** Of three bytes, which took 3000 before they were compressed: 31 000 steps apart. */
const kept = (moment: Moment) => ({ at: moment, bytes: new Uint8Array(3), wholeBytes: 3000 });

describe('the store of checkpoints', () => {
  const stepsOf = (store: CheckpointStore, branch: Branch) => {
    const found: number[] = [];
    for (let most = Infinity; ; ) {
      const one = store.before(branch, ({ steps }) => steps < most);
      if (one === undefined) return found.reverse();
      found.push(one.at.steps);
      most = one.at.steps;
    }
  };

  it('has a further one due 30 000 steps and one for each three bytes after the last', () => {
    const store = new CheckpointStore(100);
    const branch = new Branch(1);
    expect([store.dueAt(branch), store.isDue(branch, 0)]).toEqual([0, true]);
    store.add(branch, kept(at(5)));
    expect(store.dueAt(branch)).toBe(31_005);
    expect([31_004, 31_005].map((steps) => store.isDue(branch, steps))).toEqual([false, true]);
    // Of a branch without one of its own, after its beginning.
    const child = new Branch(2, { parent: branch, since: at(700) });
    expect(store.dueAt(child)).toBe(31_700);
    store.add(branch, { ...kept(at(6)), wholeBytes: 30_000 });
    expect(store.dueAt(branch)).toBe(40_006);
    // A smaller one brings none nearer.
    store.add(branch, kept(at(7)));
    expect(store.dueAt(branch)).toBe(40_007);
    expect(store.memory).toEqual({ bytes: 9, mostBytes: 100, checkpoints: 3 });
    store.forget();
    expect(store.memory).toEqual({ bytes: 0, mostBytes: 100, checkpoints: 0 });
    expect(stepsOf(store, branch)).toEqual([]);
  });

  it('keeps one of a moment, and all in their order, in whatever order they come', () => {
    const store = new CheckpointStore(1000);
    const branch = new Branch(1);
    for (const steps of [5, 1, 9, 5, 3, 1, 9, 4]) store.add(branch, kept(at(steps)));
    expect(stepsOf(store, branch)).toEqual([1, 3, 4, 5, 9]);
    expect(store.memory).toMatchObject({ bytes: 15, checkpoints: 5 });
    store.add(branch, kept(at(5, 1)));
    expect(store.memory.checkpoints).toBe(6);
    expect(store.before(branch, ({ steps }) => steps <= 5)?.at).toEqual(at(5, 1));
  });

  it('leaves out every second one when there is no room, and has them due twice as far apart', () => {
    const store = new CheckpointStore(12);
    const root = new Branch(1);
    for (const steps of [0, 10, 20, 30]) store.add(root, kept(at(steps)));
    expect(stepsOf(store, root)).toEqual([0, 10, 20, 30]);
    store.add(root, kept(at(40)));
    expect(stepsOf(store, root)).toEqual([0, 20, 40]);
    expect(store.dueAt(root)).toBe(40 + 62_000);
    expect(store.memory).toMatchObject({ bytes: 9, checkpoints: 3 });
    // Of a further branch the first goes and the second stays.
    const child = new Branch(2, { parent: root, since: at(25) });
    store.add(child, kept(at(26)));
    store.add(child, kept(at(27)));
    expect(stepsOf(store, child)).toEqual([0, 27]);
    expect(stepsOf(store, root)).toEqual([0, 40]);
    expect(store.dueAt(child)).toBe(27 + 124_000);
  });

  it('keeps the first one, however little room there is', () => {
    const store = new CheckpointStore(2);
    const root = new Branch(1);
    for (const steps of [0, 10, 20, 30]) store.add(root, kept(at(steps)));
    expect(stepsOf(store, root)).toEqual([0]);
    expect(store.memory).toEqual({ bytes: 3, mostBytes: 2, checkpoints: 1 });
  });

  it('finds for a branch none of its parent that came after it had begun', () => {
    const store = new CheckpointStore(1000);
    const root = new Branch(1);
    for (const moment of [at(0), at(10), at(20), at(20, 1), at(30)]) store.add(root, kept(moment));
    const child = new Branch(2, { parent: root, since: at(20) });
    const grandchild = new Branch(3, { parent: child, since: at(25) });
    for (const branch of [child, grandchild]) {
      expect(store.before(branch, () => true)?.at).toEqual(at(20));
      expect(store.before(branch, ({ steps }) => steps < 20)?.at).toEqual(at(10));
      expect(store.before(branch, () => false)).toBeUndefined();
    }
    store.add(child, kept(at(26)));
    expect(store.before(grandchild, () => true)?.at).toEqual(at(20));
    expect(store.before(child, () => true)?.at).toEqual(at(26));
  });
});

describe('the digest of a state', () => {
  const strange = new Float64Array(new Uint32Array([7, 0xfff80000]).buffer);
  it('is the same for all that is no number, and not for what never ends', () => {
    const column = (value: number) => digestOf({ a: Float64Array.of(1, value) });
    const alone = (value: number) => digestOf({ a: value });
    for (const digest of [column, alone]) {
      expect(digest(strange[0]!)).toBe(digest(Number.NaN));
      const all = [
        Number.NaN,
        Number.POSITIVE_INFINITY,
        Number.NEGATIVE_INFINITY,
        0,
        -0,
        2 ** 1023,
      ];
      expect(new Set(all.map(digest)).size).toBe(all.length);
    }
    expect(digestOf({ a: strange.subarray(0, 1) })).toBe(
      digestOf({ a: Float64Array.of(Number.NaN) }),
    );
  });

  it('is that of the part that a column is, wherever it stands', () => {
    const whole = Float64Array.of(1, 2, 3, 4);
    expect(digestOf({ a: whole.subarray(1, 3) })).toBe(digestOf({ a: Float64Array.of(2, 3) }));
  });

  it('tells any two states apart', () => {
    const value = fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.constant(null), fc.double());
    const state = fc.dictionary(fc.string(), fc.oneof(value, fc.array(value, { maxLength: 3 })));
    fc.assert(
      fc.property(state, state, (one, other) => {
        const isSame = JSON.stringify([one, 'x'], exact) === JSON.stringify([other, 'x'], exact);
        expect(digestOf(one as never) === digestOf(other as never)).toBe(isSame);
        expect(digestOf({ ...one } as never)).toBe(digestOf(one as never));
      }),
    );
  });
});

function exact(_: string, value: unknown): unknown {
  if (Object.is(value, -0)) return 'minus nought';
  return typeof value === 'number' && !Number.isFinite(value) ? `number ${value}` : value;
}

it('the state of a run is compressed from 256 KiB on, and smaller ones stand as they are', () => {
  const stateOf = (bytes: number) => ({ a: new Uint8Array(bytes) }) as never;
  const over = packed(stateOf(262_000)).wholeBytes - 262_000;
  for (const [whole, isCompressed] of [
    [262_143, false],
    [262_144, true],
  ] as const) {
    const { bytes, wholeBytes } = packed(stateOf(whole - over));
    expect([wholeBytes, bytes[0] !== 0xff, bytes.length < whole]).toEqual([
      ...[whole, isCompressed, isCompressed],
    ]);
    const { a } = unpacked(bytes) as { a: Uint8Array };
    expect([a.length, a.every((byte) => byte === 0)]).toEqual([whole - over, true]);
  }
});

describe('a search of the past', () => {
  function past(presentSeconds: number) {
    const asked: unknown[] = [];
    let now = 0;
    const session = {
      presentSeconds,
      view: () => ({ now }),
      keptBefore: () => 0,
      rewind: () => {
        now = 0;
      },
      seek: (seconds: number) => {
        now = seconds;
      },
      advance: (until: number, part: object) => {
        asked.push(part);
        now = until;
        return true;
      },
      subscribe: () => () => {},
    };
    return { session, asked };
  }

  it('says every fifty seconds how far it has come, and goes on in parts of 2000 events', () => {
    const { session, asked } = past(120);
    const never = { holds: () => false } as Sought;
    expect([...searched(session as never, never, 'next')]).toEqual([0, 50, 100]);
    expect([...searched(session as never, never, 'first')]).toEqual([0, 50, 100]);
    const none = { types: ['locked'], isIt: () => true } as Sought;
    expect([...searched(session as never, none, 'first')]).toEqual([]);
    expect(asked).toHaveLength(121 + 121 + 1);
    for (const part of asked) expect(part).toEqual({ maxEvents: 2000 });
  });
});
