import { describe, expect, it } from 'vitest';
import type { MoveCause } from '../../../src/cluster/facts/event.js';
import { BLOCK, LSTAY, NOMFS, QUIET, STAY } from '../../../src/cluster/facts/status.js';
import type { NodeState } from '../../../src/cluster/facts/view.js';
import {
  administrativeRefusal,
  guestRefusal,
  isAutomatic,
  standingOf,
} from '../../../src/cluster/moving/admission.js';
import type { Node } from '../../../src/cluster/node.js';
import { nodeSpecs, simulationOf } from '../../support/cluster-builder.js';

const CAUSES: readonly MoveCause[] = ['policy', 'place', 'user', 'expel', 'bring'];

function nodes(): [Node, Node, Node] {
  const [first, second, third] = simulationOf({ nodes: nodeSpecs(3) }).cluster.nodes;
  return [first!, second!, third!];
}

/** Of each cause, what is refused from node 1 to node 2 of a process of some home. */
function refusals(home: 1 | 2 | 3, set: (source: Node, target: Node) => void) {
  const all = nodes();
  set(all[0], all[1]);
  return CAUSES.map((cause) => administrativeRefusal(all[0], all[1], all[home - 1]!, cause));
}

const flag = (bit: number) => (node: Node) => {
  node.settings.flags |= bit;
};
const all = (reason: string | undefined) => CAUSES.map(() => reason);
/** What nobody has asked for is refused; what a user or an administrator wants is not. */
const automatic = (reason: string) => CAUSES.map((_, at) => (at < 2 ? reason : undefined));

describe('what an administrator has set keeps a process from going', () => {
  it('to another node by itself only, or in any case', () => {
    expect(CAUSES.map(isAutomatic)).toEqual([true, true, false, false, false]);
  });

  it.each<[string, 1 | 2 | 3, (source: Node, target: Node) => void, (string | undefined)[]]>([
    ['nothing', 1, () => {}, all(undefined)],
    ['stay', 1, flag(STAY), automatic('nothing leaves node 1 by itself (stay)')],
    ['stay, of a guest', 3, flag(STAY), automatic('nothing leaves node 1 by itself (stay)')],
    ['stay, on its way home', 2, flag(STAY), automatic('nothing leaves node 1 by itself (stay)')],
    ['lstay', 1, flag(LSTAY), automatic('no local process leaves node 1 by itself (lstay)')],
    ['lstay, of a guest', 3, flag(LSTAY), all(undefined)],
    ['stay of the target', 1, (_, target) => flag(STAY | LSTAY)(target), all(undefined)],
    ['block of the source', 1, flag(BLOCK), all(undefined)],
    ['quiet and nomfs', 1, (_, target) => flag(QUIET | NOMFS)(target), all(undefined)],
    ['block', 1, (_, target) => flag(BLOCK)(target), all('node 2 is blocked')],
    ['block, of a guest', 3, (_, target) => flag(BLOCK)(target), all('node 2 is blocked')],
    ['block, at home', 2, (_, target) => flag(BLOCK)(target), all(undefined)],
    ['leaving, at home', 2, (_, target) => set(target, 'leaving'), all(undefined)],
    ['leaving', 1, (_, target) => set(target, 'leaving'), all('node 2 is leaving')],
    ['a limit', 1, (_, target) => full(target, 'load'), all('node 2 is at its load limit')],
    ['a limit, at home', 2, (_, target) => full(target, 'load'), all(undefined)],
  ])('%s (home: node %i)', (_, home, change, expected) => {
    expect(refusals(home, change)).toEqual(expected);
  });

  it('where both have their reasons: that of the source first', () => {
    const both = refusals(1, (source, target) => {
      flag(STAY | LSTAY)(source);
      flag(BLOCK)(target);
    });
    const automatically = 'nothing leaves node 1 by itself (stay)';
    const asked = 'node 2 is blocked';
    expect(both).toEqual([automatically, automatically, asked, asked, asked]);
  });
});

function set(node: Node, state: NodeState): void {
  node.state = state;
}

function full(node: Node, by: 'load' | 'CPU'): void {
  node.settings.fullBy = by;
}

describe('a node takes no guest', () => {
  it.each<[NodeState, string]>([
    ['down', 'node 1 is down'],
    ['leaving', 'node 1 is leaving'],
    ['left', 'node 1 is no member'],
  ])('that is %s, whatever else is set on it: %s', (state, reason) => {
    const [node] = nodes();
    flag(BLOCK)(node);
    full(node, 'CPU');
    set(node, state);
    expect(guestRefusal(node)).toBe(reason);
    expect(standingOf(node)).toBe(reason);
  });

  it('that is blocked, else one that is full, else it does', () => {
    const [node] = nodes();
    expect(guestRefusal(node)).toBeUndefined();
    full(node, 'CPU');
    expect(guestRefusal(node)).toBe('node 1 is at its CPU limit');
    flag(BLOCK)(node);
    expect(guestRefusal(node)).toBe('node 1 is blocked');
  });
});
