import { csvLine } from '../../lab/study/csv.js';
import type { ProcessSample } from '../../metrics/watched-processes.js';
import { OutputFile } from '../files/output-file.js';

/** A line of CSV for each process, in the order of their arrival; times in seconds. */
export class SamplesFile {
  readonly #file: OutputFile;

  constructor(file: OutputFile) {
    this.#file = file;
    file.write('seed,pid,job,user,command,home,arrival,work,completion,migrations,frozen\n');
  }

  /** The processes of the run with that seed. What is not known stays empty. */
  add(seed: number, samples: readonly ProcessSample[]): void {
    for (const sample of samples) {
      const { pid, job = '', home, arrivalSeconds, completionSeconds = '' } = sample;
      const { workSeconds, migrations, frozenSeconds } = sample;
      this.#file.write(
        csvLine([
          ...[seed, pid, job, sample.user, sample.command, home],
          ...[arrivalSeconds, workSeconds, completionSeconds, migrations, frozenSeconds],
        ]),
      );
    }
  }

  keep(): void {
    OutputFile.keepTogether([this.#file]);
  }

  /** Unless it was kept. */
  discard(): void {
    this.#file.discard();
  }
}
