import { formatBytes, formatClock, formatRoughly } from '../../../base/units.js';
import { cantmoveWords } from '../../../cluster/facts/cantmove.js';
import type { NodeView, ProcessView } from '../../../cluster/facts/view.js';
import type { Style } from '../../drawing/frame.js';
import { sanitize } from '../../drawing/sanitize.js';
import type { CellContext, Column, ColumnId } from './column.js';

const DIM: Style = { colour: 'dim' };
const TEXT: Style = { colour: 'text' };

/**
 * The process list, as mtop's: top's columns and N#, the node a process runs on; and, where there
 * is room, what a simulation knows and a kernel does not, or tells elsewhere.
 */
export const COLUMNS: readonly Column[] = [
  {
    id: 'pid',
    title: 'PID',
    width: 6,
    align: 'right',
    rank: 1,
    text: ({ pid }, { tagged }) => (tagged.has(pid) ? `*${pid}` : String(pid)),
    compare: (a, b) => a.pid - b.pid,
    descending: false,
  },
  {
    id: 'user',
    title: 'USER',
    width: 8,
    align: 'left',
    rank: 7,
    text: ({ user }) => sanitize(user),
    compare: (a, b) => compareText(a.user, b.user),
    descending: false,
  },
  {
    id: 'home',
    title: 'HOME',
    width: 5,
    align: 'right',
    rank: 6,
    text: ({ home }) => (home < 0 ? '-' : String(home)),
    style: () => DIM,
    compare: (a, b) => a.home - b.home,
    descending: false,
  },
  {
    id: 'node',
    title: 'N#',
    width: 5,
    align: 'right',
    rank: 2,
    text: nodeText,
    style: nodeStyle,
    compare: (a, b) => a.node - b.node,
    descending: false,
  },
  {
    id: 'state',
    title: 'ST',
    width: 2,
    align: 'right',
    rank: 3,
    text: ({ state, locked }) => (locked ? `${state}L` : `${state} `),
    style: stateStyle,
    compare: (a, b) => compareText(a.state, b.state),
    descending: false,
  },
  {
    id: 'nice',
    title: 'NI',
    width: 3,
    align: 'right',
    rank: 10,
    text: ({ nice }) => String(nice),
    style: ({ nice }) => (nice === 0 ? DIM : TEXT),
    compare: (a, b) => a.nice - b.nice,
    descending: false,
  },
  {
    id: 'cpu',
    title: '%CPU',
    width: 5,
    align: 'right',
    rank: 4,
    text: ({ cpuShare }) => (cpuShare * 100).toFixed(1),
    style: ({ cpuShare }) => (cpuShare < 0.0005 ? DIM : TEXT),
    // Whole percents, so that processes which share a CPU evenly keep their places.
    compare: (a, b) => Math.round(a.cpuShare * 100) - Math.round(b.cpuShare * 100),
    descending: true,
  },
  {
    id: 'memory',
    title: '%MEM',
    width: 5,
    align: 'right',
    rank: 9,
    text: ({ residentBytes, node }, { nodes }) => memoryShare(residentBytes, nodes.get(node)),
    compare: (a, b) => a.residentBytes - b.residentBytes,
    descending: true,
  },
  {
    id: 'resident',
    title: 'RSS',
    width: 5,
    align: 'right',
    rank: 8,
    text: ({ residentBytes }) => formatBytes(residentBytes),
    compare: (a, b) => a.residentBytes - b.residentBytes,
    descending: true,
  },
  {
    id: 'time',
    title: 'TIME+',
    width: 9,
    align: 'right',
    rank: 5,
    text: ({ cpuSeconds }) => cpuTime(cpuSeconds),
    compare: (a, b) => a.cpuSeconds - b.cpuSeconds,
    descending: true,
  },
  {
    id: 'left',
    title: 'LEFT',
    width: 7,
    align: 'right',
    rank: 12,
    text: ({ workLeftSeconds: left }) => (left === undefined ? '-' : formatRoughly(left)),
    style: () => DIM,
    compare: (a, b) => compareNumber(a.workLeftSeconds ?? -1, b.workLeftSeconds ?? -1),
    descending: true,
  },
  {
    id: 'migrations',
    title: 'MIG',
    width: 3,
    align: 'right',
    rank: 11,
    text: ({ migrations }) => String(migrations),
    style: ({ migrations }) => (migrations === 0 ? DIM : TEXT),
    compare: (a, b) => a.migrations - b.migrations,
    descending: true,
  },
  {
    id: 'cantmove',
    title: 'CANTMOVE',
    width: 10,
    align: 'left',
    rank: 13,
    text: ({ cantmove }) => reasonText(cantmove),
    compare: (a, b) => compareNumber(a.cantmove, b.cantmove),
    descending: true,
  },
  {
    id: 'start',
    title: 'START',
    width: 9,
    align: 'right',
    rank: 14,
    // What was there before a real node was watched.
    text: ({ arrivalSeconds: at }) => (at < 0 ? 'before' : formatClock(at)),
    style: () => DIM,
    compare: (a, b) => a.arrivalSeconds - b.arrivalSeconds,
    descending: true,
  },
  {
    id: 'parent',
    title: 'PPID',
    width: 6,
    align: 'right',
    rank: 15,
    text: ({ parent }) => (parent === undefined ? '-' : String(parent)),
    style: () => DIM,
    compare: (a, b) => (a.parent ?? 0) - (b.parent ?? 0),
    descending: false,
  },
  {
    id: 'command',
    title: 'COMMAND',
    width: 8,
    align: 'left',
    rank: 0,
    text: ({ pid, command }, { branches }) => (branches.get(pid) ?? '') + sanitize(command),
    compare: (a, b) => compareText(a.command, b.command),
    descending: false,
  },
];

