import { printable } from '../../base/printable.js';
import { formatClock, formatDuration } from '../../base/units.js';
import type { ClusterEvent } from '../../cluster/facts/event.js';
import type { Fate } from '../../session/futures.js';
import { DRAWS, inevitableSince, type Likelihood } from '../../session/likelihood.js';
import type { SessionInfo } from '../../session/session.js';
import { verdictOf } from '../../tui/dialogs/time/likelihood-verdict.js';
import { ASCII } from '../../tui/drawing/charset.js';
import { eventText } from '../../tui/notice.js';
import type { Style } from '../running/style.js';

/** How likely something had been that happened in a run. */
export interface LikelihoodAnswer {
  readonly name: string;
  readonly info: SessionInfo;
  /** Undefined: a load is no event. */
  readonly event: ClusterEvent | undefined;
  /** All futures have been run. */
  readonly known: Likelihood;
}

/** The same bytes for the same run. */
export function jsonOfLikelihood({ name, info, event, known }: LikelihoodAnswer): string {
  const { scenario, policy, information, seed } = info;
  const { fate, at, stepSeconds, moments } = known;
  const document = {
    run: { name, scenario, policy, information, seed },
    of: event ?? fate,
    at,
    stepSeconds,
    futures: DRAWS,
    moments: moments.map(({ at: then, happened }) => ({ at: then, happened })),
    inevitableSince: inevitableSince(known) ?? null,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** For reading: a line for each moment, the earliest first. */
export function textOfLikelihood(
  { name, info, event, known }: LikelihoodAnswer,
  style: Style,
): string {
  const { policy, information, seed } = info;
  const what = event === undefined ? fateText(known.fate) : eventText(event, ASCII);
  return [
    style.title(printable(`${name}: policy ${policy} (${information}), seed ${seed}`)),
    printable(`${formatClock(known.at)}  ${what}`),
    '',
    style.label(`${'before'.padStart(CELLS)}${'at'.padStart(CELLS)}  happened`),
    ...known.moments.map(({ at, drawn, happened }) => {
      const bar = '='.repeat(Math.round((BAR_CELLS * happened) / drawn));
      const before = formatDuration(known.at - at).padStart(CELLS);
      const times = `${String(happened).padStart(2)} of ${drawn}`;
      return `${before}${formatClock(at).padStart(CELLS)}  ${times}  ${bar}`.trimEnd();
    }),
    '',
    verdictOf(known),
    '',
  ].join('\n');
}

function fateText(fate: Fate): string {
  return fate.what === 'load' ? `a load of ${fate.least}` : fate.what;
}

const CELLS = 9;
const BAR_CELLS = 30;
