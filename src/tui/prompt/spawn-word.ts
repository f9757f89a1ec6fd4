import { shellWords } from '../../base/shell-words.js';
import { BYTES_FORM, DURATION_FORM, parseBytes, parseDuration } from '../../base/units.js';
import type { Command, Spawn } from '../../cluster/facts/command.js';
import { nodeRanges } from '../../cluster/facts/node-ranges.js';
import { PROFILE_NAMES, profileNamed } from '../../cluster/facts/profile.js';
import { type CommandWord, FORM, nodes, number } from './command-word.js';

/**
 * `spawn home=1 run='mosrun -2 gpg' mem=20MB`: words as in a shell. What follows a `run=` without
 * quotes is the rest of the line.
 */
export const SPAWN_WORD: CommandWord = {
  word: 'spawn',
  form: 'home=N# work=60s mem=20MB cmd=NAME user=NAME nice=0 profile=NAME count=1 parallel=2-4,7 run=LINE',
  read: readSpawn,
  completions: (_, state) => [
    ...nodes(state).map((id) => `home=${id}`),
    ...['work=', 'mem=', 'cmd=', 'user=', 'nice=', 'count=', 'parallel=', 'run='],
    ...PROFILE_NAMES.map((name) => `profile=${name}`),
  ],
};

type Written = { -readonly [Name in keyof Spawn]: Spawn[Name] };

function readSpawn(words: readonly string[]): readonly Command[] | string {
  const spawn: Written = { home: 0 };
  let count = 1;
  const run = words.findIndex((word) => /^run=[^'"]/.test(word));
  const line = run < 0 ? [] : [words.slice(run).join(' ')];
  const before = shellWords(words.slice(0, run < 0 ? undefined : run).join(' '));
  if (before === undefined) return 'a quote is not closed';
  for (const word of [...before, ...line]) {
    const [, key = '', value = ''] = /^(\w+)=(.+)$/.exec(word) ?? [];
    if (key === 'count') {
      count = number(value) ?? 0;
      if (count < 1 || count > MOST_SPAWNED) return `count: 1 to ${MOST_SPAWNED}, not ${value}`;
      continue;
    }
    const problem = setSpawn(spawn, key, value);
    if (problem !== undefined) return problem === FORM ? FORM : `${key}: ${problem}`;
  }
  if (spawn.home === 0) return 'home=N# is needed';
  return Array.from({ length: count }, () => ({ do: 'spawn', ...spawn }) as const);
}

/** Processes that one command line or dialog starts at most. */
export const MOST_SPAWNED = 1000;

function setSpawn(spawn: Written, key: string, value: string): string | undefined {
  switch (key) {
    case 'home':
    case 'nice': {
      const read = number(value);
      if (read === undefined) return `a whole number, not ${value}`;
      spawn[key] = read;
      return undefined;
    }
    case 'work': {
      const read = value === 'endless' ? Number.POSITIVE_INFINITY : parseDuration(value);
      if (read === undefined) return `endless or ${DURATION_FORM}`;
      spawn.workSeconds = read;
      return undefined;
    }
    case 'mem': {
      const read = parseBytes(value);
      if (read === undefined) return BYTES_FORM;
      spawn.memoryBytes = read;
      return undefined;
    }
    case 'cmd':
      spawn.command = value;
      return undefined;
    case 'user':
    case 'run':
      spawn[key] = value;
      return undefined;
    case 'parallel': {
      const read = nodeRanges(value);
      if (read === undefined) return `nodes such as 2-4,7, not ${value}`;
      spawn.parallel = read;
      return undefined;
    }
    case 'profile':
      spawn.profile = value;
      return profileNamed(value) === undefined ? PROFILE_NAMES.join(' ') : undefined;
    default:
      return FORM;
  }
}
