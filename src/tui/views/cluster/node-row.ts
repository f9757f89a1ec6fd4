import { formatBytes } from '../../../base/units.js';
import { statusLetters } from '../../../cluster/facts/status.js';
import type { NodeState, NodeView } from '../../../cluster/facts/view.js';
import { bar } from '../../drawing/bar.js';
import { fitText } from '../../drawing/cell-width.js';
import type { Charset } from '../../drawing/charset.js';
import type { Colour } from '../../drawing/frame.js';
import { type Line, span } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import { isMember } from '../../past/cluster-figures.js';
import { loadBar, loadOf } from '../../past/load.js';
import type { NodeColumn, NodeOrder } from './cluster-state.js';

/**
 * Which parts of a node's row there is room for. Dropped in this order: the load averages, the last
 * minutes, the counts of processes, the bar of memory, the CPUs, the speed, the name, memory, the flags.
 */
export interface RowParts {
  readonly name: number;
  readonly speed: boolean;
  readonly load: number;
  readonly memoryBar: number;
  readonly memory: boolean;
  readonly cpus: boolean;
  readonly flags: boolean;
  readonly counts: boolean;
  /** Cells of the load of the last minutes. */
  readonly spark: number;
  /** The load averages over 1, 5 and 15 minutes: only where bars remain wide. */
  readonly averages: boolean;
}

export function rowParts(width: number): RowParts {
  let room = width - 7 - 2 - STATE_CELLS - MIN_BAR - 7;
  let hasRoom = true;
  // What matters less does not take the room of what had none.
  const take = (cells: number, free = 0): boolean => {
    hasRoom &&= room >= cells + free;
    if (hasRoom) room -= cells;
    return hasRoom;
  };
  const flags = take(6);
  const memory = take(6);
  const name = take(9);
  const speed = take(8);
  const cpus = take(6);
  const memoryBar = take(MIN_BAR);
  const counts = take(20);
  const spark = take(SPARK_CELLS + 1);
  const averages = take(3 * AVERAGE_CELLS, WIDE);
  const spare = Math.max(0, room - 1);
  const forMemory = memoryBar ? Math.min(30, Math.floor(spare * 0.4)) : 0;
  return {
    name: name ? 8 : 0,
    speed,
    load: Math.min(50, MIN_BAR + spare - forMemory),
    memoryBar: memoryBar ? MIN_BAR + forMemory : 0,
    memory,
    cpus,
    flags,
    counts,
    spark: spark ? SPARK_CELLS : 0,
    averages,
  };
}

const MIN_BAR = 6;
const SPARK_CELLS = 10;
const AVERAGE_CELLS = 6;
/** What bars have for themselves before the load averages have a place. */
const WIDE = 20;
/** The longest state, and a space. */
export const STATE_CELLS = 'leaving '.length;

/** A title of the table, as wide as its column, and what a click on it sorts by. */
export interface NodeTitle {
  readonly text: string;
  readonly column?: NodeColumn;
}

export function titlesOf(parts: RowParts): readonly NodeTitle[] {
  const { name, speed, load, memoryBar, memory, cpus, flags, counts, spark, averages } = parts;
  const titles: readonly (NodeTitle | false)[] = [
    { text: fitText('N#', 6, 'right'), column: 'id' },
    name > 0 && { text: ` ${fitText('NODE', name)}`, column: 'name' },
    { text: ` ${fitText('STATE', STATE_CELLS + 1)}`, column: 'state' },
    speed && { text: `${fitText('SPEED', 7, 'right')} `, column: 'speed' },
    { text: fitText('LOAD', load + 7), column: 'load' },
    spark > 0 && { text: ` ${fitText('LAST 5MIN', spark)}` },
    memory && {
      text: ` ${fitText('MEM', memoryBar + 5, memoryBar > 0 ? 'left' : 'right')}`,
      column: 'memory',
    },
    cpus && { text: fitText('CPUS', 6, 'right'), column: 'cpus' },
    flags && { text: ` ${fitText('FLAGS', 5)}` },
    counts && { text: fitText('RUN', 5, 'right'), column: 'runnable' },
    counts && { text: fitText('LOC', 5, 'right'), column: 'local' },
    counts && { text: fitText('GST', 5, 'right'), column: 'guests' },
    counts && { text: fitText('AWY', 5, 'right'), column: 'away' },
    averages && { text: '  1min  5min 15min' },
  ];
  return titles.filter((title) => title !== false);
}

