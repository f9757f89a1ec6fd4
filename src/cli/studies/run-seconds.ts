import { availableParallelism } from 'node:os';
import { counted } from '../../base/counted.js';
import { formatRoughly } from '../../base/units.js';
import type { Study } from '../../lab/study/study.js';
import { PILOTS } from '../../lab/study/truncations.js';
import { WindowRun } from '../../lab/window-run.js';
import type { Window } from '../../metrics/window.js';
import { openSession } from '../opening/open-session.js';
import { programGain } from '../running/summary-of.js';
import type { OpenCell, OpenStudy } from './open-study.js';

/** Of the wall clock, for each cell. */
const TRIED_SECONDS = 0.15;
/** The first one is tried for so long before: until then Node.js runs the program slowly. */
const WARMING_SECONDS = 0.4;
/** Between two looks at the clock. */
const EVENTS = 2000;

/**
 * How long a run of each cell takes by one core, together; NaN: nobody knows.
 * @param policyTimeout seconds after which a policy that does not return is ended
 */
export function secondsOfRound(open: OpenStudy, policyTimeout: number): Promise<number> {
  return secondsOfRuns(
    open,
    open.cells.map(() => 1),
    policyTimeout,
  );
}

/** The same of so many runs of each cell. */
export async function secondsOfRuns(
  { study, cells }: OpenStudy,
  counts: readonly number[],
  policyTimeout: number,
): Promise<number> {
  const wanted = cells.map((cell, index) => ({ cell, count: counts[index]! }));
  const missing = wanted.filter(({ count }) => count > 0);
  const [first] = missing;
  if (first === undefined) return 0;
  await runSeconds(study, first.cell, { policyTimeout, triedSeconds: WARMING_SECONDS });
  let total = 0;
  for (const { cell, count } of missing) {
    const triedSeconds = TRIED_SECONDS;
    total += count * (await runSeconds(study, cell, { policyTimeout, triedSeconds }));
  }
  return total;
}

const UNKNOWN = 'how long it takes cannot be told by the first moments of its runs';

function judged(cores: number): string {
  return `by ${counted(cores, 'core')}, judged by the first moments of a run of each cell`;
}

/** A sentence: how long the missing runs take, by one core together so long. */
export function timeLeft(
  { replications: { until } }: Pick<Study, 'replications'>,
  seconds: number,
  cores: number,
): string {
  if (Number.isNaN(seconds)) return UNKNOWN;
  const more = until === undefined ? '' : '; more may follow, until the precision is reached';
  return `they take about ${formatRoughly(seconds / cores)} ${judged(cores)}${more}`;
}

/** A sentence: how long all runs of a study take on this computer, of which a round takes so long. */
export function durationOf(
  { replications: { from, to }, isTruncated }: Pick<Study, 'replications' | 'isTruncated'>,
  roundSeconds: number,
  cores = availableParallelism(),
): string {
  if (Number.isNaN(roundSeconds)) return UNKNOWN;
  const pilots = isTruncated ? PILOTS : 0;
  const [least, most] = [from, to].map((rounds) =>
    formatRoughly((roundSeconds * (rounds + pilots)) / cores),
  );
  const range = least === most ? most : `${least} to ${most}`;
  return `takes about ${range} ${judged(cores)}`;
}

interface Trial {
  readonly policyTimeout: number;
  readonly triedSeconds: number;
}

/**
 * How long a run of a cell takes by the wall clock, in seconds, judged by its first moments: it goes on
 * as in the second half of these, since a run begins with empty nodes.
 * @returns NaN: these say nothing of it, since nobody knows where it ends
 */
async function runSeconds(
  { window, slowdown }: Study,
  { scenario }: OpenCell,
  { policyTimeout, triedSeconds }: Trial,
): Promise<number> {
  const session = await openSession(scenario, { measures: false, policyTimeout });
  const rule = { window, slowdown, programGain: programGain(scenario.workload) };
  const run = new WindowRun(session, rule);
  const end = window.watch === undefined ? scenario.untilSeconds : Number.POSITIVE_INFINITY;
  const part = () => {
    const { now, totals } = session.view();
    return partOf(window, { now, arrived: totals.arrived, end });
  };
  const started = performance.now();
  let half: Mark | undefined;
  for (;;) {
    const isOver = run.advance(end, { maxEvents: EVENTS, untilOver: true });
    const seconds = (performance.now() - started) / 1000;
    if (isOver) return seconds;
    if (half === undefined && seconds >= triedSeconds / 2) half = { seconds, part: part() };
    if (half === undefined || seconds < triedSeconds) continue;
    return wholeSeconds(half, { seconds, part: part() });
  }
}

/** How much of a run, 0 to 1, has gone by in so many seconds. */
interface Mark {
  readonly seconds: number;
  readonly part: number;
}

/** How long all of a run takes if it goes on as between two marks; NaN: these do not say. */
export function wholeSeconds(half: Mark, { seconds, part }: Mark): number {
  const gone = part - half.part;
  if (gone > 0) return seconds + ((1 - part) / gone) * (seconds - half.seconds);
  return part > 0 ? seconds / part : Number.NaN;
}

/** How much of a run has gone by, 0 to 1. */
function partOf(
  { warmUp, watch }: Window,
  { now, arrived, end }: { readonly now: number; readonly arrived: number; readonly end: number },
): number {
  if (watch === undefined) return end < Number.POSITIVE_INFINITY ? now / end : Number.NaN;
  if (watch.kind === 'processes' && warmUp.kind === 'processes') {
    return Math.min(1, arrived / (warmUp.count + watch.count));
  }
  if (watch.kind === 'processes') return Number.NaN;
  const before = warmUp.kind === 'seconds' ? warmUp.seconds : warmUp.count === 0 ? 0 : Number.NaN;
  return Math.min(1, now / (before + watch.seconds));
}
