import { formatClock } from '../../base/units.js';
import { UserError } from '../../base/user-error.js';
import { restore, type Stateful, saved } from '../../kernel/archive.js';
import type { Scenario } from '../../scenario/scenario.js';
import { isPolicyPath } from '../../scenario/schema/policy-name.js';
import type { SimulatedSession } from '../../session/simulated.js';
import { type Checkpoint, readCheckpoint, writeCheckpoint } from '../files/checkpoint-file.js';
import { changedSince, digestsOf } from '../files/file-digest.js';
import type { Provenance } from '../files/provenance.js';
import { complain } from '../output.js';

/** A run from which checkpoints are made, and which takes one up. */
export interface Put {
  readonly scenario: Scenario;
  readonly end: number;
  /** Undefined: it is not asked for. */
  readonly provenance: Provenance | undefined;
  readonly session: SimulatedSession;
  readonly summary: Stateful;
  /** Undefined: completions were not asked for. */
  readonly completions: Stateful | undefined;
}

/** The checkpoints of a run: one when it begins, then one every `everySeconds`. */
export class Checkpoints {
  readonly #name: string;
  readonly #everySeconds: number;
  readonly #run: Put;
  readonly #files: Checkpoint['files'];
  #writtenMs = performance.now();
  #hasFailed = false;

  /**
   * Writes the first one.
   * @param everySeconds of the wall clock
   * @throws UserError when it cannot be written, or the run cannot be saved
   */
  constructor(name: string, everySeconds: number, run: Put) {
    this.#name = name;
    this.#everySeconds = everySeconds;
    this.#run = run;
    if (run.scenario.workload.some(({ kind }) => kind === 'host')) {
      throw new UserError('--checkpoint: the processes of this computer cannot be saved');
    }
    this.#files = digestsOf(filesOf(run.scenario));
    this.#write();
  }

  /** Writes one if it is time, between two parts of the run. */
  update(): void {
    if (performance.now() - this.#writtenMs >= 1000 * this.#everySeconds) this.keep();
  }

  /** Writes one now. What cannot be written any more does not end the run. */
  keep(): void {
    try {
      this.#write();
      this.#hasFailed = false;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      if (!this.#hasFailed) complain(`${error.message}; the run goes on without a new checkpoint`);
      this.#hasFailed = true;
    }
    this.#writtenMs = performance.now();
  }

  #write(): void {
    const { scenario, end, provenance, session, summary, completions } = this.#run;
    writeCheckpoint(this.#name, {
      ...{ scenario, end, files: this.#files, provenance: provenance! },
      session: session.save(),
      summary: saved(summary),
      completions: completions && saved(completions),
    });
  }
}

/**
 * Reads a checkpoint whose run can go on: the files that its scenario names are as they were.
 * @throws UserError
 */
export function openCheckpoint(name: string): Checkpoint {
  const checkpoint = readCheckpoint(name);
  const changed = changedSince(checkpoint.files);
  if (changed !== undefined) {
    throw new UserError(`${name} cannot be resumed: ${changed} has changed since`);
  }
  return checkpoint;
}

/**
 * Takes a run up where a checkpoint has left it.
 * @param name of the checkpoint, for messages
 * @throws UserError when what is asked for now was not asked for then
 */
export function takeUp(name: string, checkpoint: Checkpoint, run: Put): void {
  if (run.completions !== undefined && checkpoint.completions === undefined) {
    throw new UserError(
      `--completions: ${name} has none, since it was written by a run without them`,
    );
  }
  run.session.restore(checkpoint.session);
  restore(run.summary, checkpoint.summary);
  if (run.completions !== undefined) restore(run.completions, checkpoint.completions!);
  const { now } = run.session.view();
  if (run.end < now) throw new UserError(`--until: ${name} is already at ${formatClock(now)}`);
}

/** The files that a scenario names. */
function filesOf({ workload, policy }: Scenario): readonly string[] {
  const files = workload.flatMap((source) => ('file' in source ? [source.file] : []));
  return isPolicyPath(policy) ? [...files, policy] : files;
}
