import { policies } from '../../scheduler/policies/registry.js';
import { readScenario } from '../opening/open-scenario.js';
import { print } from '../output.js';
import { shippedNames } from '../shipped.js';

/**
 * Lists the shipped scenarios, or the policies: one a line, its name first.
 * @returns the exit code
 */
export async function list(what: 'scenarios' | 'policies'): Promise<number> {
  const rows = what === 'scenarios' ? shippedNames().map(scenarioRow) : policies.map(policyRow);
  const width = Math.max(...rows.map(([name]) => name.length));
  print(rows.map(([name, about]) => `${name.padEnd(width)}  ${about}\n`).join(''));
  return 0;
}

type Row = readonly [name: string, about: string];

function scenarioRow(name: string): Row {
  const parsed = readScenario(name);
  return [name, parsed.ok ? parsed.scenario.about : 'has problems: see mtop-sim check'];
}

function policyRow({ name, about, scope, parameters = {} }: (typeof policies)[number]): Row {
  const usual = Object.entries(parameters).map(([key, value]) => `; ${key} ${value}`);
  const what = `${about}${usual.join('')}`;
  return [name, scope === 'cluster' ? `${what} (central, knows everything)` : what];
}
