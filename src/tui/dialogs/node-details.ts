import { formatBytes, formatClock } from '../../base/units.js';
import type { NodeView } from '../../cluster/facts/view.js';
import { bar, useColour } from '../drawing/bar.js';
import { fitText } from '../drawing/cell-width.js';
import { type Line, span } from '../drawing/line.js';
import { sanitize } from '../drawing/sanitize.js';
import { eventText } from '../notice.js';
import type { DashboardState } from '../state.js';
import { SUBJECT_HINTS } from './details.js';
import type { DialogContent, NodeDetailsDialog } from './dialog.js';
import { fact, heading } from './dialog-lines.js';

/** What a node is, what runs there and what has happened to it. */
export function nodeDetailsContent(
  state: DashboardState,
  dialog: NodeDetailsDialog,
): DialogContent {
  const node = state.sample.nodes.find(({ id }) => id === dialog.node);
  return {
    title: `node ${dialog.node} ${sanitize(node?.name ?? '')}`,
    intro: [],
    items:
      node === undefined
        ? []
        : [...factLines(node, state), ...processLines(node, state), ...eventLines(node, state)],
    marked: false,
    hints: SUBJECT_HINTS,
  };
}

function factLines(node: NodeView, { charset }: DashboardState): readonly Line[] {
  const { cpus, threads, memoryBytes, memoryUsedBytes, swapBytes, swapUsedBytes } = node;
  const logical = threads > 1 ? ` (${cpus * threads} logical)` : '';
  const memoryUse = memoryBytes === 0 ? 0 : memoryUsedBytes / memoryBytes;
  return [
    fact('address', sanitize(node.address)),
    fact('state', node.state),
    fact('cpus', `${cpus}${logical}, speed ${node.speed}`),
    fact(
      'load',
      `${node.upperLoad.toFixed(2)} advertised, ${node.meanLoad.toFixed(2)} for its own decisions`,
    ),
    [
      ...fact('cpu use', ''),
      ...bar(node.cpuUse, 20, useColour(node.cpuUse), charset),
      span(` ${Math.round(node.cpuUse * 100)}%`),
    ],
    [
      ...fact('memory', ''),
      ...bar(memoryUse, 20, 'memory', charset),
      span(` ${formatBytes(memoryUsedBytes)} of ${formatBytes(memoryBytes)}`),
    ],
    fact('swap', `${formatBytes(swapUsedBytes)} of ${formatBytes(swapBytes)}`),
    fact(
      'processes',
      `${node.local} local, ${node.guests} guests, ${node.away} away, ${node.runnable} runnable`,
    ),
  ];
}

const MOST_PROCESSES = 8;
const MOST_EVENTS = 8;

function processLines(node: NodeView, { sample }: DashboardState): readonly Line[] {
  const here = sample.processes.filter((process) => process.node === node.id);
  const busiest = [...here].sort((a, b) => b.cpuShare - a.cpuShare).slice(0, MOST_PROCESSES);
  return [
    heading(busiest.length < here.length ? `busiest of ${here.length} here` : 'here'),
    ...busiest.map((process): Line => {
      const { pid, user, command, cpuShare, memoryBytes, home } = process;
      const from = home === node.id ? '' : `  from node ${home}`;
      return [
        span(`  ${fitText(String(pid), 6, 'right')} ${fitText(sanitize(user), 8, 'left', '~')} `),
        span(`${fitText(`${(cpuShare * 100).toFixed(1)}%`, 6, 'right')} `),
        span(`${fitText(formatBytes(memoryBytes), 5, 'right')}  ${sanitize(command)}`),
        span(from, { colour: 'guest' }),
      ];
    }),
  ];
}

function eventLines(node: NodeView, { log, charset }: DashboardState): readonly Line[] {
  // A migration has one line: when it ends.
  const its = log.entries.filter(
    ({ event }) =>
      event.type !== 'migration-started' &&
      (('node' in event && event.node === node.id) ||
        ('from' in event && event.from === node.id) ||
        ('to' in event && event.to === node.id)),
  );
  if (its.length === 0) return [];
  return [
    heading('lately'),
    ...its
      .slice(-MOST_EVENTS)
      .map(
        ({ event }): Line => [
          span(`  ${fitText(formatClock(event.at), 9, 'right')}  `, { colour: 'dim' }),
          span(eventText(event, charset)),
        ],
      ),
  ];
}
