import type { CellStanding, StudyStanding } from '../../lab/report/standing.js';
import { cellWidth } from '../drawing/cell-width.js';
import type { Charset } from '../drawing/charset.js';
import type { Colour } from '../drawing/frame.js';
import { sanitize } from '../drawing/sanitize.js';

/** A column of the table of cells. */
export interface StudyColumn {
  readonly title: string;
  readonly align: 'left' | 'right';
  readonly width: number;
  /** Of what stands below its title, which may be cut down to that. */
  readonly textWidth: number;
  /** Whether it may be cut, so that the others have room. */
  readonly isLevel: boolean;
  /** The first ones go where there is no room; undefined: it stays. */
  readonly rank: number | undefined;
  readonly text: (cell: CellStanding) => string;
  readonly colour: (cell: CellStanding) => Colour;
}

/** What is said of a column; the rest is usual. */
type Given = Partial<StudyColumn> & Pick<StudyColumn, 'title' | 'text'>;

/**
 * As wide as they need to be; the widths change with the study, not with how far it has come, as
 * far as that can be known. Failures have a column from the first one on.
 */
export function columnsOf(standing: StudyStanding, charset: Charset): readonly StudyColumn[] {
  const { cells, precision, measure } = standing;
  const most = String(Math.max(...cells.map((cell) => cell.most))).length;
  const decimals = decimalsOf(cells);
  const fixed = (value: number) => (Number.isFinite(value) ? value.toFixed(decimals) : '');
  const column = (given: Given) => {
    const { title, text, width = 0 } = given;
    const widest = cells.reduce((wide, cell) => Math.max(wide, cellWidth(text(cell))), width);
    const otherwise = { align: 'right', isLevel: false, rank: undefined, colour: plain } as const;
    return {
      ...{ ...otherwise, ...given, textWidth: widest },
      width: Math.max(widest, cellWidth(title)),
    };
  };
  return [
    ...standing.factors.map((name, place) =>
      column({
        title: sanitize(name),
        align: 'left',
        isLevel: true,
        text: ({ levels }) => sanitize(levels[place]!),
        colour: () => 'strong',
      }),
    ),
    column({ title: 'runs', text: ({ made, wanted }) => `${made}/${wanted}`, width: 2 * most + 1 }),
    ...(precision === undefined
      ? []
      : [
          column({
            title: 'about',
            rank: 0,
            width: most,
            text: ({ expected }) => String(expected),
            colour: () => 'dim',
          }),
        ]),
    column({ title: measure, text: ({ mean }) => fixed(mean) }),
    column({
      title: charset.name === 'ascii' ? '+-' : '±',
      text: ({ halfWidth }) => fixed(halfWidth),
      width: decimals + 2,
      rank: 2,
    }),
    ...(precision === undefined
      ? []
      : [
          column({
            title: `${precision.measure === measure ? '' : `${precision.measure} `}to ${percent(precision.part)}`,
            text: ({ part }) => (Number.isFinite(part) ? `${(part * 100).toFixed(1)}%` : ''),
            width: 6,
            colour: ({ isReached }) => (isReached ? 'good' : 'middle'),
          }),
        ]),
    ...(cells.every(({ failed }) => failed === 0) ? [] : [column(FAILURES)]),
    column({
      title: '',
      rank: 1,
      align: 'left',
      width: (precision === undefined ? 'waiting' : 'not reached').length,
      text: stateText,
      colour: stateColour,
    }),
  ];
}

const FAILURES: Given = {
  title: 'failed',
  rank: 3,
  text: ({ failed }) => (failed === 0 ? '' : String(failed)),
  colour: () => 'bad',
};

/** As a study file has it: "2%", "0.5%". */
function percent(part: number): string {
  return `${Number((part * 100).toPrecision(6))}%`;
}

function plain(): Colour {
  return 'text';
}

function stateText({ made, wanted, isReached }: CellStanding): string {
  if (made === 0) return 'waiting';
  if (made < wanted) return 'running';
  if (isReached === undefined) return 'done';
  return isReached ? 'reached' : 'not reached';
}

function stateColour({ made, wanted, isReached }: CellStanding): Colour {
  if (made < wanted) return 'dim';
  return isReached === false ? 'bad' : 'good';
}

/** So many that the least mean has four digits, if that is not too many. */
function decimalsOf(cells: readonly CellStanding[]): number {
  const sizes = cells.map(({ mean }) => Math.abs(mean)).filter((size) => size > 0);
  if (sizes.length === 0) return 3;
  const digits = 3 - Math.floor(Math.log10(Math.min(...sizes)));
  return Math.max(0, Math.min(MOST_DECIMALS, digits));
}

const MOST_DECIMALS = 5;
