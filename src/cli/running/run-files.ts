import { UserError } from '../../base/user-error.js';
import type { ClusterEvent } from '../../cluster/facts/event.js';
import type { Session } from '../../session/session.js';
import { type FileTarget, isSameFile } from '../files/file-target.js';
import { OutputFile, outputTarget } from '../files/output-file.js';
import type { InputFiles } from '../opening/input-files.js';
import { Completions } from './completions.js';

export interface RunFileNames {
  readonly events?: string | undefined;
  readonly completions?: string | undefined;
}

/** The files that a run writes besides its summary: both appear when it is over, or neither. */
export class RunFiles {
  readonly completions = new Completions();
  #eventsFile: OutputFile | undefined;
  #completionsFile: OutputFile | undefined;

  /**
   * Opens the files and listens to the session.
   * @param inputs which none of them may be
   * @throws UserError when one of them cannot be written
   */
  open(session: Session, names: RunFileNames, inputs: InputFiles): void {
    const [events, completions] = targetsOf(names, inputs);
    if (events !== undefined) {
      const file = new OutputFile(events);
      this.#eventsFile = file;
      const write = (event: ClusterEvent) => file.write(`${JSON.stringify(event)}\n`);
      session.subscribe(write, { transient: true });
    }
    if (completions !== undefined) {
      this.#completionsFile = new OutputFile(completions);
      session.subscribe(this.completions.observe, { types: ['completed'], transient: true });
    }
  }

  /** Between two parts of the run: waits for a slow reader of its events, until `isOver`. */
  async drained(isOver: () => boolean): Promise<void> {
    await this.#eventsFile?.drained(isOver);
  }

  /** After the whole run. */
  finish(): void {
    if (this.#completionsFile !== undefined) this.completions.writeTo(this.#completionsFile);
    const files = [this.#completionsFile, this.#eventsFile];
    OutputFile.keepTogether(files.filter((file) => file !== undefined));
  }

  /**
   * After a part of the run: its events are of use, an incomplete list of completions is not. The
   * last line of the events says that they end early, and no whole file is replaced by them.
   * @param at virtual time, seconds
   * @returns where the events are
   */
  interrupt(at: number, signal: string): string | undefined {
    this.#eventsFile?.write(`${JSON.stringify({ at, type: 'interrupted', signal })}\n`);
    return this.#eventsFile?.leave();
  }

  /** Removes what was neither finished nor left. */
  discard(): void {
    this.#eventsFile?.discard();
    this.#completionsFile?.discard();
  }
}

/** The files that the names lead to: two, and neither of them an input. */
function targetsOf(
  { events, completions }: RunFileNames,
  inputs: InputFiles,
): readonly (FileTarget | undefined)[] {
  const written = { '--events': events, '--completions': completions };
  const targets = Object.entries(written).map(([option, name]) => {
    const target = name === undefined ? undefined : outputTarget(name);
    if (target !== undefined) inputs.refuse(option, target);
    return target;
  });
  const [first, second] = targets;
  if (first !== undefined && second !== undefined && isSameFile(first, second)) {
    throw new UserError('--events and --completions must name two files');
  }
  return targets;
}
