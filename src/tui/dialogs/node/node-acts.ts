import type { Command, FlagVerb } from '../../../cluster/facts/command.js';
import { BLOCK, LSTAY, NOMFS, QUIET, STAY } from '../../../cluster/facts/status.js';
import type { NodeState, NodeView } from '../../../cluster/facts/view.js';
import { isMember } from '../../past/cluster-figures.js';

/** Something that can be done to nodes from the menu. */
export interface NodeAct {
  readonly key: string;
  /** What it is called when it is done to these nodes: a flag that all of them have is cleared. */
  word(nodes: readonly NodeView[]): string;
  readonly meaning: string;
  command(node: NodeView, nodes: readonly NodeView[]): Command;
  /** Why it cannot be done to a node; undefined: it can. */
  whyNot(node: NodeView): string | undefined;
}

/** The node actions of openMosixview's dialog, and what can happen to nodes. */
export const NODE_ACTS: readonly NodeAct[] = [
  flag('s', 'stay', STAY, 'processes do not leave on their own'),
  flag('l', 'lstay', LSTAY, 'its own processes do not leave'),
  flag('b', 'block', BLOCK, 'no guests are accepted'),
  flag('u', 'quiet', QUIET, 'does not advertise its load'),
  {
    ...flag('f', 'nomfs', NOMFS, 'does not share its files'),
    word: (nodes) => (allHave(nodes, NOMFS) ? 'mfs' : 'nomfs'),
    command: ({ id }, nodes) => ({ do: allHave(nodes, NOMFS) ? 'mfs' : 'nomfs', node: id }),
  },
  act('e', 'expel', 'sends its guests away', membersOnly),
  act('g', 'bring', 'brings its own processes home', membersOnly),
  act('v', 'leave', 'sends guests away, own processes come home', onlyIn(['up'])),
  act('j', 'join', 'joins the cluster again', onlyIn(['left'])),
  act(
    'c',
    'crash',
    'its processes die everywhere, its guests die',
    onlyIn(['up', 'leaving', 'left']),
  ),
  act('r', 'recover', 'starts again after a crash', onlyIn(['down'])),
];

function flag(
  letter: string,
  verb: 'stay' | 'lstay' | 'block' | 'quiet' | 'nomfs',
  bit: number,
  meaning: string,
): NodeAct {
  const off = `no${verb}` as FlagVerb;
  return {
    key: letter,
    word: (nodes) => (allHave(nodes, bit) ? off : verb),
    meaning,
    command: ({ id }, nodes) => ({ do: allHave(nodes, bit) ? off : verb, node: id }),
    whyNot: membersOnly,
  };
}

function act(
  letter: string,
  verb: 'expel' | 'bring' | 'leave' | 'join' | 'crash' | 'recover',
  meaning: string,
  whyNot: NodeAct['whyNot'],
): NodeAct {
  return {
    key: letter,
    word: () => verb,
    meaning,
    command: ({ id }) => ({ do: verb, node: id }),
    whyNot,
  };
}

function allHave(nodes: readonly NodeView[], bit: number): boolean {
  return nodes.every(({ status }) => (status & bit) !== 0);
}

function membersOnly(node: NodeView): string | undefined {
  return isMember(node) ? undefined : stateText(node);
}

function onlyIn(states: readonly NodeState[]): NodeAct['whyNot'] {
  return (node) => (states.includes(node.state) ? undefined : stateText(node));
}

const STATE_TEXT: Readonly<Record<NodeState, string>> = {
  up: 'is a member',
  leaving: 'is leaving',
  left: 'is not a member',
  down: 'is down',
};

function stateText({ id, state }: NodeView): string {
  return `node ${id} ${STATE_TEXT[state]}`;
}
