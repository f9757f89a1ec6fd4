import { formatBytes } from '../../base/units.js';
import { UserError } from '../../base/user-error.js';

export const FIRST_CAPACITY = 64;

/** How many processes may be alive at once. */
export const MOST_PROCESSES = 2 ** 23;

/**
 * Twice the room of a table that is full.
 * @param recordBytes what the table holds of each process
 * @throws UserError when there are as many processes as there may be: they pile up
 */
export function doubledCapacity(processes: number, recordBytes: number): number {
  if (processes < MOST_PROCESSES) return 2 * processes;
  const bytes = formatBytes(2 * processes * recordBytes);
  throw new UserError(
    `${processes} processes are alive, the most that a run can have: room for more would take ${bytes}B; ` +
      'let fewer of them come, or let them have an end',
    1,
  );
}
