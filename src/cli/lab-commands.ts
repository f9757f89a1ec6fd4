import { type Command, Option } from 'commander';
import { UserError } from '../base/user-error.js';
import { collected, option, themeOption, withScenario, withWindow } from './options.js';
import {
  caseOf,
  duration,
  instant,
  path,
  positiveNumber,
  positiveWhole,
  replications,
  shard,
} from './values.js';

/** Adds the commands that make many runs and say what they have in common. */
export function addLab(program: Command, finish: Finish): void {
  withWindow(withScenario(program.command('compare')))
    .argument('[other]', 'another one: both are run once, in step')
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
    .action(async (scenario, other, options, command: Command) => {
      if (other === undefined) {
        finish(await (await import('./commands/compare.js')).compare(scenario, options));
        return;
      }
      const foreign = SEVERAL_RUNS.find((name) => command.getOptionValueSource(name) === 'cli');
      if (foreign !== undefined) {
        const { flags } = command.options.find((each) => each.attributeName() === foreign)!;
        throw new UserError(`${flags} is for many runs: two are compared once each, in step`);
      }
      const { compareInStep } = await import('./commands/compare-in-step.js');
      finish(await compareInStep([scenario, other], options));
    });

  withScenario(program.command('inevitable'))
    .description('say when the first kill or crash of a run, or a load, became inevitable')
    .addOption(option('--load <number>', 'ask of a load per CPU as high as that', positiveNumber))
    .addOption(option('--at <time>', 'look from this virtual time on', instant).default(0, '0s'))
    .addOption(option('--until <time>', 'look until this virtual time', instant))
    .addOption(option('--step <time>', 'time between the moments before it', duration))
    .option('--json', 'the moments as JSON')
    .option('--quiet', 'no progress')
    .action(async (scenario, options) =>
      finish(await (await import('./commands/inevitable.js')).inevitable(scenario, options)),
    );

  addStudy(program.command('study').description('carry out a study: many runs, one file'), finish);
}

/** Options that say something of many runs. */
const SEVERAL_RUNS = ['replications', 'warmUp', 'watch', 'yardstick', 'bound'];

type Finish = (exitCode: number) => void;

function addStudy(study: Command, finish: Finish): void {
  const out = option('--out <folder>', 'of its results; default: its name with .results', path);
  const workers = option('--workers <number>', 'threads; default: one a core', positiveWhole);
  const timeout = option('--run-timeout <time>', 'longest time of one run', duration).default(
    RUN_SECONDS,
    '10min',
  );
  study
    .command('check')
    .argument('<file>', 'a study file')
    .description('open all that it needs, and say what it would run')
    .action(async (file) => finish(await (await import('./commands/study.js')).checkStudy(file)));
  study
    .command('run')
    .argument('<file>', 'a study file')
    .description('run what is missing of it')
    .addOption(out)
    .addOption(workers)
    .addOption(option('--shard <i/n>', 'only this part of n; default: as Slurm says', shard))
    .addOption(timeout)
    .addOption(option('--time <time>', 'begin no run after that', duration))
    .option('--dry', 'run nothing, say how much is missing; exit code 1: something is')
    .option('--quiet', 'no progress')
    .action(async (file, options) =>
      finish(await (await import('./commands/study.js')).runStudy(file, options)),
    );
  study
    .command('slurm')
    .argument('<file>', 'a study file')
    .description('print the script that carries it out on a Slurm cluster')
    .addOption(option('--array <number>', 'tasks at the same time', positiveWhole).default(8, '8'))
    .addOption(out)
    .action(async (file, options) =>
      finish((await import('./commands/study-slurm.js')).studySlurm(file, options)),
    );
  study
    .command('merge')
    .argument('<file>', 'a study file')
    .argument('<folder...>', 'results; the first one gets those of the others')
    .description('put the runs of several folders together')
    .action(async (file, folders) =>
      finish((await import('./commands/study.js')).mergeStudies(folders, file)),
    );
  study
    .command('verify')
    .argument('<file>', 'a study file')
    .description('repeat some of its runs and compare them byte by byte')
    .addOption(out)
    .addOption(workers)
    .addOption(option('--runs <number>', 'how many', positiveWhole).default(20, '20'))
    .addOption(timeout)
    .action(async (file, options) =>
      finish(await (await import('./commands/study.js')).verifyStudy(file, options)),
    );
  addStudyReaders(study, finish);
}

/** What shows the results of a study, while it runs and after it. */
function addStudyReaders(study: Command, finish: Finish): void {
  study
    .command('watch')
    .argument('<study>', 'a study file, or the folder of its results')
    .description('show how far it has come, while others run it')
    .addOption(themeOption())
    .option('--ascii', 'draw with ASCII characters')
    .action(async (name, options) =>
      finish(await (await import('./commands/study-watch.js')).watchStudy(name, options)),
    );
  study
    .command('report')
    .argument('<folder>', 'the results of a study')
    .description('make a page of its tables and charts, for a browser or for print')
    .addOption(option('--html <file>', 'the page; default: report.html in the folder', path))
    .option('--md', 'its tables as Markdown, to standard output')
    .option('--csv', 'the values of its charts as CSV, to standard output')
    .option('--svg <chart>', 'a chart as a picture, to standard output')
    .option('--gantt <cell>', 'where the processes of that cell ran, such as "rho 0.8, jsq"')
    .action(async (folder, options) =>
      finish((await import('./commands/study-report.js')).reportStudy(folder, options)),
    );
}

/** Of the wall clock: long for a run, short for a run that hangs. */
const RUN_SECONDS = 600;
