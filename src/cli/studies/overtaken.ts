import { UserError } from '../../base/user-error.js';

/** Another process has put the runs of a folder together while this one read them. */
export class Overtaken extends UserError {
  /** @param file what is not there any more, or is another one now */
  constructor(file: string) {
    super(`${file} has changed while it was read`, 1);
    this.name = 'Overtaken';
  }
}

/** As often as a process may be overtaken by others that have all runs. */
const MOST_TRIES = 10;

/** Does what reads the runs of a folder, again when it was overtaken. */
export function notOvertaken<T>(act: () => T): T {
  for (let tries = 1; ; tries++) {
    try {
      return act();
    } catch (error) {
      if (!(error instanceof Overtaken) || tries === MOST_TRIES) throw error;
    }
  }
}

/** Does what opens a file of runs. @throws Overtaken when it is gone */
export function unlessGone<T>(file: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new Overtaken(file);
    throw error;
  }
}
