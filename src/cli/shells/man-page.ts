import { allCommands, type CommandWords, type OptionWords, type WordTree } from './word-tree.js';

/** The manual page in the language of man(7). */
export function manPage({ name, about, version, commands }: WordTree): string {
  const title = name.toUpperCase();
  return `${[
    `.TH ${title} 1 "" "${name} ${version}" "User Commands"`,
    '.SH NAME',
    `${escaped(name)} \\- ${escaped(about)}`,
    '.SH SYNOPSIS',
    ...commands.flatMap((command, index) => synopsis(name, command, index === 0)),
    '.SH COMMANDS',
    ...allCommands(commands).flatMap((command, index) => commandPart(command, index === 0)),
    '.SH EXIT STATUS',
    '0 on success, 1 on failure, 2 on wrong usage or input, 128 plus the number of the signal that ended it.',
    '.SH ENVIRONMENT',
    ...ENVIRONMENT.flatMap(([variable, meaning]) => [
      '.TP',
      `.B ${escaped(variable)}`,
      escaped(meaning),
    ]),
    '.SH EXAMPLES',
    ...EXAMPLES.flatMap(([line, meaning]) => ['.TP', `.B ${escaped(line)}`, escaped(meaning)]),
  ].join('\n')}\n`;
}

const ENVIRONMENT: readonly (readonly [string, string])[] = [
  ['NO_COLOR', 'If set, no colour is used.'],
  ['COLUMNS', 'The width of a printed screen.'],
  ['MTOP_DEBUG', 'If set, a failure comes with its stack trace.'],
];

const EXAMPLES: readonly (readonly [string, string])[] = [
  ['mtop-sim', 'Show the reference cluster.'],
  ['mtop-sim run auckland --until 1h --policy none', 'An hour without migration, in figures.'],
  ['mtop-sim explain two-nodes --at 10s --pid 1000', 'Say why process 1000 is where it is.'],
  ['mtop-sim snapshot --format svg --count 60 > moving.svg', 'Make a moving picture.'],
];

/** Of the usual command, the name may be left out. */
function synopsis(name: string, words: CommandWords, usual: boolean): readonly string[] {
  const below = words.commands.flatMap((one) => synopsis(name, one, false));
  return words.commands.length > 0 && words.argument === undefined
    ? below
    : [...synopsisLine(name, words, usual), ...below];
}

function synopsisLine(name: string, { name: command, argument }: CommandWords, usual: boolean) {
  const words = usual ? '' : ` ${escaped(command)}`;
  const value = argument === undefined ? '' : ` \\fI${escaped(argument.placeholder)}\\fR`;
  return [`\\fB${escaped(name)}${words}\\fR${value} [\\fIoptions\\fR]`, '.br'];
}

function commandPart({ name, about, options, argument }: CommandWords, usual: boolean): string[] {
  const value = argument === undefined ? '' : ` ${argument.placeholder}`;
  const also = usual ? ' This is the default command.' : '';
  return [
    `.SS ${escaped(`${name}${value}`)}`,
    `${escaped(sentence(about))}${also}`,
    ...options.flatMap(optionPart),
  ];
}

function optionPart({ short, long, about, value }: OptionWords): string[] {
  const flags = [short, long]
    .filter((flag) => flag !== undefined)
    .map((flag) => `\\fB${escaped(flag)}\\fR`);
  const placeholder = value === undefined ? '' : ` \\fI${escaped(value.placeholder)}\\fR`;
  const choices = value?.choices.length ? ` One of ${value.choices.join(', ')}` : '';
  const more = choices === '' ? '' : `${choices}${value?.file ? ', or the path of a file' : ''}.`;
  return ['.TP', `${flags.join(', ')}${placeholder}`, escaped(`${sentence(about)}${more}`)];
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.)]$/.test(text) ? '' : '.'}`;
}

/**
 * Text as it stands in man(7): a hyphen is a minus, nothing at the start of a line is a request.
 */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^([.'])/, '\\&$1');
}
