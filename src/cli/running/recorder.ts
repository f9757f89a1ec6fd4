import { UserError } from '../../base/user-error.js';
import type { Journal } from '../../recording/journal.js';
import type { Mark, SentCommand } from '../../recording/moment.js';
import type { RecordedSession } from '../../recording/recorded-session.js';
import type { Entry } from '../../recording/recording.js';
import type { BranchView } from '../../session/session.js';
import { systemReason } from '../failure.js';
import { newRecordingPath, RecordingFile } from '../files/recording-file.js';
import type { RecordingHeader } from '../files/recording-header.js';

export interface RecorderOptions {
  /** Made when it is needed: files are read for it. */
  readonly header: () => RecordingHeader;
  /** What a session that goes on has in its recording already. */
  readonly entries?: readonly Entry[];
  /** Whether there is no recording before something is done. */
  readonly waits?: boolean;
  /** Is told, once, why nothing is recorded any more. */
  readonly onFailure: (reason: string) => void;
}

/**
 * Writes a session down as it goes on; without a file for that, the session goes on all the same.
 */
export class Recorder implements Journal {
  readonly #session: RecordedSession;
  readonly #options: RecorderOptions;
  readonly #marking: NodeJS.Timeout;
  #file: RecordingFile | undefined;
  #hasFailed = false;
  #markedSeconds = -1;
  /** When the state may be looked at again, by the clock of the process. */
  #nextDigestMs = 0;
  /** Whether the state after a command is about to be written: once after many. */
  #willMark = false;

  constructor(session: RecordedSession, options: RecorderOptions) {
    this.#session = session;
    this.#options = options;
    session.journal = this;
    if (!options.waits) this.#open();
    this.#marking = setInterval(() => this.#markProgress(), MARK_MILLISECONDS).unref();
  }

  /** Another session takes the place of this one, which goes no further. */
  close(): void {
    clearInterval(this.#marking);
    this.#markProgress();
    this.#session.journal = undefined;
    this.#file?.close();
  }

  sent(_branch: number, sent: SentCommand, whose = 'user'): void {
    this.#open();
    this.#file?.write({ type: 'sent', sent, by: whose });
    if (this.#willMark) return;
    this.#willMark = true;
    setImmediate(() => {
      this.#willMark = false;
      this.#mark();
    });
  }

  branched({ id, parent }: BranchView, since: Mark['at']): void {
    this.#open();
    this.#file?.write({ type: 'branched', id, parent: parent!, since });
  }

  switched(branch: number): void {
    this.#file?.write({ type: 'switched', branch });
  }

  marked(_branch: number, mark: Mark): void {
    this.#file?.write({ type: 'marked', mark });
  }

  /** Where the run has come to, so that it can be resumed there. */
  #markProgress(): void {
    const { presentSeconds } = this.#session;
    if (presentSeconds === this.#markedSeconds) return;
    this.#markedSeconds = presentSeconds;
    this.#mark();
  }

  /**
   * The state of a large cluster is looked at less often than what is reached is written down:
   * meanwhile no key is answered.
   */
  #mark(): void {
    const startedMs = performance.now();
    const withDigest = startedMs >= this.#nextDigestMs;
    this.#session.mark({ withDigest });
    if (!withDigest) return;
    const endedMs = performance.now();
    this.#nextDigestMs = endedMs + (endedMs - startedMs) / DIGEST_SHARE;
  }

  #open(): void {
    if (this.#file !== undefined || this.#hasFailed) return;
    const { header, entries = [], onFailure } = this.#options;
    const fail = (reason: string) => {
      this.#hasFailed = true;
      onFailure(reason);
    };
    try {
      this.#file = new RecordingFile(newRecordingPath(), header(), fail);
      for (const entry of entries) this.#file.write(entry);
    } catch (error) {
      fail(error instanceof UserError ? error.message : systemReason(error));
    }
  }
}

/** So much of a session that is killed is not seen again, unless something was done meanwhile. */
const MARK_MILLISECONDS = 2000;

/** So much of the time goes into digests at most, those of kept states aside. */
const DIGEST_SHARE = 0.002;
