import { existsSync } from 'node:fs';
import { Command, CommanderError, type Help, Option } from 'commander';
import { nearest } from '../base/nearest.js';
import { UserError } from '../base/user-error.js';
import { addDescriptions } from './description-commands.js';
import { addLab } from './lab-commands.js';
import { addLive } from './live-commands.js';
import {
  option,
  policyTimeoutOption,
  THEME_NAMES,
  TOUR_NAMES,
  themeOption,
  VIEW_NAMES,
  withChanges,
  withScenario,
  withScreen,
  withWindow,
} from './options.js';
import { complain, print, write } from './output.js';
import { refuseOptions, refuseUnknownHelp } from './refused-words.js';
import { shippedNames } from './shipped.js';
import { addPolicies, addTools, TOOL_COMMANDS } from './tool-commands.js';
import {
  duration,
  instant,
  keys,
  path,
  positiveWhole,
  replications,
  size,
  wholeNumber,
  word,
} from './values.js';
import { version } from './version.js';

/**
 * Carries out a command line. A command's code is loaded when it is the one that was asked for:
 * a headless run must not wait for the screen.
 * @param words what follows the name of the program
 * @returns the exit code
 */
export async function parseCommandLine(words: readonly string[]): Promise<number> {
  let exitCode = 0;
  const finish = (code: number) => {
    exitCode = code;
  };
  const program = commandsOf(neededBy(words), finish);
  refuseUnknownHelp(program, words);
  try {
    await program.parseAsync(words, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

function commandsOf(groups: readonly Group[], finish: Finish): Command {
  const program = new Command('mtop-sim')
    .description('An openMosix cluster in a terminal: watch it, steer it, measure it.')
    .usage('[scenario] [options]\n       mtop-sim <command> [options]')
    .version(version(), '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .exitOverride()
    .enablePositionalOptions()
    .configureOutput({
      writeOut: print,
      writeErr: write,
      outputError: (message) => complain(message.replace(/^error: /, '').trimEnd()),
    })
    .showHelpAfterError('Try mtop-sim --help.');

  const dashboard = withScreen(
    withScenario(program.command('dashboard', { isDefault: true })),
    'do not record the session',
  )
    .description('show the cluster and steer it (without a terminal: print one screen)')
    .action(async (scenario, options) => {
      refuseMistyped(scenario);
      finish(await (await import('./commands/dashboard.js')).dashboard(scenario, options));
    });

  for (const { add } of groups) add(program, finish);
  return program.configureHelp({ visibleOptions: withOptionsOf(program, dashboard) });
}

type Finish = (exitCode: number) => void;

/** Commands that are added together, and what they are called. */
interface Group {
  readonly names: readonly string[];
  readonly add: (program: Command, finish: Finish) => void;
}

/** All commands but the first form, in the order of the help. */
const GROUPS: readonly Group[] = [
  { names: ['tour'], add: addTour },
  { names: ['resume', 'replay'], add: addRecordings },
  { names: ['run', 'snapshot'], add: addHeadless },
  { names: ['live'], add: addLive },
  { names: ['explain', 'mosctl', 'check', 'list'], add: addQuestions },
  { names: ['compare', 'inevitable', 'study'], add: addLab },
  { names: TOOL_COMMANDS, add: addTools },
  { names: ['policy'], add: addPolicies },
  { names: [], add: addDescriptions },
];

/** The first form takes any word for a scenario: one that is none may be a command, mistyped. */
function refuseMistyped(word: string): void {
  const commands = ['dashboard', ...GROUPS.flatMap(({ names }) => names), ...ABOUT_ALL];
  const meant = nearest(word, commands);
  if (meant === undefined || existsSync(word) || shippedNames().includes(word)) return;
  throw new UserError(`there is no command or scenario "${word}"; did you mean ${meant}?`);
}

/** Words that are about all commands. */
const ABOUT_ALL = ['help', 'completion', 'man', 'schema'];

/** A start waits for the commands to be described, so only those are that the first word asks for. */
function neededBy([first]: readonly string[]): readonly Group[] {
  if (first === undefined) return [];
  if (first.startsWith('-') || ABOUT_ALL.includes(first)) return GROUPS;
  return GROUPS.filter(({ names }) => names.includes(first));
}

/** The command for those who are new. */
function addTour(program: Command, finish: Finish): void {
  program
    .command('tour')
    .description('be shown around the reference cluster; teachers: what gossip does')
    .addArgument(program.createArgument('[which]').choices(TOUR_NAMES).default('first'))
    .addOption(themeOption())
    .option('--ascii', 'draw with ASCII characters')
    .action(async (which, options) =>
      finish(await (await import('./commands/tour.js')).tour(which, options)),
    );
}

/** The commands that show a recorded session. */
function addRecordings(program: Command, finish: Finish): void {
  withScreen(
    program
      .command('resume')
      .argument('[recording]', 'a recording; default: that of the last session'),
    'do not record what follows',
  )
    .description('continue the last session where it ended')
    .addOption(policyTimeoutOption())
    .action(async (recording, options) =>
      finish(await (await import('./commands/replay.js')).resume(recording, options)),
    );

  withScreen(
    program.command('replay').argument('<recording>', 'a recording of a session'),
    'do not record what you change',
  )
    .description('play a recorded session in the dashboard')
    .addOption(option('--at <time>', 'from this virtual time', instant).default(0, '0s'))
    .addOption(policyTimeoutOption())
    .action(async (recording, options) =>
      finish(await (await import('./commands/replay.js')).replay(recording, options)),
    );
}

/** The commands that run a scenario without a screen. */
function addHeadless(program: Command, finish: Finish): void {
  withWindow(withScenario(program.command('run')))
    .description('run to the end without a screen and print a summary')
    .addOption(option('--until <time>', 'end at this virtual time', instant))
    .option('--json', 'the summary as JSON')
    .addOption(option('--events <file>', 'write every event as a line of JSON', path))
    .addOption(option('--completions <file>', 'write pid,completion in pid order', path))
    .addOption(
      option(
        '--check [events]',
        'check the invariants once per this many events',
        positiveWhole,
      ).preset('1000'),
    )
    .option('--quiet', 'no progress, timing or summary, except --json')
    .addOption(option('--checkpoint <file>', 'save the run now and then', path))
    .addOption(
      option('--every <time>', 'wall-clock time between checkpoints; default: 10min', duration),
    )
    .addOption(option('--resume <file>', 'continue a saved run', path))
    .addOption(
      option('--replications <number>', 'so many runs, with seeds one after another', replications),
    )
    .addOption(option('--samples <file>', 'write CSV or Parquet, a row a process watched', path))
    .action(async (scenario, options, command) => {
      const isNamed = command.args.length > 0;
      const { isMeasured, measuredRun } = await import('./commands/measured-run.js');
      if (isMeasured(options)) {
        finish(await measuredRun(scenario, options));
        return;
      }
      const { run } = await import('./commands/run.js');
      finish(await run(isNamed || !options.resume ? scenario : undefined, options));
    });

  withScenario(program.command('snapshot'))
    .description('print screens as text or as a picture, or their contents as data')
    .addOption(option('--at <time>', 'at this virtual time', instant).default(60, '60s'))
    .addOption(option('--size <size>', 'columns x rows, such as 120x40', size))
    .addOption(option('-n, --count <number>', 'number of screens', positiveWhole).default(1, '1'))
    .addOption(option('-d, --delay <time>', 'between them', instant).default(10, '10s'))
    .addOption(
      new Option('--format <form>', 'output format')
        .choices(['text', 'svg', 'json', 'csv'])
        .default('text'),
    )
    .addOption(new Option('--view <name>', 'the screen').choices(VIEW_NAMES).default('mtop'))
    .addOption(option('--keys <keys>', 'press these first, such as "F9 Down"', keys))
    .addOption(new Option('--theme <name>', 'colours of svg').choices(THEME_NAMES).default('dark'))
    .option('--ascii', 'draw with ASCII characters')
    .action(async (scenario, options, command: Command) => {
      const { format } = options;
      if (format !== 'svg') {
        const unused = format === 'text' ? ['theme'] : ['view', 'size', 'keys', 'theme', 'ascii'];
        const isUnused = (name: string) => unused.includes(name);
        refuseOptions(command, isUnused, `changes nothing with --format ${format}`);
      }
      finish(await (await import('./commands/snapshot.js')).snapshot(scenario, options));
    });
}

/** The commands that say something about a scenario, or about what there is. */
function addQuestions(program: Command, finish: Finish): void {
  withScenario(program.command('explain'))
    .description('say why a process is where it is, or what a node decided')
    .addOption(option('--at <time>', 'at this virtual time', instant).default(60, '60s'))
    .addOption(option('--pid <pid>', 'of this process', wholeNumber))
    .addOption(option('--node <id>', 'of this node', wholeNumber))
    .option('--json', 'as JSON')
    .action(async (scenario, options) =>
      finish(await (await import('./commands/explain.js')).explain(scenario, options)),
    );

  withChanges(
    program
      .command('mosctl')
      .argument('<scenario>', 'a scenario; with --cluster: the first word')
      .argument('[word...]', 'a mosctl query, such as getload 3'),
  )
    .description('print what mosctl would answer: whois getload getspeed status isup ...')
    .addOption(option('--at <time>', 'at this virtual time', instant).default(60, '60s'))
    .addOption(option('--on <id>', 'as if typed on this node', wholeNumber))
    .addOption(option('--cluster <name>', 'of a running cluster, not of a scenario', word))
    .option('--json', 'the answer as JSON')
    .action(async (scenario, words, options, command: Command) => {
      const isRunning = options.cluster !== undefined || process.env.MTOP_SIM_CLUSTER !== undefined;
      if (isRunning) {
        const isOfScenario = (name: string) => !['cluster', 'on', 'json'].includes(name);
        refuseOptions(command, isOfScenario, 'is for a scenario, and that cluster runs already');
      }
      const exitCode = isRunning
        ? (await import('./commands/tools.js')).mosctl([scenario, ...words], options)
        : (await import('./commands/mosctl.js')).mosctl(scenario, words, options);
      finish(await exitCode);
    });

  program
    .command('check')
    .description('check scenario files and the files they name')
    .argument('<file...>', 'scenario files, or names of shipped scenarios')
    .action(async (files) => finish(await (await import('./commands/check.js')).check(files)));

  program
    .command('list')
    .description('list the shipped scenarios or the policies')
    .addArgument(program.createArgument('<what>').choices(['scenarios', 'policies']))
    .action(async (what) => finish(await (await import('./commands/list.js')).list(what)));
}

/** The help of the program itself also shows what its first form, the dashboard, understands. */
function withOptionsOf(program: Command, dashboard: Command): Help['visibleOptions'] {
  const plain = program.createHelp();
  return (command) => [
    ...(command === program ? dashboard.options : []),
    ...plain.visibleOptions(command),
  ];
}
