import { formatBytes, formatClock, formatDuration, formatRoughly } from '../../../base/units.js';
import type { ClusterEvent } from '../../../cluster/facts/event.js';
import { fitText, truncate } from '../../drawing/cell-width.js';
import type { Charset } from '../../drawing/charset.js';
import { fitLine, type Line, lineWidth, onGround, span } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import { deathText, eventColour, eventText, whoseText } from '../../notice.js';
import type { LogEntry } from '../../past/event-log.js';

/** Where a row of the log is drawn. */
interface RowRoom {
  readonly width: number;
  /** Virtual seconds: the latest time that a row may have, which has to fit. */
  readonly now: number;
}

/** The titles of the columns of the log. */
export function entryHeader(room: RowRoom): Line {
  const { time, command, way, cost } = cellsOf(room);
  const text = [
    fitText('TIME', time, 'right'),
    fitText('EVENT', EVENT_CELLS),
    fitText('PID', PID_CELLS, 'right'),
    ...(command > 0 ? [fitText('COMMAND', command)] : []),
    fitText('NODE', way),
    ...(cost ? [fitText('MEM', MEMORY_CELLS, 'right'), fitText('TOOK', TOOK_CELLS, 'right')] : []),
    ' WHY',
  ].join(' ');
  return onGround(fitLine([span(text, { colour: 'strong' })], room.width), 'head');
}

/**
 * An event as a row: `0:01:16 migrated 1044 gap 1 → 3 181M 1.5s load 0.57, 0.56 at node 3 with it`.
 * What is not about a process is a sentence.
 */
export function entryLine(
  entry: LogEntry,
  { charset, ...room }: RowRoom & { readonly charset: Charset },
): Line {
  const { event } = entry;
  const cells = cellsOf(room);
  const colour = eventColour(event, charset);
  const begin: Line = [
    span(`${fitText(formatClock(event.at), cells.time, 'right')} `, { colour: 'dim' }),
    span(`${fitText(wordOf(event), EVENT_CELLS)} `, { colour }),
  ];
  const row = 'pid' in event ? [...begin, ...processCells(entry, event, charset, cells)] : begin;
  const why =
    'pid' in event
      ? `${whyText(entry, event)}${whoseText(event)}`.replace(/^, /, '')
      : eventText(event, charset);
  const text = truncate(why, Math.max(0, room.width - lineWidth(row) - 1), charset.ellipsis);
  return [...row, span(` ${text}`, { colour: 'pid' in event ? 'dim' : colour })];
}

const EVENT_CELLS = 9;
const PID_CELLS = 6;
const MEMORY_CELLS = 4;
const TOOK_CELLS = 5;

interface Cells {
  readonly time: number;
  /** 0: there is no room for it. */
  readonly command: number;
  readonly way: number;
  /** Whether memory and time taken are shown. */
  readonly cost: boolean;
}

/** A narrow screen drops the command first, then what it cost. */
function cellsOf({ width, now }: RowRoom): Cells {
  const time = Math.max(width >= 110 ? 10 : 8, formatClock(now).length);
  if (width >= 110) return { time, command: 14, way: 11, cost: true };
  return { time, command: width >= 72 ? 8 : 0, way: 7, cost: width >= 54 };
}

function processCells(
  { command: name = '' }: LogEntry,
  event: ProcessEvent,
  charset: Charset,
  { command, way, cost }: Cells,
): Line {
  const { bytes, seconds } = costOf(event);
  const memory = bytes === undefined ? '' : formatBytes(bytes);
  const took = seconds === undefined ? '' : formatRoughly(seconds);
  return [
    span(`${fitText(String(event.pid), PID_CELLS, 'right')} `, { colour: 'strong', bold: true }),
    ...(command > 0
      ? [span(`${fitText(sanitize(name), command, 'left', charset.ellipsis)} `)]
      : []),
    span(`${fitText(wayText(event, charset), way)} `, {
      colour: 'from' in event ? 'guest' : 'text',
    }),
    ...(cost
      ? [
          span(`${fitText(memory, MEMORY_CELLS, 'right')} `),
          span(`${fitText(took, TOOK_CELLS, 'right')} `),
        ]
      : []),
  ];
}

type ProcessEvent = Extract<ClusterEvent, { readonly pid: number }>;

function wordOf(event: ClusterEvent): string {
  switch (event.type) {
    case 'migration-started':
      return 'leaving';
    case 'migration-failed':
      return 'failed';
    case 'node-administered':
      return event.verb;
    case 'checked':
      return event.ask;
    default:
      return event.type.replace(/^(node|network)-|-changed$/g, '');
  }
}

/** From where to where, or where it is. */
function wayText(event: ProcessEvent, { arrow }: Charset): string {
  switch (event.type) {
    case 'migrated':
    case 'migration-started':
    case 'migration-failed':
    case 'placed':
      return `${event.from} ${arrow} ${event.to}`;
    case 'completed':
    case 'killed':
    case 'selected':
      return String(event.node);
    case 'started':
      return String(event.home);
    default:
      return '';
  }
}

/** What was moved or is taken up, and how long it took. */
function costOf(event: ProcessEvent): { bytes?: number; seconds?: number } {
  switch (event.type) {
    case 'migrated':
      return { bytes: event.bytes, seconds: event.seconds };
    case 'migration-started':
      return { bytes: event.bytes };
    case 'started':
      return { bytes: event.memoryBytes };
    case 'placed':
      return { seconds: event.seconds };
    case 'completed':
      return { seconds: event.at - event.arrivalSeconds };
    default:
      return {};
  }
}

function whyText({ reason = '' }: LogEntry, event: ProcessEvent): string {
  switch (event.type) {
    case 'started':
      return event.workSeconds === undefined
        ? sanitize(event.user)
        : `${sanitize(event.user)}, work ${formatDuration(event.workSeconds)}`;
    case 'completed':
      return `work ${formatDuration(event.workSeconds)}`;
    case 'killed':
      return deathText(event);
    case 'migrated':
      return event.cause === 'policy' ? sanitize(reason) : CAUSES[event.cause];
    case 'migration-started':
    case 'migration-failed':
    case 'placed':
    case 'tied':
    case 'untied':
      return sanitize(event.reason);
    case 'reniced':
      return `nice ${event.nice}`;
    case 'masked':
      return event.mask;
    case 'child-ended':
      return `child ${event.child} ${event.ending === 'completed' ? 'done' : 'killed'}`;
    case 'execed':
      return sanitize(event.command);
    case 'selected':
      return '/mfs/selected';
    case 'locked':
    case 'unlocked':
    case 'stopped':
    case 'continued':
      return '';
  }
}

const CAUSES: Readonly<Record<'user' | 'expel' | 'bring', string>> = {
  user: 'by hand',
  expel: 'expelled',
  bring: 'brought home',
};
