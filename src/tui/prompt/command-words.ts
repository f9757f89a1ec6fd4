import { HARD_WORDS } from '../../cluster/facts/cantmove.js';
import type { Signal } from '../../cluster/facts/command.js';
import { PROFILE_NAMES, profileProblem } from '../../cluster/facts/profile.js';
import { type CommandWord, FORM, nodes, number, pids } from './command-word.js';
import { NODE_WORDS } from './node-words.js';
import { SPAWN_WORD } from './spawn-word.js';

export const SIGNALS: readonly Signal[] = [
  'TERM',
  'KILL',
  'STOP',
  'CONT',
  'HUP',
  'INT',
  'QUIT',
  'USR1',
  'USR2',
];

export const COMMAND_WORDS: readonly CommandWord[] = [
  {
    word: 'migrate',
    form: 'PID N#|home|balance',
    most: 2,
    read: ([pid, to]) => {
      if (number(pid) === undefined || to === undefined) return FORM;
      if (to === 'home' || to === 'balance') return { do: 'migrate', pid: Number(pid), to };
      return number(to) === undefined ? FORM : { do: 'migrate', pid: Number(pid), to: Number(to) };
    },
    completions: (index, state) =>
      index === 0 ? pids(state) : index === 1 ? ['home', 'balance', ...nodes(state)] : [],
  },
  processWord('lock'),
  processWord('unlock'),
  {
    word: 'select',
    form: 'PID N#',
    most: 2,
    read: ([pid, node]) =>
      number(pid) === undefined || number(node) === undefined
        ? FORM
        : { do: 'select', pid: Number(pid), node: Number(node) },
    completions: (index, state) => (index === 0 ? pids(state) : index === 1 ? nodes(state) : []),
  },
  {
    word: 'mask',
    form: 'PID allow|deny N#[,N#...] or PID off',
    most: 3,
    read: ([pid, policy, list]) => {
      if (number(pid) === undefined) return FORM;
      if (policy === 'off' && list === undefined) return { do: 'mask', pid: Number(pid), policy };
      const ids = list?.split(',').map(number) ?? [];
      if ((policy !== 'allow' && policy !== 'deny') || ids.length === 0) return FORM;
      if (ids.includes(undefined)) return FORM;
      return { do: 'mask', pid: Number(pid), policy, nodes: ids.map(Number) };
    },
    completions: (index, state) =>
      index === 0 ? pids(state) : index === 1 ? ['allow', 'deny', 'off'] : nodes(state),
  },
  tieWord('tie'),
  tieWord('untie'),
  processWord('stop'),
  processWord('cont'),
  {
    word: 'kill',
    form: 'PID [SIGNAL] [remote] (remote: where it is a guest; TERM sends it home)',
    most: 3,
    read: ([pid, written = 'TERM', side]) => {
      const signal = SIGNALS.find((name) => name === written.toUpperCase().replace(/^SIG/, ''));
      if (number(pid) === undefined || (side ?? 'remote') !== 'remote') return FORM;
      if (signal === undefined) return `there is no signal ${written} (${SIGNALS.join(' ')})`;
      const kill = { do: 'kill', pid: Number(pid), signal } as const;
      return side === undefined ? kill : { ...kill, side: 'remote' };
    },
    completions: (index, state) => [pids(state), SIGNALS, ['remote']][index] ?? [],
  },
  {
    word: 'renice',
    form: 'PID NICE',
    most: 2,
    read: ([pid, nice]) =>
      number(pid) === undefined || number(nice) === undefined
        ? FORM
        : { do: 'renice', pid: Number(pid), nice: Number(nice) },
    completions: (index, state) => (index === 0 ? pids(state) : []),
  },
  {
    word: 'exec',
    form: 'PID COMMAND [PROFILE]',
    most: 3,
    read: ([pid, command, profile]) => {
      if (number(pid) === undefined || command === undefined) return FORM;
      const exec = { do: 'exec', pid: Number(pid), command } as const;
      return profileProblem(profile) ?? (profile === undefined ? exec : { ...exec, profile });
    },
    completions: (index, state) => [pids(state), [], PROFILE_NAMES][index] ?? [],
  },
  SPAWN_WORD,
  linkWord('cut'),
  linkWord('heal'),
  ...NODE_WORDS,
  {
    word: 'policy',
    form: 'NAME',
    // One of the user's own may have blanks in its name.
    read: (words) => (words.length === 0 ? FORM : { do: 'policy', name: words.join(' ') }),
    completions: (index, { info }) => (index === 0 ? (info.policies ?? []) : []),
  },
  {
    word: 'set',
    form: 'PARAMETER VALUE',
    most: 2,
    read: ([parameter, value]) =>
      parameter === undefined || value === undefined ? FORM : { do: 'set', parameter, value },
    completions: (index, { info }) => {
      const names = Object.keys(info.parameters ?? {});
      return index === 0 ? names : [];
    },
  },
];

function processWord(word: 'lock' | 'unlock' | 'stop' | 'cont'): CommandWord {
  return {
    word,
    form: 'PID',
    most: 1,
    read: ([pid]) => (number(pid) === undefined ? FORM : { do: word, pid: Number(pid) }),
    completions: (index, state) => (index === 0 ? pids(state) : []),
  };
}

function tieWord(word: 'tie' | 'untie'): CommandWord {
  return {
    word,
    form: 'PID REASON',
    most: 2,
    read: ([pid, reason]) =>
      number(pid) === undefined || reason === undefined
        ? FORM
        : { do: word, pid: Number(pid), reason },
    completions: (index, state) => (index === 0 ? pids(state) : index === 1 ? HARD_WORDS : []),
  };
}

function linkWord(word: 'cut' | 'heal'): CommandWord {
  return {
    word,
    form: 'N# N#',
    most: 2,
    read: ([node, other]) =>
      number(node) === undefined || number(other) === undefined
        ? FORM
        : { do: word, node: Number(node), other: Number(other) },
    completions: (index, state) => (index < 2 ? nodes(state) : []),
  };
}
