import { resolve } from 'node:path';
import { UserError } from '../base/user-error.js';
import type { Session } from '../session/session.js';
import { Completions } from './completions.js';
import { OutputFile } from './output-file.js';

export interface RunFileNames {
  readonly events?: string | undefined;
  readonly completions?: string | undefined;
}

/** The files that a run writes besides its summary. */
export class RunFiles {
  readonly #completions = new Completions();
  #eventsFile: OutputFile | undefined;
  #completionsFile: OutputFile | undefined;

  /**
   * Opens the files and listens to the session.
   * @throws UserError when one of them cannot be written
   */
  open(session: Session, { events, completions }: RunFileNames): void {
    if (events !== undefined && completions !== undefined) {
      if (resolve(events) === resolve(completions)) {
        throw new UserError('--events and --completions must name two files');
      }
    }
    if (events !== undefined) {
      const file = new OutputFile(events);
      this.#eventsFile = file;
      session.subscribe((event) => file.write(`${JSON.stringify(event)}\n`), undefined, false);
    }
    if (completions !== undefined) {
      this.#completionsFile = new OutputFile(completions);
      session.subscribe(this.#completions.observe, ['completed'], false);
    }
  }

  /** After the whole run. */
  finish(): void {
    if (this.#completionsFile !== undefined) this.#completions.writeTo(this.#completionsFile);
    this.#completionsFile?.keep();
    this.#eventsFile?.keep();
  }

  /** After a part of the run: its events are of use, an incomplete list of completions is not. */
  interrupt(): void {
    this.#eventsFile?.keep();
  }

  /** Removes what was neither finished nor kept. */
  discard(): void {
    this.#eventsFile?.discard();
    this.#completionsFile?.discard();
  }
}
