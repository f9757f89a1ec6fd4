import { formatBytes, formatClock } from '../../../base/units.js';
import { fitText } from '../../drawing/cell-width.js';
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
  const states = memory.checkpoints === 1 ? '1 state' : `${memory.checkpoints} states`;
  const rows = branchTree(state);
  const deepest = Math.max(...rows.map(({ depth }) => depth));
  const idCells = Math.max(6, 2 * deepest + 5);
  return {
    title: 'branches',
    intro: [
      [span(`${states} kept, ${room}`, { colour: 'dim' })],
      [
        span(`   ${fitText('BRANCH', idCells)}`, { colour: 'dim' }),
        span('     FROM       TO  FIRST COMMAND', { colour: 'dim' }),
      ],
    ],
    items: rows.map(({ branch, depth }): Line => {
      const { id, sinceSeconds, endSeconds, first } = branch;
      const times = [sinceSeconds, endSeconds].map((at) => ` ${formatClock(at).padStart(8)}`);
      const what = first === undefined ? 'none' : sanitize(Object.values(first).join(' '));
      return [
        span(id === current ? ' * ' : '   ', { colour: 'key' }),
        span(fitText(`${'  '.repeat(depth)}${id}`, idCells), {
          colour: 'strong',
          bold: id === current,
        }),
        span(times.join(''), { colour: 'text' }),
        span(`  ${what}`, { colour: first === undefined ? 'dim' : 'title' }),
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
