import type { DashboardState } from '../../state.js';

/** How long a process that has just arrived stands out, in virtual seconds. */
const FLASH_SECONDS = 1.5;

/**
 * Pids of the processes that arrived at their nodes a moment ago. Where more time than that passes
 * between two frames, those that arrived since the frame before: else most would always stand out.
 */
export function justArrived({ log, sample }: DashboardState): ReadonlySet<number> {
  const since = Math.min(sample.now - FLASH_SECONDS, sample.events[0]?.at ?? sample.now);
  const pids = new Set<number>();
  for (let index = log.entries.length - 1; index >= 0; index--) {
    const { event } = log.entries[index]!;
    if (event.at < since) break;
    if (event.type === 'migrated') pids.add(event.pid);
  }
  return pids;
}
