import type { DashboardState } from '../../state.js';

/** How long a process that has just arrived stands out, in seconds of the user's time. */
const FLASH_SECONDS = 1.5;

/** Pids of the processes that arrived at their nodes a moment ago. */
export function justArrived({ log, sample, rate }: DashboardState): ReadonlySet<number> {
  const since = sample.now - FLASH_SECONDS * Math.max(1, rate);
  const pids = new Set<number>();
  for (let index = log.entries.length - 1; index >= 0; index--) {
    const { event } = log.entries[index]!;
    if (event.at < since) break;
    if (event.type === 'migrated') pids.add(event.pid);
  }
  return pids;
}
