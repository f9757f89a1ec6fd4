import { basename, dirname, isAbsolute, join } from 'node:path';
import type { ValueLine } from '../workload/files/value-lines.js';
import type { Problem, Report } from './problem.js';
import type { Scenario } from './scenario.js';
import { readFault } from './schema/fault-schema.js';
import { find, readMap } from './schema/field.js';
import { checkTables, readMaps } from './schema/maps-schema.js';
import { memoryProblem } from './schema/memory-size.js';
import { type NodesContext, readNodes } from './schema/node-schema.js';
import { isPolicyPath } from './schema/policy-name.js';
import { scenarioFields } from './schema/scenario-fields.js';
import { readStranger } from './schema/stranger-schema.js';
import { readTimelineEntry } from './schema/timeline-schema.js';
import { readTopology } from './schema/topology-schema.js';
import { readWorkload } from './schema/workload-schema.js';
import { type Setting, withSettings } from './setting.js';
import { checkSteering } from './steering-check.js';
import { readYaml, type Value } from './yaml-tree.js';

/** What a scenario file may refer to outside itself. */
export interface ParseContext extends Pick<NodesContext, 'readNodesCsv' | 'readMapFile'> {
  /** The values of a file, a line each. @throws UserError when it cannot be read */
  readonly readValues: (file: string) => Iterable<ValueLine>;
  /** Names of the built-in policies. */
  readonly policies: readonly string[];
  /** What is set in the file from outside, in this order. */
  readonly settings?: readonly Setting[];
}

export type Parsed =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Checks a scenario file completely and makes it a value with every default filled in.
 * @param file its name: in problems, and as the place that relative file names start from
 * @returns the scenario, or all that is wrong with the file, in the order of its lines
 */
export function parseScenario(text: string, file: string, context: ParseContext): Parsed {
  const problems: Problem[] = [];
  const report: Report = ({ line, path }, message) => problems.push({ file, line, path, message });
  const { root, brokenLine } = readYaml(text, report);
  const changed = withSettings(root, context.settings ?? [], report);
  const syntaxProblems = problems.splice(0);
  const scenario = readScenario(changed, file, context, report);
  const all = [...syntaxProblems, ...problems.filter(({ line }) => line < brokenLine)];
  if (all.length === 0) return { ok: true, scenario };
  return { ok: false, problems: all.sort((a, b) => a.line - b.line) };
}

function readScenario(
  root: Value,
  file: string,
  { policies, ...readers }: ParseContext,
  report: Report,
): Scenario {
  const locate = (name: string) => (isAbsolute(name) ? name : join(dirname(file), name));
  const fields = scenarioFields(basename(file).replace(/\.ya?ml$/, ''), policies);
  const sections = readMap(root, fields, report);
  const maps = readMaps(
    sections.maps,
    (name) => readers.readMapFile(locate(name), undefined),
    report,
  );
  const { nodes, workload, timeline, faults, strangers, until, policy, ...rest } = sections;
  const { bandwidth, latencySeconds, classes } = rest.network;
  const uniform = { latencySeconds, fixedSeconds: rest.migration.fixedSeconds };
  const directory = readNodes(
    nodes,
    { bandwidth, discovery: rest.discovery, maps: Object.keys(maps), ...readers, locate },
    report,
  );
  if (nodes !== undefined) checkTables(nodes, directory, maps, report);
  const choosable = { use: policy.use, builtIn: policies };
  for (const entry of timeline) checkSteering(entry, choosable, report);
  const { readValues } = readers;
  const from = { directory, locate, readValues };
  const sources = workload.map((entry) => readWorkload(entry, from, report));
  const problem = memoryProblem({ ...rest, nodes: directory.nodes, workload: sources });
  if (problem !== undefined) report(find(root, 'openmosix') ?? root, problem);
  return {
    ...rest,
    policy: isPolicyPath(policy.use) ? asPath(locate(policy.use)) : policy.use,
    policyParameters: policy.parameters,
    nodes: directory.nodes,
    maps,
    network: { ...rest.network, classes: readTopology(classes, directory, uniform, report) },
    workload: sources,
    timeline: timeline
      .map((entry) => readTimelineEntry(entry, directory, report))
      .filter((entry) => entry !== undefined)
      .sort((a, b) => a.atSeconds - b.atSeconds),
    faults: faults.map((entry) => readFault(entry, directory, report)),
    strangers: strangers.map((entry) => readStranger(entry, directory, report)),
    untilSeconds: until,
  };
}

/** The path of a module as one writes it: ./mine.mjs. */
function asPath(located: string): string {
  return /^\.|^([a-zA-Z]:)?[\\/]/.test(located) ? located : `./${located}`;
}
