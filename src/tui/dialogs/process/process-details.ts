import { counted } from '../../../base/counted.js';
import { formatBytes, formatClock, formatDuration, formatRoughly } from '../../../base/units.js';
import { cantmoveWords } from '../../../cluster/facts/cantmove.js';
import type { ProcessView } from '../../../cluster/facts/view.js';
import type { Explanation } from '../../../session/session.js';
import { bar } from '../../drawing/bar.js';
import { type Line, span } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import type { LogEntry } from '../../past/event-log.js';
import type { DashboardState } from '../../state.js';
import { SUBJECT_HINTS } from '../details.js';
import type { DialogContent, ProcessDetailsDialog } from '../dialog.js';
import { fact, heading } from '../dialog-lines.js';

/** What a process is, what it waits for, and its life so far. */
export function processDetailsContent(
  state: DashboardState,
  { pid, explanation }: ProcessDetailsDialog,
): DialogContent {
  const process = state.sample.processes.find((candidate) => candidate.pid === pid);
  return {
    title: `process ${pid} ${sanitize(process?.command ?? '')}`,
    intro: [],
    items:
      process === undefined
        ? []
        : [
            ...factLines(process, state),
            ...ceilingLines(process, explanation),
            ...lifeLines(process, state),
          ],
    marked: false,
    hints: SUBJECT_HINTS,
  };
}

function factLines(process: ProcessView, { sample, charset }: DashboardState): readonly Line[] {
  const { workSeconds, workLeftSeconds, arrivalSeconds, residentBytes } = process;
  const words = cantmoveWords(process.cantmove);
  const way = process.target === undefined ? '' : ` ${charset.arrow} node ${process.target}`;
  return [
    fact('user', sanitize(process.user)),
    fact('where', `node ${process.node}${way}, home ${process.home}`),
    fact('state', `${STATE_WORDS[process.state]}, nice ${process.nice}`),
    fact('cantmove', words.length === 0 ? 'nothing: it may move' : words.join(' ')),
    fact('age', ageText(sample.now, arrivalSeconds)),
    fact(
      'cpu',
      `${(process.cpuShare * 100).toFixed(1)}% of a CPU now, ${formatDuration(process.cpuSeconds)} so far`,
    ),
    fact('memory', formatBytes(residentBytes)),
    workLine({ workSeconds, workLeftSeconds }, charset),
  ];
}

/** What was there before the watching began did not arrive at a time of it. */
function ageText(now: number, arrivalSeconds: number): string {
  const age = formatDuration(now - arrivalSeconds);
  return arrivalSeconds < 0 ? age : `${age}, arrived at ${formatClock(arrivalSeconds)}`;
}

function workLine(
  { workSeconds: work, workLeftSeconds: left }: Work,
  charset: DashboardState['charset'],
): Line {
  if (work === undefined || left === undefined)
    return fact('work', 'not known: it is a real process');
  if (!Number.isFinite(work)) return fact('work', 'endless');
  const done = work === 0 ? 0 : 1 - left / work;
  return [
    ...fact('work', ''),
    ...bar(done, 20, 'low', charset),
    span(` ${Math.round(done * 100)}%, ${formatDuration(left)} of ${formatDuration(work)} left`),
  ];
}

type Work = Pick<ProcessView, 'workSeconds' | 'workLeftSeconds'>;

const STATE_WORDS: Readonly<Record<ProcessView['state'], string>> = {
  R: 'runs or waits for a CPU',
  M: 'is moving',
  T: 'is stopped',
  S: 'sleeps',
  D: 'waits for memory',
};

/** How much of a CPU forwarded system calls and I/O leave it, here and at home. */
function ceilingLines(
  { node, home }: ProcessView,
  explanation: Explanation | undefined,
): readonly Line[] {
  if (explanation === undefined) return [];
  const waitAt = (id: number) =>
    explanation.forecasts.find((forecast) => forecast.node === id)?.waitPerWork ?? 0;
  if (waitAt(node) === 0 && waitAt(home) === 0) {
    return [fact('ceiling', 'none: it waits for no system calls and no I/O')];
  }
  const ceiling = (id: number) => `${Math.round(100 / (1 + waitAt(id)))}%`;
  const atHome = node === home ? '' : `, ${ceiling(home)} at home`;
  return [
    fact('ceiling', `${ceiling(node)} of a CPU here, because of system calls and I/O${atHome}`),
  ];
}

function lifeLines(process: ProcessView, { log, charset }: DashboardState): readonly Line[] {
  const known = log.entries.filter(({ event }) => 'pid' in event && event.pid === process.pid);
  const moves = known.filter(({ event }) => event.type === 'migrated').length;
  const forgotten = process.migrations - moves;
  const missing = `${counted(forgotten, 'earlier migration')} no longer remembered`;
  return [
    heading(`life: ${counted(process.migrations, 'migration')}`),
    ...(forgotten > 0 ? [[span(`  ${missing}`, { colour: 'dim' })]] : []),
    ...known.flatMap((entry) => lifeLine(entry, charset.arrow)),
  ];
}

function lifeLine({ event, reason }: LogEntry, arrow: string): readonly Line[] {
  const at = span(`  ${formatClock(event.at).padStart(9)}  `, { colour: 'dim' });
  switch (event.type) {
    case 'started':
      return [[at, span(`started on node ${event.home}`)]];
    case 'migrated': {
      const cost = `${formatBytes(event.bytes)} in ${formatRoughly(event.seconds)}`;
      return [
        [
          at,
          span(`${event.from} ${arrow} ${event.to}`, { colour: 'guest' }),
          span(`  ${cost}, ${event.cause}`),
        ],
        ...(reason === undefined || reason === ''
          ? []
          : [[span(`             ${sanitize(reason)}`, { colour: 'dim' })]]),
      ];
    }
    case 'migration-failed': {
      const text = `not moved to ${event.to}: ${sanitize(event.reason)}`;
      return [[at, span(text, { colour: 'bad' })]];
    }
    case 'locked':
    case 'unlocked':
    case 'stopped':
    case 'continued':
      return [[at, span(event.type)]];
    case 'selected':
      return [[at, span(`/mfs/selected is node ${event.node}`)]];
    case 'tied':
    case 'untied':
      return [[at, span(`${event.type}: ${event.reason}`)]];
    case 'reniced':
      return [[at, span(`reniced to ${event.nice}`)]];
    case 'masked':
      return [[at, span(event.mask)]];
    default:
      return [];
  }
}
