import {
  allCommands,
  type CommandWords,
  type OptionWords,
  type ValueWords,
  type WordTree,
  wordsBelow,
} from './word-tree.js';

/** Completion for bash 3.2 and later; to be sourced. */
export function bashCompletion({ name, commands, tools }: WordTree): string {
  const [usual] = commands;
  const all = allCommands(commands);
  const values = all.flatMap(({ name: command, options }) =>
    options.filter(({ value }) => value !== undefined).map((option) => valueCase(command, option)),
  );
  const names = commands.map((command) => command.name);
  const below = commands.flatMap(({ commands: own }) => own.map(({ name }) => `'${name}'`));
  return `# Completion for bash: source <(${name} completion bash)
_mtop_sim() {
  local IFS=$'\\n' current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]}
  local command=${usual!.name} named=no index
  # bash makes --view=map three words.
  if [ "$current" = = ]; then current=; before=\${COMP_WORDS[COMP_CWORD-1]}
  fi
  if [ "$before" = = ]; then before=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  for ((index = 1; index < COMP_CWORD; index++)); do
    case "\${COMP_WORDS[index]}" in
      ${names.join('|')}) command=\${COMP_WORDS[index]} named=yes; break ;;
    esac
  done
  case "$command \${COMP_WORDS[index+1]}" in
    ${below.join('|')})
      if ((index + 1 < COMP_CWORD)); then command="$command \${COMP_WORDS[index+1]}"
      fi ;;
  esac
  COMPREPLY=()
  case "$command $before" in
${values.join('\n')}
  esac
  case "$command" in
${all.map(wordCase).join('\n')}
  esac
  if [ $named = no ] && [ "$COMP_CWORD" = 1 ]; then ${reply(names)}
  fi
}
_mtop_sim_tool() { COMP_WORDS=(${name} "\${COMP_WORDS[@]}"); ((COMP_CWORD++)); _mtop_sim; }
complete -F _mtop_sim ${name}
complete -F _mtop_sim_tool ${tools.join(' ')}
`;
}

function valueCase(command: string, { short, long, value }: OptionWords): string {
  const patterns = [short, long].flatMap((flag) => (flag ? [`'${command} ${flag}'`] : []));
  return `    ${patterns.join('|')}) ${valueReply(value!)}return ;;`;
}

function wordCase(command: CommandWords): string {
  const { name, options, argument, second } = command;
  const flags = options.flatMap(({ short, long }) => (short ? [short, long] : [long]));
  const first = argument === undefined ? '' : valueReply(argument);
  // The second word follows a pid.
  const value =
    second === undefined
      ? first
      : `case "$before" in [0-9]*) ${valueReply(second)};; *) ${first};; esac; `;
  const below = wordsBelow(command);
  const words = below.length > 0 ? reply(below) : '';
  return `    '${name}') case "$current" in -*) ${reply(flags)}:;; *) ${words}${value}:;; esac ;;`;
}

function valueReply({ choices, file, running }: ValueWords): string {
  const files = 'compopt -o filenames 2>/dev/null; COMPREPLY+=($(compgen -f -- "$current")); ';
  const asked = `COMPREPLY+=($(compgen -W "$(mtop-sim names ${running} 2>/dev/null)" -- "$current")); `;
  return `${running ? asked : ''}${choices.length > 0 ? reply(choices) : ''}${file ? files : ''}`;
}

function reply(words: readonly string[]): string {
  return `COMPREPLY+=($(IFS=' '; compgen -W '${words.join(' ')}' -- "$current")); `;
}
