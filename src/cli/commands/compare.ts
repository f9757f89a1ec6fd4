import { UserError } from '../../base/user-error.js';
import type { Scenario } from '../../scenario/scenario.js';
import type { Case } from '../case.js';
import { openScenario, type SessionOptions } from '../opening/open-scenario.js';
import { complain, print } from '../output.js';
import { type Compared, jsonComparison, textComparison } from '../running/comparison-report.js';
import type { Interruption } from '../running/drive.js';
import { RunsProgress } from '../running/progress.js';
import { replicate } from '../running/replications.js';
import { printReport } from '../running/style.js';

export interface CompareOptions extends SessionOptions {
  /** What is compared with the first one; default: the scenario as it is, alone. */
  readonly case?: readonly Case[];
  /** Runs of each case. */
  readonly replications: number;
  /** Virtual time of the end, seconds. */
  readonly until?: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/**
 * Runs a scenario in several ways, each with the same seeds, and prints means with their confidence
 * intervals and how the ways differ.
 * @returns the exit code
 */
export async function compare(name: string, options: CompareOptions): Promise<number> {
  const { json = false, quiet = false, replications, until, policyTimeout } = options;
  const cases = options.case ?? [{ name: 'as it is', settings: [] }];
  refuseTwice(cases);
  const scenarios = cases.map(({ settings }) => scenarioOf(name, options, settings));
  const progress = new RunsProgress(cases.length * replications, !quiet);
  const compared: Compared[] = [];
  let interruption: Interruption | undefined;
  for (const [index, scenario] of scenarios.entries()) {
    const replicated = await replicate(scenario, { replications, until, policyTimeout }, () =>
      progress.step(),
    );
    compared.push({ name: cases[index]!.name, runs: replicated.runs, scenario, replicated });
    interruption = replicated.interruption;
    if (interruption !== undefined) break;
  }
  progress.clear();
  if (interruption !== undefined) {
    complain(`${interruption.signal} after ${progress.done} of ${progress.runs} runs`);
    return interruption.exitCode;
  }
  if (json) print(jsonComparison(compared));
  else await printReport((style) => textComparison(compared, style));
  return 0;
}

function scenarioOf(name: string, options: CompareOptions, settings: Case['settings']): Scenario {
  const { policy, information, seed, set = [], nodes, swf, csv, host } = options;
  const flags = { policy, information, seed, nodes, swf, csv, host };
  return openScenario(name, { ...flags, set: [...set, ...settings] });
}

function refuseTwice(cases: readonly Case[]): void {
  const names = new Set<string>();
  for (const { name } of cases) {
    if (names.has(name)) throw new UserError(`--case "${name}" is given twice`);
    names.add(name);
  }
}
