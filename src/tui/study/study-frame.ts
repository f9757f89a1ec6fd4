import { counted } from '../../base/counted.js';
import { formatRoughly } from '../../base/units.js';
import type { StudyPace } from '../../lab/report/runs-pace.js';
import { type CellStanding, isComplete, type StudyStanding } from '../../lab/report/standing.js';
import { bar } from '../drawing/bar.js';
import { cellWidth, truncate } from '../drawing/cell-width.js';
import type { Charset } from '../drawing/charset.js';
import type { Frame } from '../drawing/frame.js';
import {
  fitLine,
  type Line,
  lineText,
  lineWidth,
  onGround,
  span,
  spread,
} from '../drawing/line.js';
import { sanitize } from '../drawing/sanitize.js';
import { rowsOf, type StudyScreen } from './study-screen.js';
import { tableOf } from './study-table.js';

/** The screen of a running study. */
export function studyFrame(screen: StudyScreen): Frame {
  const { size, charset, standing, top } = screen;
  const { columns, rows } = size;
  const table = tableOf(standing, charset, columns);
  const shown = standing.cells.slice(top, top + rowsOf(screen));
  const lines = [
    titleLine(screen),
    wholeLine(standing, charset, columns),
    paceLine(screen),
    onGround(fitLine(table.head, columns), 'head'),
    ...shown.map(table.row),
  ];
  const body = Array.from({ length: Math.max(0, rows - 1) }, (_, row) => lines[row] ?? []);
  return {
    columns,
    rows,
    lines: [...body, keyLine(screen)].slice(0, rows).map((line) => fitLine(line, columns)),
    charts: [],
    overlay: undefined,
    hovers: false,
  };
}

/** The same for where there is no screen: all cells, once. */
export function studyText(standing: StudyStanding, charset: Charset): string {
  const table = tableOf(standing, charset, undefined);
  const lines = [table.head, ...standing.cells.map(table.row)];
  const text = lines.map((line) => lineText(line).trimEnd());
  return [`${sanitize(standing.study)}: ${wholeText(standing)}`, '', ...text, ''].join('\n');
}

/** "120 of 300 runs, 2 of 6 cells done, 1 run failed: it took longer than 10 min" */
export function wholeText(standing: StudyStanding): string {
  const { made, expected, guess, cellsDone, failures } = sumOf(standing);
  const { length } = standing.cells;
  return [
    `${made} of ${guess}${counted(expected, 'run')}`,
    `${cellsDone} of ${counted(length, 'cell')} done`,
    ...(failures === '' ? [] : [failures]),
  ].join(', ');
}

function sumOf({ cells }: StudyStanding) {
  const sum = (of: (cell: CellStanding) => number) =>
    cells.reduce((total, cell) => total + of(cell), 0);
  return {
    made: sum(({ made }) => made),
    expected: sum(({ expected }) => expected),
    guess: guessOf(
      cells.filter(({ isReached, made, wanted }) => isReached === false && made < wanted),
    ),
    cellsDone: sum(({ made, wanted }) => (made === wanted ? 1 : 0)),
    failures: failuresText(cells),
  };
}

/** "2 runs failed: " and why the first one did; empty: none did. */
function failuresText(cells: readonly CellStanding[]): string {
  const failed = cells.reduce((total, cell) => total + cell.failed, 0);
  if (failed === 0) return '';
  const first = cells.find(({ failure }) => failure !== undefined)?.failure ?? '';
  return `${counted(failed, 'run')} failed: ${sanitize(first)}`;
}

/** How sure it is how many runs there will be, of the cells whose precision decides that. */
function guessOf(undecided: readonly CellStanding[]): '' | 'about ' | 'at least ' {
  if (undecided.length === 0) return '';
  return undecided.every(({ part }) => Number.isFinite(part)) ? 'about ' : 'at least ';
}

