import { existsSync } from 'node:fs';
import { UserError } from '../../base/user-error.js';
import { STANDARD_SPEED } from '../../cluster/facts/node-spec.js';
import { addressOf } from '../../cluster/members/address.js';
import { applyOverrides, type Overrides } from '../../scenario/overrides.js';
import { type Parsed, parseScenario } from '../../scenario/parse.js';
import { formatProblems, type Problem } from '../../scenario/problem.js';
import type { Scenario } from '../../scenario/scenario.js';
import { suggestion } from '../../scenario/schema/field.js';
import { isPolicyPath } from '../../scenario/schema/policy-name.js';
import type { Setting } from '../../scenario/setting.js';
import { policies } from '../../scheduler/policies/registry.js';
import { readNodesCsv } from '../../workload/files/csv-nodes.js';
import { readMapFile } from '../../workload/files/map-file.js';
import { readValueLines } from '../../workload/files/value-lines.js';
import { isAnyRecordingHead } from '../files/recording-head.js';
import { readHead, readTextFile } from '../files/text-file.js';
import { shippedFile, shippedNames } from '../shipped.js';
import { InputFiles } from './input-files.js';

/** The flags that change a scenario. */
export interface ScenarioOptions extends Omit<Overrides, 'nodes'> {
  /** Keys of the scenario set from outside its file. */
  readonly set?: readonly Setting[] | undefined;
  /** So many like the first, or a file of nodes. */
  readonly nodes?: number | string | undefined;
}

/** The flags of every command that runs a scenario. */
export interface SessionOptions extends ScenarioOptions {
  /** Seconds that a user's policy may take to load and to decide; Infinity: no limit. */
  readonly policyTimeout?: number | undefined;
}

/** The flags that change a scenario, of all options of a command. */
export function scenarioFlags(options: ScenarioOptions): ScenarioOptions {
  const { policy, information, seed, set, nodes, swf, csv, host } = options;
  return { policy, information, seed, set, nodes, swf, csv, host };
}

/**
 * Reads a scenario and applies the flags to it.
 * @param name of a shipped one, or the path of a file
 * @param inputs receives every file that is read
 * @throws UserError with all that is wrong with it
 */
export function openScenario(
  name: string,
  options: ScenarioOptions,
  inputs = new InputFiles(),
): Scenario {
  return scenarioOfText(name, readScenarioText(name, inputs), options, inputs);
}

/** A scenario as it is written, and where. */
export interface ScenarioText {
  /** Its path, which relative names in it start from. */
  readonly file: string;
  readonly text: string;
}

/** @throws UserError, which names it, when it cannot be read */
export function readScenarioText(name: string, inputs: InputFiles): ScenarioText {
  const file = locate(name);
  inputs.add('the scenario', file);
  return { file, text: readText(file) };
}

/**
 * Makes a scenario of its text and applies the flags to it.
 * @param name for messages
 * @throws UserError with all that is wrong with it
 */
export function scenarioOfText(
  name: string,
  text: ScenarioText,
  options: ScenarioOptions,
  inputs: InputFiles,
): Scenario {
  const { nodes, set = [], ...overrides } = options;
  const parsed = parsedText(text, inputs, [...otherPolicy(overrides), ...set]);
  if (!parsed.ok) throw new UserError(listed(name, parsed.problems));
  if (typeof nodes !== 'string') return applyOverrides(parsed.scenario, { ...overrides, nodes });
  const { scenario } = parsed;
  inputs.add('the nodes', nodes);
  return applyOverrides({ ...scenario, nodes: nodesOfFile(nodes, scenario) }, overrides);
}

/** In place of the file's policy, whose parameters are not for another one: any of the same kind. */
function otherPolicy({ policy }: ScenarioOptions): readonly Setting[] {
  if (policy === undefined) return [];
  return [{ path: 'policy', value: isPolicyPath(policy) ? './own.mjs' : 'none' }];
}

/**
 * Reads a scenario as it is written.
 * @throws UserError, which names it, when it cannot be read
 */
export function readScenario(name: string, inputs = new InputFiles()): Parsed {
  return parsedText(readScenarioText(name, inputs), inputs);
}

function parsedText(
  { file, text }: ScenarioText,
  inputs: InputFiles,
  settings: readonly Setting[] = [],
): Parsed {
  return parseScenario(text, file, {
    policies: policies.map((policy) => policy.name),
    settings,
    readNodesCsv: (nodes) => {
      inputs.add('the nodes', nodes);
      return readNodesCsv(nodes);
    },
    readValues: (values) => {
      inputs.add('the values', values);
      return readValueLines(values);
    },
    readMapFile: (map, self) => {
      inputs.add('the map', map);
      return readMapFile(map, self);
    },
  });
}

/** A path, or else the name of a shipped scenario, or else the name of a file here. */
function locate(name: string): string {
  if (/[\\/]|\.ya?ml$/i.test(name)) return name;
  const shipped = shippedNames();
  if (shipped.includes(name)) return shippedFile(name);
  if (existsSync(name)) return name;
  throw new UserError(
    `there is no scenario "${name}"${suggestion(name, shipped)} ` +
      `(shipped: ${shipped.join(', ')}; a file of your own: its path, such as ./mine.yaml)`,
  );
}

function readText(file: string): string {
  try {
    if (isAnyRecordingHead(readHead(file))) {
      throw new UserError('it is a recording: mtop-sim replay shows it');
    }
    return readTextFile(file, MOST_BYTES, FOR_MANY);
  } catch (error) {
    if (error instanceof UserError) throw new UserError(`scenario ${file}: ${error.message}`);
    throw error;
  }
}

/** Of a scenario: up to there any is read within 2 s and 300 MB, whatever is in it. */
const MOST_BYTES = 200 * 1024;
const FOR_MANY = 'many processes can stand in a CSV file: workload: [{ csv: FILE }]';

function listed(name: string, problems: readonly Problem[]): string {
  const lines = formatProblems(problems).map((line) => `  ${line}`);
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
  return [`scenario ${name} has ${count}:`, ...lines].join('\n');
}

/** The nodes of a file: host k is node k + 1, speed 1 is 10000, the rest as the first node's. */
function nodesOfFile(file: string, { nodes: [first] }: Scenario): Scenario['nodes'] {
  return readNodesCsv(file).map(({ host, cores, speed }) => {
    const id = host + 1;
    const address = addressOf(id);
    return {
      ...first!,
      ...{ id, name: `node${id}`, address, aliases: [], cpus: cores, threads: 1 },
      speed: speed * STANDARD_SPEED,
    };
  });
}
