import type { NodeId } from '../../../cluster/facts/node-spec.js';
import type { NodeView } from '../../../cluster/facts/view.js';
import { fitText } from '../../drawing/cell-width.js';
import { type Line, span } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import { loadOf } from '../../past/load.js';
import type { DashboardState } from '../../state.js';
import { next, type Update } from '../../update-result.js';
import type { DialogContent, WhichNodeDialog } from '../dialog.js';
import { hintLine } from '../dialog-lines.js';
import { idsOf, typeDigit } from './choose-node.js';
import { openNodes } from './nodes.js';

/** Asks which node to act on, the cursor on `suggested`. */
export function openWhichNode(state: DashboardState, suggested: NodeId | undefined): Update {
  const found = state.sample.nodes.findIndex(({ id }) => id === suggested);
  const selected = Math.max(0, found);
  return next({ ...state, dialog: { kind: 'which-node', selected, digits: '' } });
}

export function whichNodeContent(state: DashboardState): DialogContent {
  return {
    title: 'which node?',
    intro: [],
    items: state.sample.nodes.map((node) => nodeLine(node, state)),
    marked: true,
    hints: hintLine([
      ['0-9', 'node'],
      ['Enter', 'choose'],
      ['Esc', 'cancel'],
    ]),
  };
}

export function pressInWhichNode(
  state: DashboardState,
  dialog: WhichNodeDialog,
  key: string,
): Update | undefined {
  const { nodes } = state.sample;
  if (/^\d$/.test(key)) {
    const { digits, index } = typeDigit(dialog.digits, key, idsOf(nodes));
    const isSure = nodes.filter(({ id }) => String(id).startsWith(digits)).length === 1;
    if (index !== undefined && isSure) return openNodes(state, [nodes[index]!], { typed: true });
    const selected = index ?? dialog.selected;
    return next({ ...state, dialog: { ...dialog, digits, selected } });
  }
  if (key !== 'enter') return undefined;
  const chosen = nodes[dialog.selected];
  return chosen === undefined ? undefined : openNodes(state, [chosen]);
}

function nodeLine(node: NodeView, { charset }: DashboardState): Line {
  const here = node.local + node.guests;
  return [
    span(`${fitText(String(node.id), 4, 'right')} `, { colour: 'strong', bold: true }),
    span(fitText(sanitize(node.name), 10, 'left', charset.ellipsis)),
    span(fitText(node.state, 8), { colour: node.state === 'up' ? 'good' : 'bad' }),
    span(`load ${fitText(loadOf(node).toFixed(2), 5, 'right')}  `),
    span(`${fitText(String(here), 4, 'right')} here, ${node.away} away `, { colour: 'dim' }),
  ];
}