function titleLine({ standing, charset, size: { columns } }: StudyScreen): Line {
  const { cells, study } = standing;
  const { cellsDone } = sumOf(standing);
  const right = [
    span(` ${cellsDone} of ${counted(cells.length, 'cell')} done `, { colour: 'dim' }),
  ];
  const room = Math.max(0, columns - lineWidth(right) - 1);
  const name = truncate(sanitize(study), room, charset.ellipsis);
  const left = [span(` ${name}`, { colour: 'strong', bold: true })];
  return onGround(spread(left, right, columns), 'bar');
}

function wholeLine(standing: StudyStanding, charset: Charset, columns: number): Line {
  const { made, expected, guess, failures } = sumOf(standing);
  const part = expected === 0 ? 1 : made / expected;
  const percent = `${Math.floor(part * 100)}%`.padStart(5);
  const text = `${percent}  ${made} of ${guess}${counted(expected, 'run')} `;
  // Its beginning does not jump when the numbers become longer.
  const room = Math.max(0, columns - Math.max(RIGHT_COLUMNS, text.length) - 1);
  return [
    span(' '),
    ...bar(part, room, failures !== '' ? 'middle' : part < 1 ? 'low' : 'good', charset),
    span(text, { colour: 'strong' }),
  ];
}

const RIGHT_COLUMNS = 30;

function paceLine({ standing, pace, problem, charset, size: { columns } }: StudyScreen): Line {
  const isOld = problem !== undefined;
  const said = ` ${isOld ? sanitize(problem) : paceText(standing, pace)}`;
  const { failures } = sumOf(standing);
  const room = Math.max(0, columns - cellWidth(said) - 1);
  return [
    span(said, { colour: isOld ? 'bad' : 'text' }),
    span(truncate(failures === '' ? '' : `   ${failures}`, room, charset.ellipsis), {
      colour: 'bad',
    }),
  ];
}

/** How fast it goes on and how long that takes; what is not known is not said. */
export function paceText(standing: StudyStanding, pace: StudyPace): string {
  if (isComplete(standing)) return 'complete';
  const { rate, secondsLeft, mostSecondsLeft, idleSeconds } = pace;
  if (!Number.isFinite(rate)) {
    return idleSeconds < SILENCE_SECONDS
      ? 'measuring how fast it goes on'
      : `no run has ended for ${formatRoughly(Math.floor(idleSeconds))}`;
  }
  // Five runs should have ended and did not: nobody runs it, or it hangs.
  if (idleSeconds > SILENCE_SECONDS && idleSeconds * rate > SILENT_RUNS) {
    return `no run has ended for ${formatRoughly(Math.floor(idleSeconds))}: does it still go on?`;
  }
  const left = `${sumOf(standing).guess || 'about '}${formatRoughly(secondsLeft)} left`;
  const isWide = mostSecondsLeft > 1.1 * secondsLeft;
  const most = isWide ? `, at most ${formatRoughly(mostSecondsLeft)}` : '';
  return `${rateText(rate)}   ${left}${most}`;
}

/** "12 runs/s", "3.5 runs/min" */
function rateText(rate: number): string {
  const [amount, unit] = rate >= 0.1 ? [rate, 's'] : [rate * 60, 'min'];
  return `${amount >= 100 ? Math.round(amount) : Number(amount.toPrecision(2))} runs/${unit}`;
}

const SILENCE_SECONDS = 15;
const SILENT_RUNS = 5;

/** Fewer columns have no room for all keys. */
const NARROW = 60;

function keyLine(screen: StudyScreen): Line {
  const { size, standing, top } = screen;
  const rows = rowsOf(screen);
  const word = (key: string, does: string) => [
    span(key, { colour: 'key', bold: true }),
    span(` ${does}  `),
  ];
  const { length } = standing.cells;
  const scrolls = length > rows;
  const left = [
    span(' '),
    ...word('q', 'quit'),
    ...(scrolls ? word(size.columns < NARROW ? 'Up Down' : 'Up Down PgUp PgDn', 'scroll') : []),
  ];
  const last = Math.min(length, top + rows);
  const right = scrolls ? [span(` ${top + 1}-${last} of ${length} `, { colour: 'dim' })] : [];
  return onGround(spread(left, right, size.columns), 'bar');
}
