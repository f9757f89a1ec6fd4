import { fitText } from '../../drawing/cell-width.js';
import { span } from '../../drawing/line.js';
import type { DashboardState } from '../../state.js';
import { next, type Update } from '../../update-result.js';
import { COLUMN_MEANINGS } from '../../views/mtop/column-meanings.js';
import { COLUMNS, columnOf } from '../../views/mtop/columns.js';
import { withSort } from '../../views/mtop/process-list.js';
import type { DialogContent, SortDialog } from '../dialog.js';
import { hintLine } from '../dialog-lines.js';

/** Asks which column the list is sorted by. */
export function openSort(state: DashboardState): Update {
  const selected = COLUMNS.findIndex(({ id }) => id === state.views.mtop.sort.column);
  return next({ ...state, dialog: { kind: 'sort', selected } });
}

export function sortContent({ views, charset }: DashboardState): DialogContent {
  const { sort } = views.mtop;
  return {
    title: 'sort by',
    intro: [],
    items: COLUMNS.map(({ id, title }) => {
      const sign = sort.descending ? charset.falling : charset.rising;
      return [
        span(` ${id === sort.column ? sign : ' '} ${fitText(title, 9)}`, { colour: 'strong' }),
        span(COLUMN_MEANINGS[id], { colour: 'dim' }),
      ];
    }),
    marked: true,
    hints: hintLine([
      ['Enter', 'sort'],
      ['I', 'invert'],
      ['Esc', 'cancel'],
    ]),
  };
}

export function pressInSort(
  state: DashboardState,
  { selected }: SortDialog,
  key: string,
): Update | undefined {
  const { sort } = state.views.mtop;
  if (key === 'S-i') return next(withSort(state, { ...sort, descending: !sort.descending }));
  if (key !== 'enter' && key !== 'f6') return undefined;
  const { id } = COLUMNS[selected]!;
  const descending = id === sort.column ? sort.descending : columnOf(id).descending;
  return next(withSort({ ...state, dialog: undefined }, { column: id, descending }));
}
