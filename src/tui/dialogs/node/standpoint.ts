import { fitText } from '../../drawing/cell-width.js';
import { span } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import type { DashboardState } from '../../state.js';
import { next, type Update } from '../../update-result.js';
import { relisted } from '../../views/mtop/process-list.js';
import type { DialogContent, StandpointDialog } from '../dialog.js';
import { hintLine } from '../dialog-lines.js';
import { idsOf, typeDigit } from './choose-node.js';

/** Asks from where the list of processes is seen: the whole cluster, or one of its nodes. */
export function openStandpoint(state: DashboardState): Update {
  const ids = idsOf(state.sample.nodes);
  const { standpoint } = state.views.mtop;
  const selected = standpoint === undefined ? 0 : ids.indexOf(standpoint) + 1;
  return next({ ...state, dialog: { kind: 'standpoint', selected, digits: '' } });
}

export function standpointContent({ sample, charset, info }: DashboardState): DialogContent {
  return {
    title: 'see the list from',
    intro: [
      ...[
        `N# 0 is the node itself; of guests it knows ${DISCLOSED[info.disclosure ?? 1]}`,
        `${' '.repeat(NAME_CELLS + 5)}  LOC  GST  AWY`,
      ].map((text) => [span(text, { colour: 'dim' })]),
    ],
    items: [
      [span('   c ', { colour: 'key', bold: true }), span('the whole cluster')],
      ...sample.nodes.map((node) => [
        span(`${fitText(String(node.id), 4, 'right')} `, { colour: 'strong', bold: true }),
        span(fitText(sanitize(node.name), NAME_CELLS, 'left', charset.ellipsis)),
        ...[node.local, node.guests, node.away].map((count) =>
          span(fitText(String(count), 5, 'right'), { colour: count === 0 ? 'dim' : 'text' }),
        ),
      ]),
    ],
    marked: true,
    hints: hintLine([
      ['0-9', 'node'],
      ['c', 'cluster'],
      ['Enter', 'choose'],
      ['Esc', 'cancel'],
    ]),
  };
}

export function pressInStandpoint(
  state: DashboardState,
  dialog: StandpointDialog,
  key: string,
): Update | undefined {
  const ids = idsOf(state.sample.nodes);
  if (/^\d$/.test(key)) {
    const { digits, index } = typeDigit(dialog.digits, key, ids);
    const selected = index === undefined ? dialog.selected : index + 1;
    return next({ ...state, dialog: { ...dialog, digits, selected } });
  }
  if (key === 'c') return next({ ...state, dialog: { ...dialog, digits: '', selected: 0 } });
  if (key !== 'enter') return undefined;
  const standpoint = ids[dialog.selected - 1];
  return next(relisted({ ...state, dialog: undefined }, { standpoint }));
}

const NAME_CELLS = 12;
const DISCLOSED = ['nothing', 'the pid', 'pid, user and home', 'everything'] as const;
