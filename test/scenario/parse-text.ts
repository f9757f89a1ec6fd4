import { existsSync } from 'node:fs';
import { UserError } from '../../src/base/user-error.js';
import { type Parsed, parseScenario } from '../../src/scenario/parse.js';
import { formatProblem } from '../../src/scenario/problem.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import type { Setting } from '../../src/scenario/setting.js';
import { readMapFile } from '../../src/workload/files/map-file.js';
import { readValueLines } from '../../src/workload/files/value-lines.js';

/** Parses with two built-in policies, maps, and no other files of nodes. */
export function parse(
  text: string,
  file = 'config/test.yaml',
  settings: readonly Setting[] = [],
): Parsed {
  return parseScenario(text, file, {
    policies: ['none', 'openmosix'],
    settings,
    readValues: readValueLines,
    readNodesCsv: (csv) => {
      throw new UserError(`${csv}: cannot be read`);
    },
    readMapFile: (map, self) => {
      if (existsSync(map)) return readMapFile(map, self);
      throw new UserError(`${map}: cannot be read`);
    },
  });
}

/** The scenario of a text that has no problems. */
export function scenarioOf(text: string, file?: string): Scenario {
  const parsed = parse(text, file);
  if (!parsed.ok) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  return parsed.scenario;
}
