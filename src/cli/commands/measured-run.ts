import { UserError } from '../../base/user-error.js';
import { WINDOW_MEASURES } from '../../lab/measures.js';
import { SlowdownSeries } from '../../lab/slowdown-series.js';
import { InputFiles } from '../opening/input-files.js';
import { openScenario, scenarioFlags } from '../opening/open-scenario.js';
import { isRecording } from '../opening/open-to-watch.js';
import { complain, print } from '../output.js';
import { jsonComparison, textComparison } from '../running/comparison-report.js';
import { type MeasuringOptions, measuringOf } from '../running/measuring.js';
import { RunsProgress } from '../running/progress.js';
import { provenanceOf } from '../running/provenance-of.js';
import { replicate } from '../running/replications.js';
import { openSamples } from '../running/samples-file.js';
import { printReport } from '../running/style.js';
import type { RunOptions } from './run.js';

export interface MeasuredOptions extends RunOptions, MeasuringOptions {
  readonly replications?: number;
  /** Where what has become of each watched process goes. */
  readonly samples?: string;
}

/** Whether a run is measured: of a window, more than once, process by process, or by another rule. */
export function isMeasured(options: MeasuredOptions): boolean {
  return MEASURING.some((option) => options[option] !== undefined);
}

const MEASURING = ['warmUp', 'watch', 'replications', 'samples', 'yardstick', 'bound'] as const;
const NOT_MEASURED = ['events', 'completions', 'check', 'checkpoint', 'resume'] as const;

/**
 * Runs a scenario once or several times and prints the means of what was watched.
 * @returns the exit code
 */
export async function measuredRun(name: string, options: MeasuredOptions): Promise<number> {
  refuseOthers(name, options);
  const { json = false, quiet = false, replications = 1, policyTimeout, samples } = options;
  const inputs = new InputFiles();
  const scenario = openScenario(name, scenarioFlags(options), inputs);
  inputs.addOf(scenario);
  const measured = measuringOf(options);
  const provenance = provenanceOf({ inputs, scenarios: [scenario], measured }, options);
  const file = samples === undefined ? undefined : await openSamples(samples, inputs, provenance);
  // A user's policy may end the program in the middle.
  process.once('exit', () => file?.discard());
  const progress = new RunsProgress(replications, !quiet);
  try {
    const repetition = { replications, policyTimeout, ...measured };
    const series = new SlowdownSeries();
    const replicated = await replicate(scenario, repetition, (seed, summary) => {
      file?.add(seed, summary.processes.samples);
      series.add(summary.slowdowns());
      progress.step();
    });
    progress.clear();
    const { interruption, runs } = replicated;
    if (interruption !== undefined) {
      complain(`${interruption.signal} after ${progress.done} of ${progress.runs} runs`);
      return interruption.exitCode;
    }
    file?.keep();
    const compared = [{ name: 'as it is', runs, scenario, replicated }];
    const report = { compared, measures: WINDOW_MEASURES, provenance, notes: series.notes() };
    if (json) print(jsonComparison(report));
    else if (!quiet) await printReport((style) => textComparison(report, style));
    return 0;
  } finally {
    file?.discard();
  }
}

function refuseOthers(name: string, options: MeasuredOptions): void {
  const measuring = MEASURING.find((option) => options[option] !== undefined)!;
  const flag = `--${measuring === 'warmUp' ? 'warm-up' : measuring}`;
  const other = NOT_MEASURED.find((option) => options[option] !== undefined);
  if (other !== undefined) throw new UserError(`--${other} does not go with ${flag}`);
  if (isRecording(name)) {
    throw new UserError(`${flag} does not go with a recording, which ${name} is`);
  }
}
