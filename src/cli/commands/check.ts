import { counted } from '../../base/counted.js';
import { printable } from '../../base/printable.js';
import { UserError } from '../../base/user-error.js';
import { formatProblems } from '../../scenario/problem.js';
import type { Scenario } from '../../scenario/scenario.js';
import { readScenario } from '../opening/open-scenario.js';
import { openSession } from '../opening/open-session.js';
import { complain, print } from '../output.js';

/**
 * Checks scenarios and every file they name, and says of each that it is fine or all that is
 * wrong with it.
 * @returns the exit code: 2 when something is wrong
 */
export async function check(files: readonly string[]): Promise<number> {
  let exitCode = 0;
  for (const file of files) {
    const problems = await checkOne(file);
    for (const problem of problems) complain(problem);
    if (problems.length > 0) exitCode = 2;
  }
  return exitCode;
}

/** @returns what is wrong */
async function checkOne(file: string): Promise<readonly string[]> {
  let named = '';
  try {
    const parsed = readScenario(file);
    if (!parsed.ok) return formatProblems(parsed.problems);
    // What goes wrong from here on is about the files that it names.
    named = `${file}: `;
    const session = await openSession(parsed.scenario, { measures: false });
    print(`${file}: OK, ${describe(parsed.scenario)}\n`);
    for (const note of session.notes) print(`  ${printable(note)}\n`);
    return [];
  } catch (error) {
    if (error instanceof UserError) return [`${named}${error.message}`];
    throw error;
  }
}

function describe({ nodes, workload, timeline, policy }: Scenario): string {
  return [
    counted(nodes.length, 'node'),
    counted(workload.length, 'workload'),
    counted(timeline.length, 'timeline entry', 'timeline entries'),
    `policy ${policy}`,
  ].join(', ');
}
