import { type Command, Option } from 'commander';
import { collected, option, withScenario, withWindow } from './options.js';
import { caseOf, instant, replications } from './values.js';

/** Adds the commands that make many runs and say what they have in common. */
export function addLab(program: Command, finish: (exitCode: number) => void): void {
  withWindow(withScenario(program.command('compare')))
    .description('run a scenario in several ways with the same seeds, and say how they differ')
    .addOption(
      new Option(
        '--case <settings>',
        'a way to run it, such as "policy=none"; the first is the base',
      ).argParser(collected(caseOf)),
    )
    .addOption(
      option('--replications <number>', 'runs of each case', replications).default(20, '20'),
    )
    .addOption(option('--until <time>', 'end at this virtual time', instant))
    .option('--json', 'means, differences and all runs as JSON')
    .option('--quiet', 'no progress')
    .action(async (scenario, options) =>
      finish(await (await import('./commands/compare.js')).compare(scenario, options)),
    );
}
