import { formatBytes } from '../../../base/units.js';
import type { Command } from '../../../cluster/facts/command.js';
import type { NodeId } from '../../../cluster/facts/node-spec.js';
import type { NodeView, ProcessView } from '../../../cluster/facts/view.js';
import { fitText } from '../../drawing/cell-width.js';
import { type Line, span } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import type { Message } from '../../message.js';
import { refusalNotice } from '../../notice.js';
import { send } from '../../sending.js';
import type { DashboardState } from '../../state.js';
import { next, type Update } from '../../update-result.js';
import type { DialogContent, MoveOffDialog } from '../dialog.js';
import { hintLine } from '../dialog-lines.js';
import { bestNode } from '../process/best-node.js';
import { typeDigit } from './choose-node.js';

/** Asks how many processes are to be moved off a node: those that use most CPU go first. */
export function openMoveOff(state: DashboardState, node: NodeView): Update {
  const pids = state.sample.processes
    .filter((process) => process.node === node.id && canMove(process))
    .sort((a, b) => b.cpuShare - a.cpuShare || a.pid - b.pid)
    .slice(0, MOST_LISTED)
    .map(({ pid }) => pid);
  if (pids.length === 0) {
    const notice = refusalNotice(`no process on node ${node.id} can be moved`);
    return next({ ...state, notice });
  }
  const dialog: MoveOffDialog = {
    kind: 'move-off',
    node: node.id,
    pids,
    best: new Map(),
    selected: 0,
    digits: '',
  };
  return next({ ...state, dialog }, ...pids.map((pid) => ({ type: 'forecast', pid }) as const));
}

export function forecastInMoveOff(
  state: DashboardState,
  answer: Extract<Message, { type: 'forecast' }>,
): DashboardState {
  const { dialog, sample } = state;
  const { pid } = answer;
  if (dialog?.kind !== 'move-off' || !dialog.pids.includes(pid)) return state;
  const best = new Map(dialog.best).set(pid, bestNode(sample, answer, dialog));
  return { ...state, dialog: { ...dialog, best } };
}

export function moveOffContent(state: DashboardState, dialog: MoveOffDialog): DialogContent {
  const byPid = new Map(state.sample.processes.map((process) => [process.pid, process]));
  const count = dialog.selected + 1;
  return {
    title: `move ${count === 1 ? 'a process' : `${count} processes`} off node ${dialog.node}`,
    intro: [
      [
        span('the busiest first, each to where it runs best beside those before it', {
          colour: 'dim',
        }),
      ],
    ],
    items: dialog.pids.map((pid, index) => itemLine(index, byPid.get(pid), dialog, state)),
    marked: true,
    hints: hintLine([
      ['0-9 Up Down', 'how many'],
      ['Enter', 'move them'],
      ['Esc', 'cancel'],
    ]),
  };
}

export function pressInMoveOff(
  state: DashboardState,
  dialog: MoveOffDialog,
  key: string,
): Update | undefined {
  if (key === 'enter') return move(state, dialog);
  if (!/^\d$/.test(key)) return undefined;
  const counts = dialog.pids.map((_, index) => index + 1);
  const { digits, index } = typeDigit(dialog.digits, key, counts);
  const selected = index ?? dialog.selected;
  return next({ ...state, dialog: { ...dialog, digits, selected } });
}

const MOST_LISTED = 99;

function canMove({ cantmove, locked, target }: ProcessView): boolean {
  return cantmove === 0 && !locked && target === undefined;
}

function itemLine(
  index: number,
  process: ProcessView | undefined,
  { best, selected, pids }: MoveOffDialog,
  { charset }: DashboardState,
): Line {
  const number = span(`${fitText(String(index + 1), 3, 'right')} `, { colour: 'key', bold: true });
  if (process === undefined) return [number, span(`${pids[index]} has ended`, { colour: 'dim' })];
  const { pid, user, command, cpuShare, residentBytes } = process;
  const goes = index <= selected;
  const target = best.has(pid) ? best.get(pid) : null;
  return [
    number,
    span(`${fitText(String(pid), 6, 'right')} `, { colour: goes ? 'strong' : 'dim', bold: goes }),
    span(`${fitText(sanitize(user), 8, 'left', charset.ellipsis)} `),
    span(fitText(sanitize(command), 10, 'left', charset.ellipsis)),
    span(fitText(`${(cpuShare * 100).toFixed(1)}%`, 7, 'right')),
    span(fitText(formatBytes(residentBytes), 6, 'right')),
    span(`  ${targetText(target, charset.arrow)} `, { colour: goes ? 'moving' : 'dim' }),
  ];
}

/** null: its forecast has not come yet. */
function targetText(target: NodeId | undefined | null, arrow: string): string {
  if (target === null) return '...';
  return target === undefined ? 'runs best here' : `${arrow} node ${target}`;
}

function move(state: DashboardState, { pids, best, selected, node }: MoveOffDialog): Update {
  const alive = new Set(state.sample.processes.map(({ pid }) => pid));
  const commands = pids.slice(0, selected + 1).flatMap((pid): readonly Command[] => {
    const to = best.get(pid);
    return to === undefined || !alive.has(pid) ? [] : [{ do: 'migrate', pid, to }];
  });
  if (commands.length > 0) return send(state, commands);
  const notice = refusalNotice(
    best.size === 0 ? 'no forecast yet' : `all of them run best on node ${node}`,
  );
  return next({ ...state, dialog: undefined, notice });
}
