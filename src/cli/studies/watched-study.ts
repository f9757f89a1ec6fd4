import { statSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../base/user-error.js';
import type { WorkMade } from '../../lab/report/runs-pace.js';
import { type StudyStanding, standingOf } from '../../lab/report/standing.js';
import type { StudyDocument } from '../../lab/report/study-results.js';
import { truncationsOf } from '../../lab/study/truncations.js';
import { isSystemError, sentenceOf } from '../failure.js';
import { GrowingRuns } from './growing-runs.js';
import { readDocument } from './study-document.js';
import { StudyFolder } from './study-folder.js';

/** A study that others carry out, looked at again and again through its folder. */
export class WatchedStudy {
  readonly #path: string;
  #document: StudyDocument;
  #form: string;
  #runs: GrowingRuns;
  #standing: StudyStanding;
  #problem: string | undefined;

  /** @throws UserError when that is not the folder of a study */
  constructor(path: string) {
    this.#path = path;
    this.#form = this.#formNow();
    this.#document = readDocument(path);
    this.#runs = runsOf(this.#document, path);
    this.#runs.look();
    this.#standing = standing(this.#document, this.#runs);
  }

  /** As it was at the last look. */
  get standing(): StudyStanding {
    return this.#standing;
  }

  get made(): WorkMade {
    return this.#runs.made;
  }

  /** Why the last look saw nothing new; undefined: it saw all. */
  get problem(): string | undefined {
    return this.#problem;
  }

  /** Reads what is new. What cannot be read now may be there at the next look. */
  look(): void {
    try {
      this.#followForm();
      if (this.#runs.look()) this.#standing = standing(this.#document, this.#runs);
      this.#problem = undefined;
    } catch (error) {
      if (!(error instanceof UserError) && !isSystemError(error)) throw error;
      this.#problem = sentenceOf(error);
    }
  }

  /** The study may be changed and run again while it is watched. */
  #followForm(): void {
    const form = this.#formNow();
    if (form === this.#form) return;
    this.#document = readDocument(this.#path);
    this.#runs = runsOf(this.#document, this.#path);
    this.#standing = standing(this.#document, this.#runs);
    this.#form = form;
  }

  #formNow(): string {
    const found = statSync(join(this.#path, 'study.json'), { throwIfNoEntry: false });
    return found === undefined ? '' : `${found.ino} ${found.size} ${found.mtimeMs}`;
  }
}

function runsOf({ cells, metrics, replications }: StudyDocument, path: string): GrowingRuns {
  const hashes = cells.map(({ hash }) => hash);
  const { until } = replications;
  const measures = new Set([...metrics.slice(0, 1), ...(until ? [until.measure] : [])]);
  return new GrowingRuns(hashes, [...measures], new StudyFolder(path));
}

function standing(document: StudyDocument, runs: GrowingRuns): StudyStanding {
  const { cells, compare, isTruncated = false } = document;
  const pilots = isTruncated ? cells.map(({ hash }) => runs.runs(`${hash}.pilot`)) : [];
  const cuts = isTruncated ? truncationsOf({ cells, base: compare }, pilots) : [];
  return standingOf(
    document,
    cells.map(({ hash }, cell) => ({
      // Until its warm-up is known, a cell has no other runs.
      runs: runs.runs(isTruncated ? `${hash}.${cuts[cell]?.cut ?? 'unknown'}` : hash),
      pilots: pilots[cell],
      runSeconds: runs.runSeconds(hash),
    })),
  );
}
