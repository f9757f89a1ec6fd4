import { parseDuration } from '../base/units.js';
import type { Extent } from '../metrics/window.js';

/** "2000 processes", "30min" or "none"; undefined: it is none of these. */
export function readExtent(written: string): Extent | undefined {
  if (written === 'none') return { kind: 'processes', count: 0 };
  const [, digits] = /^(\d{1,9})\s*processes$/.exec(written) ?? [];
  if (digits !== undefined) return { kind: 'processes', count: Number(digits) };
  const seconds = parseDuration(written);
  return seconds === undefined ? undefined : { kind: 'seconds', seconds };
}

/** The same of what is watched, which is never nothing. */
export function readWatch(written: string): Extent | undefined {
  const extent = readExtent(written);
  if (extent === undefined) return undefined;
  return (extent.kind === 'seconds' ? extent.seconds : extent.count) > 0 ? extent : undefined;
}
