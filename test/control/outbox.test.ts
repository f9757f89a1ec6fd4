import { describe, expect, it } from 'vitest';
import { MOST_WAITING, Outbox } from '../../src/control/outbox.js';

function lines(outbox: Outbox, next: number) {
  const said: { method: string; params: Record<string, unknown> }[] = [];
  for (let text = outbox.take(next); text !== undefined; text = outbox.take(next)) {
    for (const line of text.trimEnd().split('\n')) said.push(JSON.parse(line));
  }
  return said.map(({ method, params }) => [method, params]);
}

describe('the events that wait for a client', () => {
  it('go in their order, a thousand at once', () => {
    const outbox = new Outbox();
    for (let number = 5; number < 1505; number++) outbox.add(number, String(number));
    const said = lines(outbox, 1505);
    expect(said.map(([method, params]) => [method, (params as { first: number }).first])).toEqual([
      ['events', 5],
      ['events', 1005],
    ]);
    expect(said.flatMap(([, params]) => (params as { events: number[] }).events)).toEqual(
      Array.from({ length: 1500 }, (_, index) => index + 5),
    );
  });

  // After the one with which all are given up come so many more.
  it.each([0, 1, 2, 1000, 1001])(
    'are given up when too many wait, and that is said before what comes after: %i',
    (more) => {
      const outbox = new Outbox();
      const after = MOST_WAITING + 1;
      for (let number = 0; number < after + more; number++) outbox.add(number, String(number));
      const [gap, ...events] = lines(outbox, after + more);
      expect(gap).toEqual(['gap', { first: 0, next: after }]);
      expect(events.map(([, params]) => (params as { first: number }).first)).toEqual(
        [after, after + 1000].filter((first) => first < after + more),
      );
      expect(events.flatMap(([, params]) => (params as { events: number[] }).events)).toEqual(
        Array.from({ length: more }, (_, index) => after + index),
      );
    },
  );

  it('are one gap however often they are given up', () => {
    const outbox = new Outbox();
    const count = 3 * (MOST_WAITING + 1);
    for (let number = 7; number < 7 + count; number++) outbox.add(number, 'x');
    expect(lines(outbox, 7 + count)).toEqual([['gap', { first: 7, next: 7 + count }]]);
    expect(lines(outbox, 7 + count)).toEqual([]);
  });
});
