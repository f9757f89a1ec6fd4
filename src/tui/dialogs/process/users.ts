import { fitText } from '../../drawing/cell-width.js';
import { type Line, span } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import type { DashboardState } from '../../state.js';
import { next, type Update } from '../../update-result.js';
import { parseFilter } from '../../views/mtop/filter.js';
import { relisted } from '../../views/mtop/process-list.js';
import type { DialogContent, UsersDialog } from '../dialog.js';
import { hintLine } from '../dialog-lines.js';

/** Asks whose processes the list shows: all of them, or one user's. */
export function openUsers(state: DashboardState): Update {
  const shown = USER_TERM.exec(state.views.mtop.filter?.text ?? '')?.[1];
  const selected = 1 + usersOf(state).findIndex(({ user }) => user === shown);
  return next({ ...state, dialog: { kind: 'users', selected } });
}

export function usersContent(state: DashboardState): DialogContent {
  const { processes } = state.sample;
  const line = (name: string, count: number, cpuShare: number): Line => [
    span(` ${fitText(sanitize(name), NAME_CELLS, 'left', state.charset.ellipsis)}`, {
      colour: 'strong',
    }),
    span(fitText(String(count), 6, 'right')),
    span(fitText(`${(cpuShare * 100).toFixed(1)}%`, 9, 'right')),
  ];
  return {
    title: 'whose processes',
    intro: [[span(` ${fitText('USER', NAME_CELLS)} COUNT     %CPU`, { colour: 'dim' })]],
    items: [
      line('all users', processes.length, total(processes)),
      ...usersOf(state).map(({ user, count, cpuShare }) => line(user, count, cpuShare)),
    ],
    marked: true,
    hints: hintLine([
      ['letter', 'user'],
      ['Enter', 'show'],
      ['Esc', 'cancel'],
    ]),
  };
}

/** A letter goes to the next user whose name begins with it. */
export function pressInUsers(
  state: DashboardState,
  dialog: UsersDialog,
  key: string,
): Update | undefined {
  const users = usersOf(state);
  if (key === 'enter') return next(showing(state, users[dialog.selected - 1]?.user));
  if (key.length !== 1) return undefined;
  const begins = users.map(({ user }) => user.toLowerCase().startsWith(key));
  const later = begins.indexOf(true, dialog.selected);
  const found = later < 0 ? begins.indexOf(true) : later;
  return found < 0 ? undefined : next({ ...state, dialog: { ...dialog, selected: found + 1 } });
}

const NAME_CELLS = 14;
const USER_TERM = /(?:^|\s)user=(\S+)/;

interface UserCount {
  readonly user: string;
  readonly count: number;
  readonly cpuShare: number;
}

/** The users of processes, by name. */
function usersOf({ sample }: DashboardState): readonly UserCount[] {
  const byUser = new Map<string, { user: string; count: number; cpuShare: number }>();
  for (const { user, cpuShare } of sample.processes) {
    const its = byUser.get(user) ?? { user, count: 0, cpuShare: 0 };
    its.count++;
    its.cpuShare += cpuShare;
    byUser.set(user, its);
  }
  return [...byUser.values()].sort((a, b) => (a.user < b.user ? -1 : 1));
}

function total(processes: readonly { readonly cpuShare: number }[]): number {
  return processes.reduce((sum, { cpuShare }) => sum + cpuShare, 0);
}

/** The list with one user's processes; the other terms of its filter stay. */
function showing(state: DashboardState, user: string | undefined): DashboardState {
  const others = (state.views.mtop.filter?.text ?? '').replace(USER_TERM, '');
  const filter = parseFilter(user === undefined ? others : `${others} user=${user}`);
  const closed = { ...state, dialog: undefined };
  if (filter !== undefined && 'problem' in filter) return closed;
  return relisted(closed, { filter });
}
