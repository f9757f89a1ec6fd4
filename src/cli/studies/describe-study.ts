import { MEASURES } from '../../lab/measures.js';
import { theoryOf } from '../../lab/theory.js';
import { version } from '../version.js';
import type { OpenStudy } from './open-study.js';
import type { StudyFolder } from './study-folder.js';
import { studyNotes } from './study-notes.js';
import { StudyRuns } from './study-runs.js';

/** What was run, as far as it is known before the first run: the same however it is run. */
export function description({ study, cells, files }: OpenStudy): string {
  const { name, scenario, seed, replications, metrics, window, slowdown, base, factors } = study;
  const { set, except, by, hasSamples, seriesSeconds, batches, isTruncated, bounds } = study;
  const document = {
    study: name,
    scenario,
    ...{ version: version(), node: process.version, seed, files, factors, set, except },
    ...{ window, isTruncated, slowdown, metrics, by, hasSamples, seriesSeconds, batches },
    ...{ replications, compare: base, bounds },
    notes: studyNotes({ study, cells }),
    cells: cells.map(({ hash, levels, settings, scenario: of }) => ({
      ...{ hash, levels, settings, theory: theoryOf(of) },
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Where the results of a study go: beside it, unless it is said. */
export function resultsFolder(file: string, out: string | undefined): string {
  return out ?? `${file.replace(/(\.study)?\.ya?ml$/, '')}.results`;
}

/** The runs of an open study that stand in folders. */
export function runsIn({ study, cells }: OpenStudy, folders: readonly StudyFolder[]): StudyRuns {
  return new StudyRuns({ ...study, cells }, measuresOf(study), folders);
}

/** What is asked for, and what decides whether a cell goes on. */
function measuresOf({ metrics, replications: { until } }: OpenStudy['study']): readonly string[] {
  const wanted = new Set([...metrics, ...(until ? [until.measure] : [])]);
  return MEASURES.map(({ key }) => key).filter((key) => wanted.has(key));
}
