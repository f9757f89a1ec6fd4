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

/**
 * Which parts of a node's row there is room for. Dropped in this order: the counts of processes,
 * the bar of memory, the CPUs, the speed, the name, memory, the flags.
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
}

export function rowParts(width: number): RowParts {
  let room = width - 7 - 2 - STATE_CELLS - MIN_BAR - 7;
  const take = (cells: number): boolean => {
    if (room < cells) return false;
    room -= cells;
    return true;
  };
  const flags = take(6);
  const memory = take(6);
  const name = take(9);
  const speed = take(8);
  const cpus = take(6);
  const memoryBar = take(MIN_BAR);
  const counts = take(20);
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
  };
}

const MIN_BAR = 6;
/** The longest state, and a space. */
const STATE_CELLS = 'leaving '.length;

export function headerText(parts: RowParts): string {
  const { name, speed, load, memoryBar, memory, cpus, flags, counts } = parts;
  return [
    fitText('N#', 6, 'right'),
    name > 0 ? ` ${fitText('NODE', name)}` : '',
    ` ${fitText('STATE', STATE_CELLS + 1)}`,
    speed ? fitText('SPEED', 7, 'right') : '',
    speed ? ' ' : '',
    fitText('LOAD', load + 7),
    memory ? ` ${fitText('MEM', memoryBar + 5, memoryBar > 0 ? 'left' : 'right')}` : '',
    cpus ? fitText('CPUS', 6, 'right') : '',
    flags ? ` ${fitText('FLAGS', 5)}` : '',
    counts ? '  RUN  LOC  GST  AWY' : '',
  ].join('');
}

/** A node as openMosixview showed it: lamp, speed, bars of load and memory, and its flags. */
export function nodeRow(node: NodeView, parts: RowParts, tagged: boolean, charset: Charset): Line {
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

function counts({ runnable, local, guests, away }: NodeView): Line {
  const colours: readonly Colour[] = ['text', 'text', 'guest', 'text'];
  return [runnable, local, guests, away].map((count, index) =>
    span(fitText(String(count), 5, 'right'), { colour: count > 0 ? colours[index]! : 'dim' }),
  );
}

const STATE_COLOUR: Readonly<Record<NodeState, Colour>> = {
  up: 'good',
  leaving: 'middle',
  left: 'dim',
  down: 'bad',
};