/** The tree shows the parent of a process, so the column of parents is not among them. */
export const DEFAULT_COLUMNS: readonly ColumnId[] = COLUMNS.map(({ id }) => id).filter(
  (id) => id !== 'parent',
);

/**
 * Those of the columns wanted that fit in `cells` cells, in their order, and how wide the last one
 * becomes.
 * @param pidCells how wide pids are, if that is more than most
 */
export function columnsThatFit(
  cells: number,
  ids: readonly ColumnId[] = DEFAULT_COLUMNS,
  pidCells = 0,
): { columns: readonly Column[]; lastWidth: number } {
  const wanted = ids
    .map(columnOf)
    .map((column) =>
      column.width < pidCells && isPid(column) ? widened(column, pidCells) : column,
    );
  const kept = new Set<Column>();
  let used = -1;
  for (const column of [...wanted].sort((a, b) => a.rank - b.rank)) {
    if (kept.size > 0 && used + 1 + column.width > cells) break;
    kept.add(column);
    used += 1 + column.width;
  }
  const columns = wanted.filter((column) => kept.has(column));
  const last = columns.at(-1)!;
  const spare = last.align === 'right' ? Math.min(0, cells - used) : cells - used;
  return { columns, lastWidth: Math.max(1, last.width + spare) };
}

function isPid({ id }: Column): boolean {
  return id === 'pid' || id === 'parent';
}

function widened(column: Column, width: number): Column {
  return { ...column, width };
}

export function columnOf(id: ColumnId): Column {
  return COLUMNS.find((column) => column.id === id)!;
}

/** Where a process is, with the map's sign when that is not its home; `1→3` while it moves. */
function nodeText({ node, home, target }: ProcessView, { charset }: CellContext): string {
  if (target === undefined) {
    const sign = node === home || home < 0 ? ' ' : charset.squares.migrated;
    return node > 9999 ? String(node) : `${node}${sign}`;
  }
  const way = `${node}${charset.arrow}${target}`;
  return way.length <= 5 ? way : `${charset.arrow}${target}`;
}

function nodeStyle({ home, node, target }: ProcessView): Style {
  if (target !== undefined) return { colour: 'moving', ground: 'column', bold: true };
  return node === home
    ? { colour: 'dim', ground: 'column' }
    : { colour: 'guest', ground: 'column', bold: true };
}

function stateStyle({ state }: ProcessView): Style {
  switch (state) {
    case 'R':
      return { colour: 'good' };
    case 'M':
      return { colour: 'moving', bold: true };
    case 'T':
      return { colour: 'middle', bold: true };
    case 'D':
      return { colour: 'bad' };
    case 'S':
      return { colour: 'dim' };
  }
}

/** The first of the reasons to stay; a `+` says that there are more. */
function reasonText(cantmove: number): string {
  if (cantmove === 0) return '';
  const [first = '', ...others] = cantmoveWords(cantmove);
  return others.length === 0 ? first : `${first}+`;
}

function memoryShare(bytes: number, node: NodeView | undefined): string {
  return node === undefined || node.memoryBytes === 0
    ? '-'
    : ((bytes / node.memoryBytes) * 100).toFixed(1);
}

/** CPU time as top writes it: minutes, seconds and hundredths; from 100 hours on, hours. */
function cpuTime(seconds: number): string {
  const hundredths = Math.floor(seconds * 100);
  const minutes = Math.floor(hundredths / 6000);
  if (minutes >= 6000) return `${Math.floor(minutes / 60)}h${two(minutes % 60)}`;
  return `${minutes}:${two(Math.floor(hundredths / 100) % 60)}.${two(hundredths % 100)}`;
}

function two(amount: number): string {
  return String(amount).padStart(2, '0');
}

/** Also of endless ones, whose difference would be no number. */
function compareNumber(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
