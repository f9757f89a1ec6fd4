import {
  allCommands,
  type CommandWords,
  type OptionWords,
  type ValueWords,
  type WordTree,
  wordsBelow,
} from './word-tree.js';

/** Completion for zsh; to be sourced, or to be kept as _mtop-sim in $fpath. */
export function zshCompletion({ name, commands, tools }: WordTree): string {
  const [usual] = commands;
  const below = commands.flatMap(({ commands: own }) => own.map(({ name }) => `'${name}'`));
  const list = commands.map((command) => quoted(`${command.name}:${command.about}`));
  return `#compdef ${name}
# Completion for zsh: source <(${name} completion zsh)
_mtop_sim_commands() {
  local -a commands=(
    ${list.join('\n    ')}
  )
  _describe command commands
}
_mtop_sim() {
  local command=\${words[2]}
  case $command in
    ${commands.map((each) => each.name).join('|')}) shift words; (( CURRENT-- )) ;;
    *) command=${usual!.name}; if (( CURRENT == 2 )); then _mtop_sim_commands; fi ;;
  esac
  case "$command \${words[2]}" in
    ${below.join('|')})
      if (( CURRENT > 2 )); then command="$command \${words[2]}"; shift words; (( CURRENT-- )); fi ;;
  esac
  case $command in
${allCommands(commands).map(commandCase).join('\n')}
  esac
}
_mtop_sim_tool() { words=(${name} "\${words[@]}"); (( CURRENT++ )); _mtop_sim; }
if [ "$funcstack[1]" = _mtop-sim ]; then _mtop_sim "$@"; else compdef _mtop_sim ${name}; fi
compdef _mtop_sim_tool ${tools.join(' ')}
`;
}

function commandCase(command: CommandWords): string {
  const { name, options, argument, second } = command;
  const specs = options.flatMap(optionSpecs);
  const place = (where: string, value: ValueWords | undefined) =>
    value === undefined ? [] : [quoted(`${where}:${nameOf(value)}:${action(value)}`)];
  const below = wordsBelow(command);
  const words =
    below.length > 0
      ? [quoted(`1:command:(${below.join(' ')})`), ...place('*', argument)]
      : second === undefined
        ? place('*', argument)
        : [...place('1', argument), ...place('2', second)];
  return `    '${name}') _arguments ${[...specs, ...words].join(' ')} ;;`;
}

function optionSpecs({ short, long, about, value }: OptionWords): string[] {
  const text = `[${about.replaceAll(/[[\]]/g, '\\$&').replaceAll(':', '\\:')}]`;
  const rest = value === undefined ? '' : `:${nameOf(value)}:${action(value)}`;
  const one = (flag: string) => quoted(`${flag}${value && flag === long ? '=' : ''}${text}${rest}`);
  return short ? [one(short), one(long)] : [one(long)];
}

function nameOf({ placeholder }: ValueWords): string {
  return placeholder.replaceAll(/[<>[\].]/g, '').replace(/\|.*/, '');
}

function action({ choices, file, running }: ValueWords): string {
  if (running !== undefined) {
    const asked = `${'$'}{(f)"$(mtop-sim names ${running} 2>/dev/null)"}`;
    return `{ compadd -- ${[asked, ...choices].join(' ')} }`;
  }
  const words = choices.length > 0 ? `compadd -- ${choices.join(' ')}` : '';
  if (file) return words === '' ? '_files' : `{ ${words}; _files }`;
  return words === '' ? ' ' : `(${choices.join(' ')})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
