import { formatBytes, formatClock } from '../../../base/units.js';
import { type Line, span } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import type { DashboardState } from '../../state.js';
import { branchTree, goToBranch } from '../../travel.js';
import { next, type Update } from '../../update-result.js';
import type { BranchesDialog, DialogContent } from '../dialog.js';
import { hintLine } from '../dialog-lines.js';
import { openCompare } from './compare.js';

export function branchesContent(state: DashboardState): DialogContent {
  const { branch: current, memory } = state.sample.past!;
  const room = `${formatBytes(memory.bytes)}B of ${formatBytes(memory.mostBytes)}B`;
  const kept = `${memory.checkpoints} states kept, ${room}`;
  return {
    title: 'branches',
    intro: [[span(kept, { colour: 'dim' })]],
    items: branchTree(state).map(({ branch, depth }): Line => {
      const { id, sinceSeconds, endSeconds, first } = branch;
      const what = first === undefined ? '' : `  ${sanitize(Object.values(first).join(' '))}`;
      const begins = depth === 0 ? '' : ` from ${formatClock(sinceSeconds)}`;
      return [
        span(id === current ? ' * ' : '   ', { colour: 'key' }),
        span(`${'  '.repeat(depth)}${id}`, { colour: 'strong', bold: id === current }),
        span(`${begins} to ${formatClock(endSeconds)}`, { colour: 'text' }),
        span(what, { colour: 'title' }),
      ];
    }),
    marked: true,
    hints: hintLine([
      ['Up Down', 'choose'],
      ['Enter', 'go there'],
      ['c', 'compare with this one'],
      ['Esc', 'close'],
    ]),
  };
}

export function pressInBranches(
  state: DashboardState,
  dialog: BranchesDialog,
  key: string,
): Update | undefined {
  const row = branchTree(state)[dialog.selected];
  if (key === 'c' && row !== undefined) {
    return openCompare(state, [state.sample.past!.branch, row.branch.id]);
  }
  if (key !== 'enter') return undefined;
  return row === undefined ? next(state) : goToBranch(state, row.branch.id);
}
