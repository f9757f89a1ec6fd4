import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import { UNICODE } from '../../src/tui/drawing/charset.js';
import { latestNotice, type Notice } from '../../src/tui/notice.js';
import { openedState } from '../support/dashboard-state.js';

const { sample } = openedState();
const started = { type: 'started', at: 1, pid: 7, home: 1, command: 'R' } as ClusterEvent;
const crashed = { type: 'node-crashed', at: 1, node: 3, killed: 2 } as ClusterEvent;
const joined = { type: 'node-joined', at: 1, node: 2 } as ClusterEvent;

const STARTED = '7 R started on node 1';
const CRASHED = 'node 3 has crashed: 2 processes killed';
const JOINED = 'node 2 has joined the cluster';

const old = (weight: Notice['weight'], age: number): Notice => ({
  ...{ text: 'before', colour: 'text', weight, age },
});

describe('the event line', () => {
  const shown = (before: Notice | undefined, events: readonly ClusterEvent[], followed?: number) =>
    latestNotice(before, { ...sample, events }, UNICODE, followed);

  it.each([
    ['what happens', undefined, [started], STARTED],
    ['what weighs more than what was said before', old(1, 0), [crashed], CRASHED],
    ['what weighs as much, the later one', old(3, 0), [joined], JOINED],
    ['no longer what weighs more, seven frames later', old(4, 6), [started], STARTED],
    ['the weightiest of several, whichever is first', undefined, [started, crashed], CRASHED],
    ['the weightiest of several, whichever is last', undefined, [crashed, started], CRASHED],
    ['still what weighs more, six frames later', old(4, 5), [started], 'before'],
    ['still an offer, as long as it is there', old(5, 60), [crashed], 'before'],
    ['still what was said, when nothing happens', old(1, 60), [], 'before'],
  ])('says %s', (_, before, events, text) => {
    expect(shown(before, events)?.text).toBe(text);
  });

  it('says of the process that is followed as if it were an answer', () => {
    expect(shown(old(4, 0), [joined, started], 7)?.text).toBe(STARTED);
    expect(shown(undefined, [started, joined], 7)?.text).toBe(STARTED);
    expect(shown(undefined, [started, joined], 8)?.text).toBe(JOINED);
  });

  it('counts the frames for which it has said the same', () => {
    expect(shown(old(4, 2), [started])?.age).toBe(3);
    expect(shown(old(4, 2), [crashed])?.age).toBe(0);
    expect(shown(undefined, [])).toBeUndefined();
  });
});
