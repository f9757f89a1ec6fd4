import { formatClock, formatDuration } from '../../../base/units.js';
import { DRAWS, inevitableSince, type Likelihood } from '../../../session/likelihood.js';

/** How far it has got; then what has come out. */
export function verdictOf(known: Likelihood): string {
  const { moments, at } = known;
  const all = moments.length * DRAWS;
  const drawn = moments.reduce((sum, moment) => sum + moment.drawn, 0);
  if (drawn < all) return `${drawn} of ${all} futures, chance drawn anew from each moment`;
  const since = inevitableSince(known);
  const first = moments[0]!.at;
  if (since === undefined) {
    return `it could still have gone otherwise ${formatDuration(at - moments.at(-1)!.at)} before`;
  }
  if (since === first) {
    return `it was inevitable ${formatDuration(at - first)} before, and perhaps earlier`;
  }
  return `inevitable since ${formatClock(since)}, ${formatDuration(at - since)} before: in all ${DRAWS} futures`;
}
