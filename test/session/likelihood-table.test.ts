import { expect, it } from 'vitest';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import { restore, saved } from '../../src/kernel/archive.js';
import type { FutureView } from '../../src/session/futures.js';
import { Journeys } from '../../src/session/journeys.js';
import {
  inevitableSince,
  otherStep,
  outlookOf,
  unknownLikelihood,
  usualStep,
  withFuture,
} from '../../src/session/likelihood.js';
import { FakeSession } from '../support/fake-session.js';

const FATE = { what: 'killed', cause: 'out of memory' } as const;

it.each([
  [0.5, 0.1],
  [2, 0.1],
  [3.99, 0.1],
  [4, 0.2],
  [9.99, 0.2],
  [10, 0.5],
  [20, 1],
  [40, 2],
  [100, 5],
  [199.9, 5],
  [200, 10],
  [300, 15],
  [599.9, 15],
  [600, 30],
  [1e6, 30],
])(
  'the usual step before %d s is %d s: twenty of them are no longer than that, and none 30 s',
  (at, step) => {
    expect(usualStep(at)).toBe(step);
  },
);

it.each([
  [0.5, 1, [0]],
  [1, 1, [0]],
  [1.5, 1, [0.5]],
  [3.5, 1, [0.5, 1.5, 2.5]],
  [0, 1, [0]],
])('before %d s, at steps of %d s, it is asked at %j', (at, step, moments) => {
  const unknown = unknownLikelihood(FATE, at, step);
  expect(unknown).toEqual({
    ...{ fate: FATE, at, stepSeconds: step },
    moments: moments.map((moment) => ({ at: moment, drawn: 0, happened: 0 })),
  });
});

it('thirty futures are drawn of each moment, each moment once before any twice', () => {
  const unknown = unknownLikelihood(FATE, 7, 2);
  const { ways, ...rest } = outlookOf(unknown);
  expect(rest).toEqual({ untilSeconds: 9, fate: FATE, fateSinceSeconds: 5 });
  expect(ways).toEqual(
    Array.from({ length: 90 }, (_, index) => ({
      from: [1, 3, 5][index % 3],
      draw: 1 + Math.floor(index / 3),
    })),
  );
});

it('each future counts at its moment, and as happened where it did', () => {
  const future = (fatedAt?: number): FutureView =>
    ({ part: 1, curve: [], figures: { fatedAt } }) as never;
  let known = unknownLikelihood(FATE, 7, 2);
  const fates = [undefined, 6, 6, 6, undefined, 0, 6];
  fates.forEach((fatedAt, index) => {
    known = withFuture(known, index, future(fatedAt));
  });
  expect(known.moments).toEqual([
    { at: 1, drawn: 3, happened: 2 },
    { at: 3, drawn: 2, happened: 1 },
    { at: 5, drawn: 2, happened: 2 },
  ]);
  expect(inevitableSince(known)).toBe(5);
  const none = unknownLikelihood(FATE, 7, 2);
  expect(inevitableSince(none)).toBeUndefined();
});

it.each([
  [60, 1, 59, undefined],
  [60, 1, 120, 120],
  [60, -1, 0, 30],
  [3600, 1, 1e9, undefined],
  [0.1, 1, 0.2, 0.2],
  [0.1, 1, 0.19, undefined],
] as const)('from steps of %d s, %d further, %d s before it: %s', (stepSeconds, by, at, step) => {
  expect(otherStep({ ...unknownLikelihood(FATE, at, 1), stepSeconds }, by)).toBe(step);
});

it('the journeys of processes are theirs again after a restoring, starts away from home included', () => {
  const session = new FakeSession();
  const journeys = new Journeys(session);
  const placed = { type: 'placed', at: 1, pid: 5, home: 1, to: 2, reason: 'its turn' };
  session.tell(placed as unknown as ClusterEvent);
  session.tell({ ...placed, type: 'migrated', pid: 6 } as unknown as ClusterEvent);
  expect(journeys.last(5)).toMatchObject(placed);
  expect(journeys.last(6)).toBeUndefined();
  const other = new Journeys(new FakeSession());
  restore(other, saved(journeys));
  expect(other.last(5)).toMatchObject(placed);
});
