import { expect, it } from 'vitest';
import { MOST_WAITING, Outbox } from '../../src/control/outbox.js';
import fc from '../support/properties.js';

/** What a client makes of what it is told: the numbers that it has, and those that it knows it lacks. */
class Reader {
  readonly has: number[] = [];
  readonly lacks: number[] = [];

  read(text: string): void {
    for (const line of text.trimEnd().split('\n')) {
      const { jsonrpc, method, params } = JSON.parse(line);
      expect(jsonrpc).toBe('2.0');
      if (method === 'gap') {
        expect(params.next).toBeGreaterThan(params.first);
        for (let number = params.first; number < params.next; number++) this.lacks.push(number);
        continue;
      }
      expect(method).toBe('events');
      expect(params.events.length).toBeGreaterThan(0);
      expect(params.events.length).toBeLessThanOrEqual(1000);
      params.events.forEach((number: number, index: number) => {
        expect(number).toBe(params.first + index);
        this.has.push(number);
      });
    }
  }
}

const STEPS = fc.array(
  fc.oneof(
    fc.record({ add: fc.constantFrom(1, 3, 999, 1000, 1001, MOST_WAITING - 1, MOST_WAITING) }),
    fc.record({ take: fc.integer({ min: 1, max: 4 }) }),
  ),
  { maxLength: 6 },
);

it('a client knows of every event whether it has it or lacks it, in whatever portions it reads', () => {
  fc.assert(
    fc.property(STEPS, fc.integer({ min: 0, max: 5 }), (steps, first) => {
      const outbox = new Outbox();
      const reader = new Reader();
      let next = first;
      let waiting = 0;
      let lost = 0;
      for (const step of steps) {
        if ('take' in step) {
          for (let turn = 0; turn < step.take; turn++) {
            const text = outbox.take(next);
            if (text === undefined) break;
            reader.read(text);
            waiting = Math.max(0, waiting - 1000);
          }
          continue;
        }
        for (let count = 0; count < step.add; count++) {
          outbox.add(next, String(next));
          next++;
          waiting++;
          // So many may wait, and not one more: then all of them are given up.
          if (waiting > MOST_WAITING) {
            lost += waiting;
            waiting = 0;
          }
        }
      }
      for (let text = outbox.take(next); text !== undefined; text = outbox.take(next)) {
        reader.read(text);
      }
      expect(reader.has).toEqual(reader.has.toSorted((a, b) => a - b));
      expect([...reader.has, ...reader.lacks].sort((a, b) => a - b)).toEqual(
        Array.from({ length: next - first }, (_, index) => first + index),
      );
      expect(reader.lacks.length).toBe(lost);
    }),
    { numRuns: 8 },
  );
});

it('of nothing that waits nothing is said', () => {
  expect(new Outbox().take(5)).toBeUndefined();
});