/** The titles; the one by which is sorted is marked with the direction. */
export function headerLine(parts: RowParts, { column, descending }: NodeOrder, charset: Charset) {
  const sign = descending ? charset.falling : charset.rising;
  return titlesOf(parts).map((title) => {
    if (title.column !== column) return span(title.text, { colour: 'strong', ground: 'head' });
    const marked = title.text.endsWith(' ')
      ? title.text.replace(/(\S) /, `$1${sign}`)
      : title.text.replace(/ (?=\S)/, sign);
    return span(marked, { colour: 'strong', ground: 'sorted', bold: true });
  });
}

/** The column at a cell of the titles; undefined: nothing to sort by. */
export function titleAt(cell: number, parts: RowParts): NodeColumn | undefined {
  let end = 0;
  for (const { text, column } of titlesOf(parts)) {
    end += text.length;
    if (cell < end) return column;
  }
  return undefined;
}

/**
 * A node as openMosixview showed it: lamp, speed, bars of load and memory, and its flags.
 * @param past its load in the last minutes, as wide as `parts.spark`
 */
export function nodeRow(
  node: NodeView,
  parts: RowParts,
  tagged: boolean,
  past: Line,
  charset: Charset,
): Line {
  const { load, memoryBar } = parts;
  const off = !isMember(node);
  const shownLoad = off ? 0 : loadOf(node);
  const plain: Colour = off ? 'dim' : 'text';
  const memoryUse = node.memoryBytes === 0 ? 0 : node.memoryUsedBytes / node.memoryBytes;
  const text = (words: string, colour: Colour = plain) => span(words, { colour });
  return [
    text(tagged ? '+' : ' ', 'key'),
    span(fitText(String(node.id), 5, 'right'), { colour: off ? 'dim' : 'title', bold: !off }),
    ...(parts.name > 0
      ? [text(` ${fitText(sanitize(node.name), parts.name, 'left', charset.ellipsis)}`)]
      : []),
    text(` ${charset.lamp}${fitText(node.state, STATE_CELLS)}`, STATE_COLOUR[node.state]),
    ...(parts.speed ? [speedSpan(node, plain)] : []),
    ...loadBar(shownLoad, load, charset),
    text(`${fitText(shownLoad.toFixed(2), 6, 'right')} `, off ? 'dim' : 'strong'),
    ...(parts.spark > 0 ? [text(' '), ...past] : []),
    ...(parts.memory
      ? [
          text(' '),
          ...bar(memoryUse, memoryBar, memoryUse < 0.9 ? 'memory' : 'high', charset),
          text(fitText(formatBytes(node.memoryUsedBytes), 5, 'right')),
        ]
      : []),
    ...(parts.cpus ? [text(fitText(cpusText(node), 6, 'right'))] : []),
    ...(parts.flags ? [text(` ${fitText(statusLetters(node.status), 5)}`, 'middle')] : []),
    ...(parts.counts ? counts(node) : []),
    ...(parts.averages ? averages(node, off) : []),
  ];
}

/** The speed that the balancer believes; coloured when it is not the true one. */
function speedSpan({ speed, believedSpeed }: NodeView, plain: Colour) {
  const text = `${fitText(String(Math.round(believedSpeed)), 7, 'right')} `;
  return span(text, { colour: believedSpeed === speed ? plain : 'moving' });
}

function cpusText({ cpus, threads }: NodeView): string {
  return threads > 1 ? `${cpus}x${threads}` : String(cpus);
}

export function counts({
  runnable,
  local,
  guests,
  away,
}: Pick<NodeView, 'runnable' | 'local' | 'guests' | 'away'>): Line {
  const colours: readonly Colour[] = ['text', 'text', 'guest', 'text'];
  return [runnable, local, guests, away].map((count, index) =>
    span(fitText(String(count), 5, 'right'), { colour: count > 0 ? colours[index]! : 'dim' }),
  );
}

function averages({ loadAverages }: NodeView, off: boolean): Line {
  return loadAverages.map((average) => {
    const written = average >= 100 ? average.toFixed(0) : average.toFixed(2);
    return span(fitText(written, AVERAGE_CELLS, 'right'), { colour: off ? 'dim' : 'text' });
  });
}

const STATE_COLOUR: Readonly<Record<NodeState, Colour>> = {
  up: 'good',
  leaving: 'middle',
  left: 'dim',
  down: 'bad',
};
