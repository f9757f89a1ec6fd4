import { expect, it } from 'vitest';
import type { Cluster } from '../../src/cluster/cluster.js';
import { Messages } from '../../src/session/messages.js';

/** Messages of a cluster of two nodes, 1 and 2, one every second from second 1 on. */
function messagesOf(count: number) {
  const agenda = { now: 0 };
  const messages = new Messages({ agenda, nodes: [{ id: 1 }, { id: 2 }] } as unknown as Cluster);
  for (let second = 1; second <= count; second++) {
    agenda.now = second;
    messages.add((second % 2) as never, ((second + 1) % 2) as never);
  }
  return messages;
}

it.each([
  [0, 10, []],
  [3, 10, [1, 2, 3]],
  [100, 2, [98, 99, 100]],
])('of %i load messages those of the last %i seconds are seen, oldest first', (count, last, at) => {
  const seen = messagesOf(count).last(last);
  expect(seen).toEqual(
    at.map((second) => ({ at: second, from: 1 + (second % 2), to: 1 + ((second + 1) % 2) })),
  );
});

it('of many load messages the last 512 are seen', () => {
  const seen = messagesOf(700).last(1000);
  expect(seen.map(({ at }) => at)).toEqual(Array.from({ length: 512 }, (_, index) => 189 + index));
});

it('load messages are forgotten where the run goes to another moment', () => {
  const messages = messagesOf(600);
  messages.forget();
  expect(messages.last(1000)).toEqual([]);
});
