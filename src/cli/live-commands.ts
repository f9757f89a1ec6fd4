import { type Command, Option } from 'commander';
import { option, themeOption, VIEW_NAMES } from './options.js';
import { niceness, path, size } from './values.js';

/** The command that watches real nodes, and those below it. */
export function addLive(program: Command, finish: (exitCode: number) => void): void {
  const live = program
    .command('live')
    .description('watch real nodes over ssh, or this computer')
    .argument('[host...]', 'names that ssh knows; default: this computer')
    .addOption(mapOption())
    .addOption(
      new Option(
        '--balance <mode>',
        'whether openMosix says what it would do, or does it with jobs',
      )
        .choices(['off', 'advise', 'auto'])
        .default('advise'),
    )
    .option('--snapshot', 'print one screen')
    .addOption(option('--save-scenario <file>', 'write nodes and processes as a scenario', path))
    .addOption(option('--record <file>', 'write what is seen, to be replayed', path))
    .addOption(new Option('--view <name>', 'the screen').choices(VIEW_NAMES).default('mtop'))
    .addOption(option('--size <size>', 'columns x rows, such as 120x40', size))
    .addOption(themeOption())
    .option('--readonly', 'watch only: nothing can be changed')
    .option('--ascii', 'draw with ASCII characters')
    .option('--no-listen', 'let nobody attach to it')
    .action(async (hosts, options) =>
      finish(await (await import('./commands/live.js')).live(hosts, options)),
    );
  live.hook('preSubcommand', (_, below) => {
    const given = live.options.find(
      (one) => live.getOptionValueSource(one.attributeName()) === 'cli',
    );
    if (given !== undefined) live.error(`options of live ${below.name()} follow it: ${given.long}`);
  });
  live
    .command('check')
    .description('say which can be watched, and where jobs can move')
    .argument('[host...]', 'names that ssh knows; default: this computer')
    .addOption(mapOption())
    .action(async (hosts, options) =>
      finish(await (await import('./commands/live.js')).checkHosts(hosts, options)),
    );
  addJobs(live, finish);
}

/** The commands for jobs, which can move between real nodes. */
function addJobs(live: Command, finish: (exitCode: number) => void): void {
  live.enablePositionalOptions();
  const jobs = async () => await import('./commands/live-jobs.js');

  withHosts(live.command('run'))
    .description('start a command so that it can be moved, follow its output, end as it ends')
    .argument('<command...>', 'after --')
    .option('--lock', 'only a user may move it')
    .addOption(
      option('--nice <value>', 'how far it stands back behind others, 0 to 19', niceness).default(
        10,
      ),
    )
    .option('--detach', 'print the name of the job and leave it alone')
    .passThroughOptions()
    .action(async (words, options) => finish(await (await jobs()).runJob(words, options)));

  withHosts(live.command('output').argument('<job>'))
    .description('follow the output of a job from its beginning, end as it ends')
    .action(async (job, options) => finish(await (await jobs()).jobOutput(job, options)));

  withHosts(live.command('move').argument('<job>').argument('<host>', 'where it shall run'))
    .description('move a job to another host while it runs')
    .action(async (job, host, options) =>
      finish(await (await jobs()).moveJobTo(job, host, options)),
    );

  withHosts(live.command('recover').argument('[job]', 'default: all'))
    .description('end what interrupted moves have left, and say where jobs run')
    .option('--lost <hosts>', 'whatever these had of it is lost: names they have for themselves')
    .action(async (job, options) => finish(await (await jobs()).recoverJobs(job, options)));

  withHosts(live.command('drop').argument('<job>'))
    .description('end a job wherever it is, and forget it')
    .action(async (job, options) => finish(await (await jobs()).dropJob(job, options)));
}

function withHosts(command: Command): Command {
  return command
    .option('--on <hosts>', 'where it may be, such as ana,ben; the first is where it starts')
    .addOption(option('--hosts <file>', 'the same as a map of the nodes: N# host count', path));
}

function mapOption(): Option {
  return option('--hosts <file>', 'a map of the nodes: N# host count', path);
}
