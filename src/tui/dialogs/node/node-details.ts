import { formatBytes, formatClock } from '../../../base/units.js';
import type { ClusterEvent } from '../../../cluster/facts/event.js';
import type { NodeView, ProcessView } from '../../../cluster/facts/view.js';
import { bar } from '../../drawing/bar.js';
import { fitText } from '../../drawing/cell-width.js';
import type { Charset } from '../../drawing/charset.js';
import { kept } from '../../drawing/kept.js';
import { type Line, lineWidth, sliceLine, span } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import { eventText } from '../../notice.js';
import { isMember } from '../../past/cluster-figures.js';
import { loadBar, loadOf } from '../../past/load.js';
import type { DashboardState } from '../../state.js';
import { SUBJECT_HINTS } from '../details.js';
import type { DialogContent, NodeDetailsDialog } from '../dialog.js';
import { fact, heading } from '../dialog-lines.js';

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
        : [...nodeFactLines(node, state), ...busiestLines(node, state), ...eventLines(node, state)],
    marked: false,
    hints: SUBJECT_HINTS,
  };
}

/** What a node is, and how busy. */
export function nodeFactLines(node: NodeView, { charset }: DashboardState): readonly Line[] {
  const { cpus, threads, memoryBytes, memoryUsedBytes, swapBytes, swapUsedBytes } = node;
  const logical = threads > 1 ? ` (${cpus * threads} logical)` : '';
  const memoryUse = memoryBytes === 0 ? 0 : memoryUsedBytes / memoryBytes;
  const deputies = Math.round(node.deputyUse * 100);
  return [
    fact('address', sanitize(node.address)),
    fact('state', node.state),
    fact('cpus', `${cpus}${logical}, speed ${node.speed}`),
    [
      ...fact('load', ''),
      ...loadBar(isMember(node) ? loadOf(node) : 0, BAR_CELLS, charset),
      span(` ${loadOf(node).toFixed(2)} per CPU`),
    ],
    fact('load avg', `${averagesText(node)} runnable, over 1, 5 and 15 min`),
    fact(
      'openMosix',
      `load ${node.upperLoad.toFixed(2)} advertised, ${node.meanLoad.toFixed(2)} for its own decisions`,
    ),
    [
      ...fact('cpu use', ''),
      ...useBar(node, charset),
      span(` ${Math.round(node.cpuUse * 100)}%`),
      span(deputies > 0 ? `, ${deputies}% of it for deputies and files` : '', { colour: 'guest' }),
    ],
    [
      ...fact('memory', ''),
      ...bar(memoryUse, BAR_CELLS, memoryUse < 0.9 ? 'memory' : 'high', charset),
      span(` ${formatBytes(memoryUsedBytes)} of ${formatBytes(memoryBytes)}`),
    ],
    fact('swap', `${formatBytes(swapUsedBytes)} of ${formatBytes(swapBytes)}`),
    fact(
      'processes',
      `${node.local} local, ${node.guests} ${node.guests === 1 ? 'guest' : 'guests'}, ${node.away} away, ${node.runnable} runnable`,
    ),
  ];
}

function averagesText({ loadAverages }: NodeView): string {
  return loadAverages.map((average) => average.toFixed(2)).join(' ');
}

/** CPU use: what processes here get, then what goes into calls of processes elsewhere. */
function useBar({ cpuUse, deputyUse }: NodeView, charset: Charset): Line {
  const all = bar(cpuUse, BAR_CELLS, 'low', charset);
  const own = Math.round(Math.max(0, cpuUse - deputyUse) * BAR_CELLS);
  const filled = lineWidth(all.slice(0, 1));
  return [
    ...sliceLine(all, 0, Math.min(own, filled)),
    ...sliceLine(all, own, filled).map(({ text }) => span(text, { colour: 'guest' })),
    ...sliceLine(all, filled, BAR_CELLS),
  ];
}

const BAR_CELLS = 20;
const MOST_PROCESSES = 8;
const MOST_EVENTS = 8;

/** The processes that get most of the node. */
export function busiestLines(node: NodeView, { sample }: DashboardState): readonly Line[] {
  const { here, busiest } = busiestAt(node.id, sample.processes);
  return [
    heading(busiest.length < here ? `busiest of ${here} here` : 'here'),
    ...busiest.map((process): Line => {
      const { pid, user, command, cpuShare, residentBytes, home } = process;
      const from = home === node.id ? '' : `  from node ${home}`;
      return [
        span(`  ${fitText(String(pid), 6, 'right')} ${fitText(sanitize(user), 8, 'left', '~')} `),
        span(`${fitText(`${(cpuShare * 100).toFixed(1)}%`, 6, 'right')} `),
        span(`${fitText(formatBytes(residentBytes), 5, 'right')}  ${sanitize(command)}`),
        span(from, { colour: 'guest' }),
      ];
    }),
  ];
}

/** How many processes are on a node, and those that get most of it; once a sample, not once a key. */
const busiestAt = kept((id: NodeView['id'], processes: readonly ProcessView[]) => {
  const here = processes.filter(({ node }) => node === id);
  const busiest = [...here].sort((a, b) => b.cpuShare - a.cpuShare).slice(0, MOST_PROCESSES);
  return { here: here.length, busiest };
});

/** Whether an event happened at a node, or led there or away from it. */
export function concernsNode(event: ClusterEvent, id: number): boolean {
  return (
    ('node' in event && event.node === id) ||
    ('from' in event && event.from === id) ||
    ('to' in event && event.to === id)
  );
}

function eventLines(node: NodeView, { log, charset }: DashboardState): readonly Line[] {
  // A migration has one line: when it ends.
  const its = log.entries.filter(
    ({ event }) => event.type !== 'migration-started' && concernsNode(event, node.id),
  );
  if (its.length === 0) return [];
  return [
    heading('lately'),
    ...its
      .slice(-MOST_EVENTS)
      .map(
        ({ event }): Line => [
          span(`  ${formatClock(event.at).padStart(9)}  `, { colour: 'dim' }),
          span(eventText(event, charset)),
        ],
      ),
  ];
}
