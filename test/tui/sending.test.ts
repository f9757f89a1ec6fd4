import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/cluster/facts/command.js';
import { sendAsking } from '../../src/tui/sending.js';
import { openedState } from '../support/dashboard-state.js';
import { FakeSession } from '../support/fake-session.js';

const opened = openedState(new FakeSession({ nodes: 4 }));
const [node] = opened.sample.nodes;
/** On nodes 1 to 3 are 3 processes at home, 1 guest and 2 that are away, each; on node 4 nothing. */
const nodes = [1, 2, 3, 4].map((id) => {
  const [local, guests, away] = id === 4 ? [0, 0, 0] : [3, 1, 2];
  return { ...node!, id, local, guests, away };
});
const state = { ...opened, sample: { ...opened.sample, nodes } };

function questionOf(commands: readonly Command[]): string | undefined {
  const { state: asked, effects } = sendAsking(state, commands);
  expect(effects).toHaveLength(asked.dialog === undefined ? 1 : 0);
  return asked.dialog?.kind === 'confirm' ? asked.dialog.question : undefined;
}

describe('what many processes would feel is asked first', () => {
  it.each([
    // A crash is the end of what runs there and of what is at home there.
    ['crash', [1], 'crash node 1? 6 processes would die'],
    ['crash', [1, 2, 4], 'crash 3 nodes? 12 processes would die'],
    ['crash', [4], undefined],
    // With a reboot guests go home first.
    ['reboot', [1], 'reboot node 1? 5 processes would end'],
    ['reboot', [1, 2], 'reboot 2 nodes? 10 processes would end'],
    ['reboot', [4], undefined],
    ['leave', [1], 'node 1: leave the cluster? 3 processes would migrate'],
    ['leave', [1, 4], '2 nodes: leave the cluster? 3 processes would migrate'],
    ['leave', [4], undefined],
    ['expel', [1, 2], 'expel on 2 nodes?'],
    ['expel', [1], undefined],
    ['bring', [2, 3], 'bring on 2 nodes?'],
    ['block', [1, 2], undefined],
  ] as const)('%s of nodes %j: %s', (act, ids, question) => {
    expect(questionOf(ids.map((id) => ({ do: act, node: id })))).toBe(question);
  });

  it.each([
    [[1000, 1001], undefined, 'end 2 processes?'],
    [[1000], undefined, undefined],
    [[1000, 1001], 'STOP', undefined],
  ] as const)('kill of %j with %s: %s', (pids, signal, question) => {
    expect(questionOf(pids.map((pid) => ({ do: 'kill', pid, signal }) as Command))).toBe(question);
  });
});
