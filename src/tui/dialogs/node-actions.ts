import type { NodeState, NodeView } from '../../cluster/view.js';
import { fitText } from '../cell-width.js';
import type { Line } from '../line.js';
import { span } from '../line.js';
import { refusalNotice } from '../notice.js';
import { sanitize } from '../sanitize.js';
import type { DashboardState } from '../state.js';
import type { Update } from '../update-result.js';
import { next } from '../update-result.js';
import { idsOf, typeDigit } from './choose-node.js';
import type { DialogContent, NodeDialog } from './dialog.js';
import { hintLine } from './hints.js';

/** Asks for a node, then for what shall happen to it. */
export function openNodeActions(state: DashboardState): Update {
  const dialog: NodeDialog = { kind: 'node', node: undefined, selected: 0, digits: '' };
  return next({ ...state, dialog });
}

export function nodeContent(state: DashboardState, dialog: NodeDialog): DialogContent {
  const node = state.sample.nodes.find(({ id }) => id === dialog.node);
  if (node === undefined) {
    return {
      title: 'which node?',
      intro: [],
      items: state.sample.nodes.map((choice) => nodeLine(choice, state)),
      marked: true,
      hints: hintLine([
        ['0-9', 'node'],
        ['Enter', 'choose'],
        ['Esc', 'cancel'],
      ]),
    };
  }
  return {
    title: `node ${node.id} ${sanitize(node.name)}`,
    intro: [],
    items: NODE_ACTIONS.map(({ key, action, meaning }) => {
      const reason = whyNot(action, node);
      const colour = reason === undefined ? 'strong' : 'dim';
      return [
        span(` ${key} `, { colour: 'key', bold: true }),
        span(fitText(action, 9), { colour }),
        span(`${reason ?? meaning} `, { colour: 'dim' }),
      ];
    }),
    marked: true,
    hints: hintLine([
      ['Enter', 'do it'],
      ['Esc', 'cancel'],
    ]),
  };
}

export function pressInNodes(
  state: DashboardState,
  dialog: NodeDialog,
  key: string,
): Update | undefined {
  if (dialog.node === undefined) return pressWhileChoosing(state, dialog, key);
  const letter = NODE_ACTIONS.findIndex((choice) => choice.key === key);
  if (letter >= 0) return next({ ...state, dialog: { ...dialog, selected: letter } });
  if (key !== 'enter') return undefined;
  const { action } = NODE_ACTIONS[dialog.selected]!;
  const node = state.sample.nodes.find(({ id }) => id === dialog.node)!;
  const reason = whyNot(action, node);
  if (reason !== undefined) return next({ ...state, notice: refusalNotice(reason) });
  const command = { do: action, node: dialog.node };
  return next({ ...state, dialog: undefined }, { type: 'send', command });
}

type NodeAction = 'leave' | 'join' | 'crash' | 'recover';

interface NodeActionChoice {
  readonly key: string;
  readonly action: NodeAction;
  readonly meaning: string;
}

const NODE_ACTIONS: readonly NodeActionChoice[] = [
  { key: 'l', action: 'leave', meaning: 'guests go, own processes come home' },
  { key: 'j', action: 'join', meaning: 'becomes a member again' },
  { key: 'c', action: 'crash', meaning: 'its processes die everywhere, guests die here' },
  { key: 'r', action: 'recover', meaning: 'starts again after a crash' },
];

/** Which states of a node an action is for. */
const ACTS_ON: Readonly<Record<NodeAction, readonly NodeState[]>> = {
  leave: ['up'],
  join: ['left'],
  crash: ['up', 'leaving', 'left'],
  recover: ['down'],
};

const STATE_TEXT: Readonly<Record<NodeState, string>> = {
  up: 'is a member',
  leaving: 'is leaving',
  left: 'is no member',
  down: 'is down',
};

function whyNot(action: NodeAction, node: NodeView): string | undefined {
  return ACTS_ON[action].includes(node.state)
    ? undefined
    : `node ${node.id} ${STATE_TEXT[node.state]}`;
}

function pressWhileChoosing(
  state: DashboardState,
  dialog: NodeDialog,
  key: string,
): Update | undefined {
  const nodes = state.sample.nodes;
  if (/^\d$/.test(key)) {
    const { digits, index } = typeDigit(dialog.digits, key, idsOf(nodes));
    const selected = index ?? dialog.selected;
    return next({ ...state, dialog: { ...dialog, digits, selected } });
  }
  if (key !== 'enter') return undefined;
  return next({
    ...state,
    dialog: { kind: 'node', node: nodes[dialog.selected]?.id, selected: 0, digits: '' },
  });
}

function nodeLine(node: NodeView, { charset }: DashboardState): Line {
  const here = node.local + node.guests;
  return [
    span(`${fitText(String(node.id), 4, 'right')} `, { colour: 'strong', bold: true }),
    span(fitText(sanitize(node.name), 10, 'left', charset.ellipsis)),
    span(fitText(node.state, 8), { colour: node.state === 'up' ? 'good' : 'bad' }),
    span(`load ${fitText(node.upperLoad.toFixed(2), 5, 'right')}  `),
    span(`${fitText(String(here), 4, 'right')} here, ${node.away} away `, { colour: 'dim' }),
  ];
}
