import { UserError } from '../../base/user-error.js';
import { USUAL_MEASURES, WINDOW_MEASURES } from '../../lab/measures.js';
import type { Scenario } from '../../scenario/scenario.js';
import type { Case } from '../case.js';
import { InputFiles } from '../opening/input-files.js';
import { openScenario, type SessionOptions, scenarioFlags } from '../opening/open-scenario.js';
import { complain, print } from '../output.js';
import { type Compared, jsonComparison, textComparison } from '../running/comparison-report.js';
import type { Interruption } from '../running/drive.js';
import { type MeasuringOptions, measuringOf } from '../running/measuring.js';
import { RunsProgress } from '../running/progress.js';
import { provenanceOf } from '../running/provenance-of.js';
import { replicate } from '../running/replications.js';
import { printReport } from '../running/style.js';

export interface CompareOptions extends SessionOptions, MeasuringOptions {
  /** What is compared with the first one; default: the scenario as it is, alone. */
  readonly case?: readonly Case[];
  /** Runs of each case. */
  readonly replications: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/**
 * Runs a scenario in several ways, each with the same seeds, and prints means with their confidence
 * intervals and how the ways differ.
 * @returns the exit code
 */
export async function compare(name: string, options: CompareOptions): Promise<number> {
  const { json = false, quiet = false, replications, policyTimeout } = options;
  const measuring = measuringOf(options);
  const inputs = new InputFiles();
  const cases = options.case ?? [{ name: 'as it is', settings: [] }];
  refuseTwice(cases);
  const scenarios = cases.map(({ settings }) => scenarioOf(name, options, settings, inputs));
  for (const scenario of scenarios) inputs.addOf(scenario);
  const provenance = provenanceOf({ inputs, scenarios, measured: measuring }, options);
  const progress = new RunsProgress(cases.length * replications, !quiet);
  const compared: Compared[] = [];
  let interruption: Interruption | undefined;
  for (const [index, scenario] of scenarios.entries()) {
    const replicated = await replicate(
      scenario,
      { replications, policyTimeout, ...measuring },
      () => progress.step(),
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
  const isWindow = options.warmUp !== undefined || options.watch !== undefined;
  const measures = isWindow ? WINDOW_MEASURES : USUAL_MEASURES;
  const report = { compared, measures, provenance };
  if (json) print(jsonComparison(report));
  else await printReport((style) => textComparison(report, style));
  return 0;
}

function scenarioOf(
  name: string,
  options: CompareOptions,
  settings: Case['settings'],
  inputs: InputFiles,
): Scenario {
  const { set = [], ...flags } = scenarioFlags(options);
  return openScenario(name, { ...flags, set: [...set, ...settings] }, inputs);
}

function refuseTwice(cases: readonly Case[]): void {
  const names = new Set<string>();
  for (const { name } of cases) {
    if (names.has(name)) throw new UserError(`--case "${name}" is given twice`);
    names.add(name);
  }
}
