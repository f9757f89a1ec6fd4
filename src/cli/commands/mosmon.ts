import { UserError } from '../../base/user-error.js';
import { STANDARD_SPEED } from '../../cluster/facts/node-spec.js';
import { charsetOf } from '../../tui/drawing/charset.js';
import { lineText } from '../../tui/drawing/line.js';
import { isMember } from '../../tui/past/cluster-figures.js';
import { barLines } from '../../tui/views/mosmon/bars.js';
import { measureOf } from '../../tui/views/mosmon/measures.js';
import type { Measure } from '../../tui/views/mosmon/mosmon-state.js';
import { print } from '../output.js';
import { ClusterTool, type ToolOptions } from '../sharing/cluster-tool.js';

/** mosmon(1) on a running cluster: one screen of its bars, as text. */
export async function mosmon(words: readonly string[], options: ToolOptions): Promise<number> {
  const wanted = read(words);
  const { at, nodes } = await new ClusterTool('mosmon', options).view();
  const shown = wanted.dead ? nodes : nodes.filter(isMember);
  if (options.json) {
    print(`${JSON.stringify({ at, nodes: shown })}\n`);
    return 0;
  }
  const first = shown.findIndex(({ id }) => id >= (wanted.from ?? 0));
  if (first < 0) throw new UserError(`mosmon ${wanted.from}: the last node is ${shown.at(-1)?.id}`);
  const seeing = nodes.find(({ id }) => id === options.on) ?? nodes[0];
  const chart = {
    measure: measureOf(wanted.measure, seeing?.yardstick ?? STANDARD_SPEED),
    logScale: wanted.logScale,
    nodes: shown,
    first,
    selected: undefined,
    charset: charsetOf(process.env),
  };
  const { columns: width = COLUMNS, rows: height = ROWS } = process.stdout;
  const area = { left: 0, top: 0, width, height: height - 1 };
  const lines = barLines(chart, area).map((line) => lineText(line).trimEnd());
  const up = nodes.filter(isMember);
  const cpus = up.reduce((sum, node) => sum + node.cpus, 0);
  const totals = wanted.totals ? [`${up.length} nodes, ${cpus} CPUs`] : [];
  print([...totals, ...lines].map((line) => `${line}\n`).join(''));
  return 0;
}

/** Of a screen where there is no terminal. */
const COLUMNS = 80;
const ROWS = 24;

interface Wanted {
  readonly measure: Measure;
  readonly logScale: boolean;
  readonly dead: boolean;
  readonly totals: boolean;
  /** N# of the first node. */
  readonly from: number | undefined;
}

const MEASURES: Readonly<Record<string, Measure>> = {
  l: 'openmosix',
  L: 'openmosix',
  s: 'speed',
  m: 'memory',
  r: 'raw',
  u: 'use',
};

/** How the numbers of nodes stand, of which there is one way here. */
const NUMBERING = 'wvVa';

/** @throws UserError when a word is none of mosmon's */
function read(words: readonly string[]): Wanted {
  let wanted: Wanted = {
    ...{ measure: 'openmosix', logScale: false, dead: false, totals: false, from: undefined },
  };
  for (const word of words) {
    const [, from] = /^\+(\d+)$/.exec(word) ?? [];
    const [, letters = ''] = /^-([a-zA-Z]+)$/.exec(word) ?? [];
    if (from !== undefined) wanted = { ...wanted, from: Number(from) };
    else if (letters === '') throw new UserError(`mosmon does not know ${word}: ${FORM}`);
    for (const letter of letters) {
      const measure = MEASURES[letter];
      if (measure !== undefined) wanted = { ...wanted, measure, logScale: letter === 'L' };
      else if (letter === 'd') wanted = { ...wanted, dead: true };
      else if (letter === 't') wanted = { ...wanted, totals: true };
      else if (!NUMBERING.includes(letter)) {
        throw new UserError(`mosmon does not know -${letter}: ${FORM}`);
      }
    }
  }
  return wanted;
}

const FORM = '[-w|-v|-V|-a] [-s|-m|-r|-u|-l|-L] [-d] [-t] [+N#]';
