import { UserError } from '../../base/user-error.js';
import { systemReason } from '../failure.js';
import { ReaderGone } from '../reader-gone.js';

/**
 * What an attempt to write gives.
 * @param name the file or folder, as the user knows it
 * @throws UserError in place of the system's error; ReaderGone when nobody reads any more
 */
export function writing<T>(name: string, attempt: () => T): T {
  try {
    return attempt();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') throw new ReaderGone();
    throw new UserError(`cannot write ${name}: ${systemReason(error)}`, 1);
  }
}
