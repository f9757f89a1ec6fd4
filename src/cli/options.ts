import { type Command, InvalidArgumentError, Option } from 'commander';
import { BOUND_SECONDS, YARDSTICKS } from '../metrics/window-figures.js';
import {
  boundSeconds,
  information,
  metricsAddress,
  nodes,
  POLICY_SECONDS,
  path,
  policy,
  policyTimeout,
  positiveNumber,
  type Read,
  setting,
  warmUp,
  watch,
  wholeNumber,
} from './values.js';

/**
 * As tui/terminal/theme.ts and tui/views/view-id.ts name them; a headless run does not load those.
 */
export const THEME_NAMES = ['auto', 'dark', 'light', 'colour-blind', 'mono'];
export const TOUR_NAMES = ['first', 'teachers'];
export const VIEW_NAMES = ['mtop', 'mosmon', 'cluster', 'map', 'history', 'events', 'beliefs'];

export function withScenario(command: Command): Command {
  return withChanges(
    command.argument('[scenario]', 'a shipped scenario or the path of a file', 'auckland'),
  );
}

/** Adds what every command that runs a scenario understands. */
export function withChanges(command: Command): Command {
  return command
    .addOption(option('--policy <name>', 'migration policy, or the path of your own', policy))
    .addOption(policyTimeoutOption())
    .addOption(
      option('--information <kind>', 'gossip, told, perfect, or "delayed 2s"', information),
    )
    .addOption(option('--seed <number>', 'seed of the random numbers', wholeNumber))
    .addOption(
      new Option(
        '--set <key=value>',
        'set a key of the scenario, such as openmosix.window=4',
      ).argParser(collected(setting)),
    )
    .addOption(option('--nodes <count|file>', 'number of nodes, or a file host,cores,speed', nodes))
    .addOption(option('--swf <file>', 'processes of a trace in Standard Workload Format', path))
    .addOption(option('--csv <file>', 'processes of a file pid,arrival,host,work', path))
    .option('--host', 'the processes of this computer');
}

/** Adds how a run is measured: which of its processes, and by what. */
export function withWindow(command: Command): Command {
  return command
    .addOption(
      option(
        '--warm-up <extent>',
        'leave out what arrives before: 30min, "2000 processes"',
        warmUp,
      ),
    )
    .addOption(
      option('--watch <extent>', 'arrivals go on until so many, or those of so long, ended', watch),
    )
    .addOption(
      new Option(
        '--yardstick <node>',
        'slowdown is against an idle CPU of that one; default: home',
      ).choices(YARDSTICKS),
    )
    .addOption(
      option(
        '--bound <time>',
        `bounded slowdown takes shorter processes for so long; default: ${BOUND_SECONDS}s`,
        boundSeconds,
      ),
    );
}

/** An option that can be given more than once. */
export function collected<T>(
  read: Read<T>,
): (written: string, before?: readonly T[]) => readonly T[] {
  return (written, before = []) => [...before, readValue(read, written)];
}

export function readValue<T>(read: Read<T>, written: string): T {
  const value = read.parse(written);
  if (value === undefined) throw new InvalidArgumentError(`It must be ${read.form}.`);
  return value;
}

export function policyTimeoutOption(): Option {
  return option(
    '--policy-timeout <time>',
    'time limit for loading your own policy and for each decision',
    policyTimeout,
  ).default(POLICY_SECONDS, `${POLICY_SECONDS}s`);
}

export function option(flags: string, about: string, read: Read<unknown>): Option {
  return new Option(flags, about).argParser((written: string) => readValue(read, written));
}

export function metricsOption(): Option {
  return option(
    '--metrics <address>',
    'serve figures to Prometheus: 127.0.0.1:9464',
    metricsAddress,
  );
}

export function themeOption(): Option {
  return new Option('--theme <name>', 'colours; auto: follow the terminal').choices(THEME_NAMES);
}

/** Adds what every command that opens the dashboard of a simulated cluster understands. */
export function withScreen(command: Command, noRecord: string): Command {
  return command
    .addOption(
      option('--rate <number>', 'virtual seconds per second', positiveNumber).default(1, '1'),
    )
    .addOption(themeOption())
    .option('--readonly', 'watch only: nothing can be changed')
    .option('--ascii', 'draw with ASCII characters')
    .option('--no-record', noRecord)
    .option('--no-listen', 'let nobody attach to it')
    .addOption(metricsOption());
}
