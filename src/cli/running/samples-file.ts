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
      const names = `${quoted(sample.user)},${quoted(sample.command)}`;
      const times = `${arrivalSeconds},${workSeconds},${completionSeconds}`;
      const moved = `${migrations},${frozenSeconds}`;
      this.#file.write(`${seed},${pid},${job},${names},${home},${times},${moved}\n`);
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

/** As RFC 4180 has it. */
function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
