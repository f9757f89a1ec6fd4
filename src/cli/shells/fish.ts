import {
  type CommandWords,
  type OptionWords,
  type ValueWords,
  type WordTree,
  wordsBelow,
} from './word-tree.js';

/** Completion for fish; to be sourced. */
export function fishCompletion({ name, commands, tools }: WordTree): string {
  const names = commands.map((command) => command.name).join(' ');
  const lines = commands.flatMap((command, index) => {
    const seen = `__mtop_sim_at ${command.name}`;
    // Without a command, the first one is meant.
    const where = index === 0 ? `not __fish_seen_subcommand_from ${names}; or ${seen}` : seen;
    return [
      `complete -c ${name} -f -n 'not __fish_seen_subcommand_from ${names}' -a ${command.name} -d ${quoted(command.about)}`,
      ...wordLines(name, where, command),
      ...command.commands.flatMap((one, at) => [
        `complete -c ${name} -f -n '__mtop_sim_under ${command.name}' -a ${wordsBelow(command)[at]} -d ${quoted(one.about)}`,
        ...wordLines(name, `__mtop_sim_at ${one.name}`, one),
      ]),
    ];
  });
  return `# Completion for fish: ${name} completion fish | source
function __mtop_sim_at; string match -q -- "$argv *" (string join ' ' -- (commandline -opc)[2..])' '; end
function __mtop_sim_under; test (string join ' ' -- (commandline -opc)[2..]) = "$argv"; end
complete -c ${name} -f
${lines.join('\n')}
${tools.map((tool) => `complete -c ${tool} -w '${name} ${tool}'`).join('\n')}
`;
}

function wordLines(
  name: string,
  where: string,
  { options, argument, second }: CommandWords,
): string[] {
  const start = `complete -c ${name} -n '${where}'`;
  const lines = options.map((option) => `${start} ${optionFlags(option)}`);
  if (argument === undefined) return lines;
  if (second === undefined) return [...lines, `${start} ${valueFlags(argument)}`];
  // The second word follows a pid.
  const after = "string match -qr '^[0-9]+$' -- (commandline -opc)[-1]";
  const placed = (test: string) => `complete -c ${name} -f -n ${quoted(`${where}; and ${test}`)}`;
  return [
    ...lines,
    `${placed(`not ${after}`)} ${valueFlags(argument)}`,
    `${placed(after)} ${valueFlags(second)}`,
  ];
}

function optionFlags({ short, long, about, value }: OptionWords): string {
  const flags = `${short ? `-s ${short.slice(1)} ` : ''}-l ${long.slice(2)} -d ${quoted(about)}`;
  return value === undefined ? flags : `${flags} ${value.file ? '-r' : '-x'} ${valueFlags(value)}`;
}

function valueFlags({ choices, file, running }: ValueWords): string {
  const asked = running === undefined ? [] : [`(mtop-sim names ${running} 2>/dev/null)`];
  const all = [...asked, ...choices];
  const words = all.length > 0 ? `-a ${quoted(all.join(' '))}` : '';
  return `${file ? '-F ' : ''}${words}`.trim();
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
