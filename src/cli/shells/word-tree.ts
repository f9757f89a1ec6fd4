import type { Argument, Command, Option } from 'commander';

/** What may stand in the place of a value. */
export interface ValueWords {
  /** As the help prints it: `<file>`, `[scenario]`. */
  readonly placeholder: string;
  readonly choices: readonly string[];
  /** Whether it may be the path of a file. */
  readonly file: boolean;
}

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
}

/** The words of the command line, for completion and manual. */
export interface WordTree {
  readonly name: string;
  readonly about: string;
  readonly version: string;
  /** The first one is meant where no command is written. */
  readonly commands: readonly CommandWords[];
}

/** Words that the command line itself does not list: they are looked up when they are needed. */
export interface KnownNames {
  readonly scenarios: readonly string[];
  readonly policies: readonly string[];
}

export function wordTree(program: Command, names: KnownNames): WordTree {
  return {
    name: program.name(),
    about: program.description(),
    version: program.version() ?? '',
    commands: program.commands.map((command, index) => {
      const words = commandWords(command, names);
      if (index > 0) return words;
      const own = program.options.map((option) => optionWords(option, names));
      return { ...words, options: [...words.options, ...own] };
    }),
  };
}

function commandWords(command: Command, names: KnownNames): CommandWords {
  const [argument] = command.registeredArguments;
  return {
    name: command.name(),
    about: command.description(),
    options: [...command.options, helpOption(command)].map((option) => optionWords(option, names)),
    argument: argument && argumentWords(argument, names),
  };
}

function helpOption(command: Command): Option {
  return command.createOption('-h, --help', 'show this help');
}

function optionWords(option: Option, names: KnownNames): OptionWords {
  const { short, long, description } = option;
  const [, placeholder] = /(<.*>)$/.exec(option.flags) ?? [];
  const choices = option.argChoices ?? (long === '--policy' ? names.policies : []);
  const value = placeholder && { placeholder, choices, file: mayBeFile(placeholder, long) };
  return { short, long: long ?? '', about: description, value: value || undefined };
}

function argumentWords(argument: Argument, names: KnownNames): ValueWords {
  const name = argument.variadic ? `${argument.name()}...` : argument.name();
  const placeholder = argument.required ? `<${name}>` : `[${name}]`;
  if (argument.argChoices) return { placeholder, choices: argument.argChoices, file: false };
  if (argument.name() === 'host') return { placeholder, choices: ['check'], file: false };
  return { placeholder, choices: names.scenarios, file: true };
}

function mayBeFile(placeholder: string, long: string | undefined): boolean {
  return placeholder.includes('file') || long === '--policy';
}
