import { createHash } from 'node:crypto';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { UserError } from '../../base/user-error.js';
import { readStudy } from '../../lab/study/read-study.js';
import { type CellSpec, levelTexts, type Study } from '../../lab/study/study.js';
import { theoryOf } from '../../lab/theory.js';
import { formatProblems } from '../../scenario/problem.js';
import type { Scenario } from '../../scenario/scenario.js';
import { isPolicyPath } from '../../scenario/schema/policy-name.js';
import { scenarioFields } from '../../scenario/schema/scenario-fields.js';
import { digestsOf, type FileDigest } from '../files/file-digest.js';
import { readTextFile } from '../files/text-file.js';
import { InputFiles } from '../opening/input-files.js';
import { openScenario } from '../opening/open-scenario.js';
import { policyOf } from '../opening/scenario-policy.js';
import { filesOfPolicy } from '../policies/policy-imports.js';
import { refuseUnending } from '../running/replications.js';
import { shippedPath } from '../shipped.js';
import { version } from '../version.js';

/** A cell that can be run. */
export interface OpenCell extends CellSpec {
  /** Of the scenario and all files that it names, of what is measured, and of the version. */
  readonly hash: string;
  readonly scenario: Scenario;
}

export interface OpenStudy {
  readonly study: Study;
  readonly cells: readonly OpenCell[];
  /** The files that it is made of, by names from where the study stands, or from the program. */
  readonly files: readonly FileDigest[];
}

/** As many bytes as a scenario may have. */
const MOST_BYTES = 200 * 1024;

/**
 * Reads a study file and opens all of its cells.
 * @throws UserError with all that is wrong with it
 */
export function openStudy(file: string): OpenStudy {
  const text = textOf(file);
  const keys = new Set(Object.keys(scenarioFields('', [])));
  const read = readStudy(text, file, (name) => keys.has(name));
  if (!read.ok) {
    const lines = formatProblems(read.problems).map((line) => `  ${line}`);
    throw new UserError([`study ${file} cannot be run:`, ...lines].join('\n'));
  }
  const { study } = read;
  const inputs = new InputFiles();
  const name = pathOf(study.scenario, file);
  const cells = study.cells.map((cell) =>
    blaming(file, cell, () => openCell(cell, study, name, inputs)),
  );
  const names = [...new Set([file, ...inputs.names])];
  const folder = dirname(file);
  const files = digestsOf(names).map(({ name: path, sha256 }) => ({
    name: shippedPath(path) ?? relative(folder, path),
    sha256,
  }));
  return { study, cells, files };
}

/** What is wrong with a cell is said of the file that asks for it. */
function blaming<T>(file: string, cell: CellSpec, open: () => T): T {
  try {
    return open();
  } catch (error) {
    throw blamed(file, cell, error);
  }
}

function blamed(file: string, { levels }: CellSpec, error: unknown): unknown {
  if (!(error instanceof UserError)) return error;
  const isOfAll = Object.keys(levels).some((name) => name.startsWith('policy.'));
  const hint = isOfAll ? PARAMETERS_OF_ONE : '';
  return new UserError(
    `study ${[file, ...levelTexts(levels)].join(', ')}: ${error.message}${hint}`,
  );
}

/** A factor such as policy.d is of every policy. */
const PARAMETERS_OF_ONE =
  '; a level of the factor policy may have parameters of its own: { use: power-of-d, d: 3 }';

/**
 * Loads each policy that a study uses once, so that one that is not as it must be is said before the
 * first run.
 * @throws UserError
 */
export async function refuseWrongPolicies(
  file: string,
  { cells }: Pick<OpenStudy, 'cells'>,
  limitSeconds: number,
): Promise<void> {
  const known = new Set<string>();
  for (const cell of cells) {
    const { policy, policyParameters } = cell.scenario;
    const key = JSON.stringify([policy, policyParameters]);
    if (known.has(key)) continue;
    known.add(key);
    try {
      await policyOf(cell.scenario, limitSeconds);
    } catch (error) {
      throw blamed(file, cell, error);
    }
  }
}

function openCell(cell: CellSpec, study: Study, name: string, inputs: InputFiles): OpenCell {
  const own = new InputFiles();
  const scenario = openScenario(name, { set: cell.settings }, own);
  own.addOf(scenario);
  if (scenario.workload.some(({ kind }) => kind === 'host')) {
    throw new UserError(
      'the processes of this computer are one sample: no study can be made of it',
    );
  }
  refuseUnknownBest(study, scenario);
  refuseUnending(scenario, { window: study.window });
  const imports = isPolicyPath(scenario.policy) ? filesOfPolicy(scenario.policy).slice(1) : [];
  for (const file of own.names) inputs.add('an input', file);
  for (const file of imports) inputs.add('an input', file);
  const digests = digestsOf([...own.names, ...imports]);
  const { window, isTruncated, slowdown, by, hasSamples, seriesSeconds, batches } = study;
  const measured = { window, isTruncated, slowdown, by, hasSamples, seriesSeconds, batches };
  return { ...cell, scenario, hash: hashOf({ ...scenario, seed: 0 }, measured, digests) };
}

/** @throws UserError when a best is to be what theory does not say of the scenario */
function refuseUnknownBest({ bounds }: Study, scenario: Scenario): void {
  const asked = bounds.find(({ best }) => best === 'erlang-c');
  if (asked === undefined || theoryOf(scenario) !== undefined) return;
  throw new UserError(
    `bounds.${asked.measure}: erlang-c needs equal nodes without Hyper-Threading, Poisson arrivals of ` +
      'processes that only compute, and a load below 1',
  );
}

/** Where files stand does not matter, what is in them does. */
function hashOf(scenario: Scenario, measured: object, digests: readonly FileDigest[]): string {
  const byName = new Map(digests.map(({ name, sha256 }) => [name, sha256]));
  const plain = (_: string, value: unknown) => {
    if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
    return typeof value === 'string' ? (byName.get(value) ?? value) : value;
  };
  const files = digests.map(({ sha256 }) => sha256);
  const text = JSON.stringify({ version: version(), scenario, measured, files }, plain);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** A path from where the study stands, or the name of a shipped scenario. */
function pathOf(name: string, file: string): string {
  if (!/[\\/]|\.ya?ml$/i.test(name) || isAbsolute(name)) return name;
  const path = join(dirname(file), name);
  return isAbsolute(path) ? path : `./${path}`;
}

function textOf(file: string): string {
  try {
    return readTextFile(file, MOST_BYTES);
  } catch (error) {
    if (error instanceof UserError) throw new UserError(`study ${file}: ${error.message}`);
    throw error;
  }
}
