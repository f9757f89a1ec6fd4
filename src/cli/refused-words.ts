import type { Command } from 'commander';
import { nearest } from '../base/nearest.js';
import { UserError } from '../base/user-error.js';

/** Help is asked for only about commands that there are: commander would show that of all. */
export function refuseUnknownHelp(program: Command, words: readonly string[]): void {
  let command = program;
  let isHelp = false;
  for (const word of words) {
    const found = command.commands.find((one) => one.name() === word);
    if (found !== undefined) command = found;
    else if (word === 'help' && command.commands.length > 0) isHelp = true;
    else if (isHelp && !word.startsWith('-')) throw noCommand(command, word);
    else return;
  }
}

function noCommand(command: Command, word: string): UserError {
  const names = command.commands.map((one) => one.name());
  const meant = nearest(word, names);
  const advice =
    meant === undefined ? `the commands are ${names.join(' ')}` : `did you mean ${meant}?`;
  return new UserError(`there is no command "${word}"; ${advice}`);
}

/** Options that would be passed over in silence are refused where they are given. */
export function refuseOptions(
  command: Command,
  isOne: (name: string) => boolean,
  why: string,
): void {
  const given = command.options.find((one) => {
    const name = one.attributeName();
    return command.getOptionValueSource(name) === 'cli' && isOne(name);
  });
  if (given !== undefined) throw new UserError(`${given.long} ${why}: leave it out`);
}
