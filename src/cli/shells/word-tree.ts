import type { Argument, Command, Option } from 'commander';

/** What may stand in the place of a value. */
export interface ValueWords {
  /** As the help prints it: `<file>`, `[scenario]`. */
  readonly placeholder: string;
  readonly choices: readonly string[];
  /** Whether it may be the path of a file. */
  readonly file: boolean;
  /** What of a running cluster it may be: the program is asked for the words, by `names`. */
  readonly running?: RunningNames | undefined;
}

export type RunningNames = 'pids' | 'nodes' | 'clusters';

export interface OptionWords {
  /** `-n`; undefined: it has only a long form. */
  readonly short: string | undefined;
  /** `--count`. */
  readonly long: string;
  readonly about: string;
  /** Undefined: it stands alone. */
  readonly value: ValueWords | undefined;
}

export interface CommandWords {
  readonly name: string;
  readonly about: string;
  readonly options: readonly OptionWords[];
  readonly argument: ValueWords | undefined;
  /** What may stand after that; undefined: the same. */
  readonly second: ValueWords | undefined;
  /** The commands below it, with its name before theirs: `study run`. */
  readonly commands: readonly CommandWords[];
}

/** The words of the command line, for completion and manual. */
export interface WordTree {
  readonly name: string;
  readonly about: string;
  readonly version: string;
  /** The first one is meant where no command is written. */
  readonly commands: readonly CommandWords[];
  /** Commands that may also be typed by their own names, in a shell in which they are on the path. */
  readonly tools: readonly string[];
}

/** Words that the command line itself does not list: they are looked up when they are needed. */
export interface KnownNames {
  readonly scenarios: readonly string[];
  readonly policies: readonly string[];
  readonly tools: readonly string[];
}

export function wordTree(program: Command, names: KnownNames): WordTree {
  const visible = visibleCommands(program);
  return {
    name: program.name(),
    about: program.description(),
    version: program.version() ?? '',
    tools: names.tools,
    commands: visible.map((command, index) => {
      const words = commandWords(command, names);
      if (index > 0) return words;
      const own = program.options.map((option) => optionWords(option, names));
      return { ...words, options: [...words.options, ...own] };
    }),
  };
}

/** Without the one for help, which each has. */
function visibleCommands(command: Command): readonly Command[] {
  const seen = command.createHelp().visibleCommands(command);
  return command.commands.filter((one) => seen.includes(one));
}

function commandWords(command: Command, names: KnownNames, above = ''): CommandWords {
  const [argument, second] = command.registeredArguments;
  const name = `${above}${command.name()}`;
  // Shipped scenarios are for the commands at the top.
  const below = { ...names, scenarios: [] };
  return {
    name,
    about: command.description(),
    options: [...command.options, helpOption(command)].map((option) => optionWords(option, names)),
    argument: argument && argumentWords(argument, names),
    second: second && runningOf(second) ? argumentWords(second, names) : undefined,
    commands: visibleCommands(command).map((one) => commandWords(one, below, `${name} `)),
  };
}

function helpOption(command: Command): Option {
  return command.createOption('-h, --help', 'show this help');
}

function optionWords(option: Option, names: KnownNames): OptionWords {
  const { short, long, description } = option;
  const [, placeholder] = /(<.*>)$/.exec(option.flags) ?? [];
  const choices = option.argChoices ?? (long === '--policy' ? names.policies : []);
  const running = RUNNING[long ?? ''];
  const file = mayBeFile(placeholder ?? '', long);
  const value = placeholder && { placeholder, choices, file, running };
  return { short, long: long ?? '', about: description, value: value || undefined };
}

function argumentWords(argument: Argument, names: KnownNames): ValueWords {
  const name = argument.variadic ? `${argument.name()}...` : argument.name();
  const placeholder = argument.required ? `<${name}>` : `[${name}]`;
  if (argument.argChoices) return { placeholder, choices: argument.argChoices, file: false };
  const running = runningOf(argument);
  if (running !== undefined) {
    const choices = argument.name().includes('|') ? argument.name().split('|').slice(1) : [];
    return { placeholder, choices, file: false, running };
  }
  if (argument.name() === 'host') return { placeholder, choices: [], file: false };
  return { placeholder, choices: names.scenarios, file: true };
}

/** Options that name something of a running cluster. */
const RUNNING: Readonly<Record<string, RunningNames>> = {
  '--cluster': 'clusters',
  '--on': 'nodes',
};

/** By the name that the command line gives it: <pid>, <node|home|balance>, [cluster]. */
function runningOf(argument: Argument): RunningNames | undefined {
  const [name] = argument.name().split('|');
  if (name === 'pid') return 'pids';
  if (name === 'node') return 'nodes';
  return name === 'cluster' ? 'clusters' : undefined;
}

function mayBeFile(placeholder: string, long: string | undefined): boolean {
  return placeholder.includes('file') || long === '--policy';
}

/** The commands with those below them. */
export function allCommands(commands: readonly CommandWords[]): readonly CommandWords[] {
  return commands.flatMap((command) => [command, ...allCommands(command.commands)]);
}

/** What those below a command are called there: `run` of `study run`. */
export function wordsBelow({ name, commands }: CommandWords): readonly string[] {
  return commands.map((command) => command.name.slice(name.length + 1));
}
