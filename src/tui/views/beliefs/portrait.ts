import type { NodeView } from '../../../cluster/facts/view.js';
import { fitText } from '../../drawing/cell-width.js';
import { type Line, onGround, span } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import { isMember } from '../../past/cluster-figures.js';
import { loadBar, loadOf, perCpu } from '../../past/load.js';
import type { DashboardState } from '../../state.js';
import { ageStyle, ageText, type BeliefOf, errorOf, signed } from './belief-cell.js';
import { believerIndex, subjectIndex } from './beliefs-layout.js';
import { beliefsIn } from './matrix.js';

/** What the selected node believes of each other one, beside what is true: `rows` lines at most. */
export function portraitLines(state: DashboardState, rows: number, width: number): readonly Line[] {
  const believer = state.sample.nodes[believerIndex(state)];
  if (believer === undefined || rows < 2) return [];
  const others = state.sample.nodes.filter(({ id }) => id !== believer.id);
  const subject = state.sample.nodes[subjectIndex(state)]?.id;
  const beliefs = beliefsIn(state, believer, others);
  // Where there is no room for all, what was heard goes first, the freshest on top.
  const shown = beliefs.length < rows ? beliefs : beliefs.toSorted((a, b) => ageOf(a) - ageOf(b));
  return [
    headingLine(believer, beliefs),
    ...shown.slice(0, rows - 1).map((belief) => {
      const line = beliefLine(belief, state, width);
      return belief.subject.id === subject ? onGround(line, 'field') : line;
    }),
  ];
}

function ageOf({ heard }: BeliefOf): number {
  return heard?.ageSeconds ?? NEVER;
}

/** Older than anything heard. */
const NEVER = Number.MAX_VALUE;

function headingLine(believer: NodeView, beliefs: readonly BeliefOf[]): Line {
  const ages = beliefs.flatMap(({ heard }) => heard?.ageSeconds ?? []);
  const heading = span(` what node ${believer.id} ${sanitize(believer.name)} believes`, {
    colour: 'title',
    bold: true,
  });
  const dim = (text: string): Line => [heading, span(text, { colour: 'dim' })];
  if (!isMember(believer)) return dim(`: nothing, it is ${STATE_WORDS[believer.state]}`);
  if (ages.length === 0) return dim(': nothing yet, no message has reached it');
  const oldest = Math.round(Math.max(...ages));
  return dim(`   of ${ages.length} of the ${beliefs.length} others, the oldest ${oldest} s old`);
}

const STATE_WORDS: Readonly<Record<NodeView['state'], string>> = {
  up: 'up',
  leaving: 'leaving',
  left: 'no member',
  down: 'down',
};

function beliefLine({ subject, heard }: BeliefOf, state: DashboardState, width: number): Line {
  const { charset } = state;
  const barCells = width >= WIDE ? WIDE_BAR : width >= MIDDLE ? NARROW_BAR : 0;
  const truth = loadOf(subject);
  const name: Line = [
    span(`  of ${fitText(String(subject.id), 4, 'right')} `, { colour: 'title', bold: true }),
    span(fitText(sanitize(subject.name), NAME_CELLS, 'left', charset.ellipsis)),
  ];
  const real: Line = isMember(subject)
    ? [
        span('   in truth ', { colour: 'dim' }),
        span(fitText(truth.toFixed(2), LOAD_CELLS, 'right')),
        ...(barCells > 0 ? [span(' '), ...loadBar(truth, barCells, charset)] : []),
      ]
    : [span(`   in truth ${STATE_WORDS[subject.state]}`, { colour: 'bad' })];
  if (heard === undefined) {
    const nothing = fitText('nothing heard', LOAD_CELLS + 9 + (barCells > 0 ? barCells + 1 : 0));
    return [...name, span(`  ${nothing}`, { colour: 'dim' }), ...real];
  }
  const load = perCpu(heard.load, subject);
  return [
    ...name,
    span(`  ${fitText(load.toFixed(2), LOAD_CELLS, 'right')}`, ageStyle(heard.ageSeconds)),
    ...(barCells > 0 ? [span(' '), ...loadBar(load, barCells, charset)] : []),
    span(fitText(`${ageText(heard.ageSeconds)} ago`, 9, 'right'), { colour: 'dim' }),
    ...real,
    ...(isMember(subject) ? [span(`   off by ${signed(errorOf(subject, heard))}`, DIM)] : []),
  ];
}

const DIM = { colour: 'dim' } as const;
const LOAD_CELLS = 5;
const NAME_CELLS = 8;
const WIDE_BAR = 20;
const NARROW_BAR = 10;
const WIDE = 120;
const MIDDLE = 90;
