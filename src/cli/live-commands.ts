import type { Command } from 'commander';
import { option } from './options.js';
import { niceness, path } from './values.js';

/** The commands for jobs, which can move between real nodes. */
export function addJobs(live: Command, finish: (exitCode: number) => void): void {
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
