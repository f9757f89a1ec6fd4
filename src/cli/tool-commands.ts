import { Argument, type Command } from 'commander';
import {
  metricsOption,
  option,
  policyTimeoutOption,
  readValue,
  themeOption,
  withScenario,
} from './options.js';
import { STARTERS } from './sharing/tool-names.js';
import { path, positiveNumber, wholeNumber, word } from './values.js';

/** For policies of one's own. */
export function addPolicies(program: Command, finish: (exitCode: number) => void): void {
  const policy = program.command('policy').description('begin a policy of your own, or try it');
  policy
    .command('new')
    .description('write a policy to begin with')
    .argument('<file>', 'a module that is not there yet, such as mine.mjs', (written) =>
      readValue(path, written),
    )
    .action(async (file) => finish((await import('./commands/policy.js')).newPolicy(file)));
  policy
    .command('test')
    .description('run shipped scenarios under it, again, and from the middle: it must do the same')
    .argument('<file>', 'the module')
    .addOption(policyTimeoutOption())
    .action(async (file, options) =>
      finish(await (await import('./commands/policy.js')).testPolicy(file, options)),
    );
}

/** The commands that `addTools` adds. */
export const TOOL_COMMANDS: readonly string[] = [
  ...STARTERS,
  ...['migrate', 'mosmon', 'mps', 'setpe', 'showmap'],
  ...['serve', 'attach', 'clusters', 'names', 'shell'],
];

/** A cluster that runs without a screen, and openMosix's tools on it. */
export function addTools(program: Command, finish: (exitCode: number) => void): void {
  const tools = () => import('./commands/tools.js');
  const tool = (name: string, about: string, ...words: readonly string[]) => {
    const command = program.command(name).description(about);
    for (const word of words) command.argument(word);
    return command
      .addOption(option('--cluster <name>', 'the running cluster', word))
      .addOption(option('--on <id>', 'as if typed on this node', wholeNumber))
      .option('--json', 'the answer as JSON');
  };

  addRunning(program, finish);

  tool(
    'migrate',
    'send a process of a running cluster elsewhere',
    '<pid>',
    '<node|home|balance>',
  ).action(async (pid, to, options) => finish(await (await tools()).migrate(pid, to, options)));

  for (const name of STARTERS) {
    tool(name, `start a process on a running cluster, as ${name} does`, '<word...>')
      .addOption(option('--work <time>', 'CPU time it will take; default: 60s', word))
      .addOption(option('--memory <bytes>', 'its memory; default: 1MB', word))
      .passThroughOptions()
      .allowUnknownOption()
      .action(async (words, options) =>
        finish(await (await tools()).mosrun([name, ...words], options)),
      );
  }

  tool('mps', 'list the processes of a running cluster').action(async (options) =>
    finish(await (await tools()).mps(options)),
  );
  tool(
    'mosmon',
    'print the bars of a running cluster: load, -s speed, -m memory, -u use',
    '[word...]',
  )
    .passThroughOptions()
    .allowUnknownOption()
    .action(async (words, options) =>
      finish(await (await import('./commands/mosmon.js')).mosmon(words, options)),
    );
  tool('setpe', 'write, check or print the table of nodes', '<word...>')
    .passThroughOptions()
    .allowUnknownOption()
    .action(async (words, options) => finish(await (await tools()).setpe(words, options)));
  tool('showmap', 'print the table of nodes').action(async (options) =>
    finish(await (await tools()).mosctl(['showmap'], options)),
  );
  program
    .command('clusters')
    .description('list the running clusters')
    .option('--json', 'as JSON')
    .action(async (options) => finish(await (await tools()).clusters(options)));
  program
    .command('names', { hidden: true })
    .description('what a shell completes of a running cluster')
    .addArgument(new Argument('<what>').choices(['pids', 'nodes', 'clusters']))
    .action(async (what) => finish(await (await tools()).names(what)));
  program
    .command('shell')
    .description("open a shell in which openMosix's tools are commands")
    .argument('[cluster]', 'the running cluster')
    .action(async (cluster) => finish(await (await import('./commands/shell.js')).shell(cluster)));
}

/** The commands that run a cluster for others, and that show one which runs. */
function addRunning(program: Command, finish: (exitCode: number) => void): void {
  withScenario(program.command('serve'))
    .description('let a cluster run without a screen; other programs ask and command it')
    .addOption(
      option('--rate <number>', 'virtual seconds per second', positiveNumber).default(1, '1'),
    )
    .addOption(option('--name <name>', 'what it is called (its scenario)', word))
    .addOption(metricsOption())
    .action(async (scenario, options) =>
      finish(await (await import('./commands/serve.js')).serve(scenario, options)),
    );

  program
    .command('attach')
    .description('show a running cluster, beside all others who look at it')
    .argument('[cluster]', 'the running cluster; default: the only one')
    .addOption(themeOption())
    .option('--readonly', 'watch only: nothing can be changed')
    .option('--ascii', 'draw with ASCII characters')
    .action(async (cluster, options) =>
      finish(await (await import('./commands/attach.js')).attach(cluster, options)),
    );
}
