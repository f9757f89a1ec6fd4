import type { NodeView } from '../../../cluster/facts/view.js';
import { fitText } from '../../drawing/cell-width.js';
import { span } from '../../drawing/line.js';
import { refusalNotice } from '../../notice.js';
import { sendAsking } from '../../sending.js';
import type { DashboardState } from '../../state.js';
import { next, type Update } from '../../update-result.js';
import type { DialogContent, NodesDialog } from '../dialog.js';
import { hintLine } from '../dialog-lines.js';
import { NODE_ACTS, type NodeAct } from './node-acts.js';

/**
 * Asks what to do to some nodes.
 * @param options typed: the number of the node was typed, and an Enter may follow it
 */
export function openNodes(
  state: DashboardState,
  nodes: readonly NodeView[],
  { typed = false }: { readonly typed?: boolean } = {},
): Update {
  const ids = nodes.map(({ id }) => id);
  if (ids.length === 0) return next(state);
  return next({ ...state, dialog: { kind: 'nodes', nodes: ids, selected: 0, typed } });
}

export function nodesContent(state: DashboardState, dialog: NodesDialog): DialogContent {
  const nodes = nodesOf(state, dialog);
  return {
    title: dialog.nodes.length === 1 ? `node ${dialog.nodes[0]}` : `${dialog.nodes.length} nodes`,
    intro:
      dialog.nodes.length > 1 ? [[span(`nodes ${listText(dialog.nodes)}`, { colour: 'dim' })]] : [],
    items: NODE_ACTS.map((act) => {
      const reason = whyNone(act, nodes);
      const word = fitText(act.word(nodes), 9);
      return [
        span(` ${act.key} `, { colour: 'key', bold: true }),
        span(word, { colour: reason === undefined ? 'strong' : 'dim' }),
        span(`${reason ?? act.meaning} `, { colour: 'dim' }),
      ];
    }),
    marked: true,
    hints: hintLine([
      ['letter Enter', 'do it'],
      ['*', 'all nodes'],
      ['Esc', 'cancel'],
    ]),
  };
}

export function pressInNodesMenu(
  state: DashboardState,
  dialog: NodesDialog,
  key: string,
): Update | undefined {
  if (key === '*') {
    const nodes = state.sample.nodes.map(({ id }) => id);
    return next({ ...state, dialog: { ...dialog, nodes } });
  }
  const letter = NODE_ACTS.findIndex((act) => act.key === key);
  if (letter >= 0) return carryOut(state, { ...dialog, selected: letter });
  if (key !== 'enter') return undefined;
  if (!dialog.typed || dialog.selected > 0) return carryOut(state, dialog);
  return next({ ...state, dialog: { ...dialog, typed: false } });
}

function carryOut(state: DashboardState, dialog: NodesDialog): Update {
  const nodes = nodesOf(state, dialog);
  const act = NODE_ACTS[dialog.selected]!;
  const reason = whyNone(act, nodes);
  if (reason !== undefined) return next({ ...state, notice: refusalNotice(reason) });
  const able = nodes.filter((node) => act.whyNot(node) === undefined);
  return sendAsking(
    state,
    able.map((node) => act.command(node, nodes)),
  );
}

/** Why an action can be done to none of the nodes. */
function whyNone(act: NodeAct, nodes: readonly NodeView[]): string | undefined {
  const reasons = nodes.map((node) => act.whyNot(node));
  return reasons.includes(undefined) ? undefined : (reasons[0] ?? 'no node is selected');
}

function nodesOf({ sample }: DashboardState, dialog: NodesDialog): readonly NodeView[] {
  const ids = new Set(dialog.nodes);
  return sample.nodes.filter(({ id }) => ids.has(id));
}

const MOST_LISTED = 12;

function listText(ids: readonly number[]): string {
  const listed = ids.slice(0, MOST_LISTED).join(' ');
  return ids.length > MOST_LISTED ? `${listed} and ${ids.length - MOST_LISTED} more` : listed;
}
