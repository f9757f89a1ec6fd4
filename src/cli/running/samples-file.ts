import { UserError } from '../../base/user-error.js';
import { csvLine } from '../../lab/study/csv.js';
import type { ProcessSample } from '../../metrics/watched-processes.js';
import { OutputFile, outputTarget } from '../files/output-file.js';
import type { Provenance } from '../files/provenance.js';
import type { InputFiles } from '../opening/input-files.js';
import { SAMPLE_COLUMNS } from './sample-columns.js';

/** What has become of each process that was watched, in the order of their arrival. */
export interface SamplesFile {
  /** The processes of the run with that seed. */
  add(seed: number, samples: readonly ProcessSample[]): void;
  /** Puts the file in its place. @throws UserError when that cannot be done */
  keep(): void;
  /** Unless it was kept. */
  discard(): void;
}

/**
 * Opens the file of samples: Parquet or CSV, as its name ends.
 * @param inputs which it may not be
 * @param provenance where the samples come from; CSV has no place for it
 * @throws UserError when it cannot be written, or its name promises another form
 */
export async function openSamples(
  name: string,
  inputs: InputFiles,
  provenance: Provenance,
): Promise<SamplesFile> {
  refuseOtherForm(name);
  const target = outputTarget(name);
  inputs.refuse('--samples', target);
  const isParquet = /\.parquet$/i.test(name);
  // Before the file is made: few runs need it.
  const form = isParquet ? await import('./parquet-samples.js') : undefined;
  const file = new OutputFile(target);
  return form ? new form.ParquetSamples(file, provenance) : new CsvSamples(file);
}

/** Names of forms that these files could have, and have not; any other ending is the user's own. */
const OTHER_FORM =
  /\.(gz|bz2|xz|zst|zip|pq|parq|arrow|feather|orc|avro|json|jsonl|ndjson|tsv|xlsx|sqlite|db)$/i;

function refuseOtherForm(name: string): void {
  const [ending] = OTHER_FORM.exec(name) ?? [];
  if (ending === undefined) return;
  const inner = name.slice(0, -ending.length);
  throw new UserError(
    /\.parquet$/i.test(inner)
      ? `--samples ${name}: Parquet is compressed already: write ${inner}`
      : `--samples ${name}: samples are CSV or Parquet: the name must end in .csv or .parquet, not ${ending}`,
  );
}

/** A line of CSV for each process. What is not known stays empty. */
class CsvSamples implements SamplesFile {
  readonly #file: OutputFile;

  constructor(file: OutputFile) {
    this.#file = file;
    file.write(csvLine(SAMPLE_COLUMNS.map(({ name }) => name)));
  }

  add(seed: number, samples: readonly ProcessSample[]): void {
    for (const sample of samples) {
      this.#file.write(csvLine(SAMPLE_COLUMNS.map(({ of }) => of(sample, seed) ?? '')));
    }
  }

  keep(): void {
    OutputFile.keepTogether([this.#file]);
  }

  discard(): void {
    this.#file.discard();
  }
}
