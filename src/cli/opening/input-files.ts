import { UserError } from '../../base/user-error.js';
import type { Scenario } from '../../scenario/scenario.js';
import { isPolicyPath } from '../../scenario/schema/policy-name.js';
import { type FileTarget, isSameFile, targetOf } from '../files/file-target.js';

/** The files that a run reads, so that it writes over none of them. */
export class InputFiles {
  readonly #files: { readonly what: string; readonly name: string }[] = [];

  /** @param what it is, for messages: "the scenario" */
  add(what: string, name: string): void {
    this.#files.push({ what, name });
  }

  get names(): readonly string[] {
    return this.#files.map(({ name }) => name);
  }

  /** The names of all but the scenario, of which a recording keeps the text. */
  get besidesScenario(): readonly string[] {
    return this.#files.filter(({ what }) => what !== 'the scenario').map(({ name }) => name);
  }

  /** Adds what a scenario names: the files of its workload and its policy. */
  addOf({ workload, policy }: Scenario): void {
    for (const source of workload) if ('file' in source) this.add('the workload', source.file);
    if (isPolicyPath(policy)) this.add('the policy', policy);
  }

  /**
   * @param option that names the output
   * @throws UserError when the output is one of these, by whatever name or link
   */
  refuse(option: string, output: FileTarget): void {
    if (output.found === undefined) return;
    for (const { what, name } of this.#files) {
      const input = followed(name);
      if (input === undefined || !isSameFile(input, output)) continue;
      throw new UserError(
        `${option} ${output.name} would overwrite ${what}, ${name}: name another file`,
      );
    }
  }
}

/** Undefined where a name leads nowhere: whatever reads it will report that. */
function followed(name: string): FileTarget | undefined {
  try {
    return targetOf(name);
  } catch {
    return undefined;
  }
}
