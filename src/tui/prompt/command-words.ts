import { parseDuration } from '../../base/units.js';
import { HARD_WORDS } from '../../cluster/facts/cantmove.js';
import type { Command, Signal } from '../../cluster/facts/command.js';
import { PROFILE_NAMES, profileProblem } from '../../cluster/facts/profile.js';
import { SETPE_FORM } from '../../cluster/facts/setpe-line.js';
import { type CommandWord, FORM, nodes, number, pids } from './command-word.js';
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

/** Node commands that need nothing but their node. */
const NODE_WORDS = [
  'leave',
  'join',
  'crash',
  'recover',
  'expel',
  'bring',
  'stay',
  'nostay',
  'lstay',
  'nolstay',
  'block',
  'noblock',
  'quiet',
  'noquiet',
  'mfs',
  'nomfs',
] as const satisfies readonly NodeVerb[];

type NodeVerb = Exclude<
  Extract<Command, { readonly node: number }>['do'],
  | 'cut'
  | 'heal'
  | 'omdiscd'
  | 'setpe'
  | 'intrude'
  | 'setspeed'
  | 'setyard'
  | 'setdecay'
  | 'loadlimit'
>;

export const COMMAND_WORDS: readonly CommandWord[] = [
  {
    word: 'migrate',
    form: 'PID N#|home|balance',
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
    read: ([pid, node]) =>
      number(pid) === undefined || number(node) === undefined
        ? FORM
        : { do: 'select', pid: Number(pid), node: Number(node) },
    completions: (index, state) => (index === 0 ? pids(state) : index === 1 ? nodes(state) : []),
  },
  tieWord('tie'),
  tieWord('untie'),
  processWord('stop'),
  processWord('cont'),
  {
    word: 'kill',
    form: 'PID [SIGNAL] [remote] (remote: where it is a guest; TERM sends it home)',
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
    read: ([pid, nice]) =>
      number(pid) === undefined || number(nice) === undefined
        ? FORM
        : { do: 'renice', pid: Number(pid), nice: Number(nice) },
    completions: (index, state) => (index === 0 ? pids(state) : []),
  },
  {
    word: 'exec',
    form: 'PID COMMAND [PROFILE]',
    read: ([pid, command, profile]) => {
      if (number(pid) === undefined || command === undefined) return FORM;
      const exec = { do: 'exec', pid: Number(pid), command } as const;
      return profileProblem(profile) ?? (profile === undefined ? exec : { ...exec, profile });
    },
    completions: (index, state) => [pids(state), [], PROFILE_NAMES][index] ?? [],
  },
  SPAWN_WORD,
  ...NODE_WORDS.map(
    (word): CommandWord => ({
      word,
      form: 'N#',
      read: ([node]) => (number(node) === undefined ? FORM : { do: word, node: Number(node) }),
      completions: (index, state) => (index === 0 ? nodes(state) : []),
    }),
  ),
  linkWord('cut'),
  linkWord('heal'),
  {
    word: 'setspeed',
    form: 'N# SPEED',
    read: ([node, speed]) =>
      number(node) === undefined || number(speed) === undefined
        ? FORM
        : { do: 'setspeed', node: Number(node), speed: Number(speed) },
    completions: (index, state) => (index === 0 ? nodes(state) : []),
  },
  {
    word: 'setyard',
    form: 'N# SPEED|this',
    read: ([node, yard]) => {
      if (number(node) === undefined) return FORM;
      if (yard === 'this') return { do: 'setyard', node: Number(node), yardstick: yard };
      if (number(yard) === undefined) return FORM;
      return { do: 'setyard', node: Number(node), yardstick: Number(yard) };
    },
    completions: (index, state) => (index === 0 ? nodes(state) : index === 1 ? ['this'] : []),
  },
  {
    word: 'setdecay',
    form: 'N# INTERVAL SLOW FAST (thousandths kept, such as 1 5s 900 700)',
    read: ([node, interval = '', slow, fast]) => {
      const intervalSeconds = parseDuration(interval);
      const numbers = [node, slow, fast].map(number);
      if (intervalSeconds === undefined || numbers.includes(undefined)) return FORM;
      return {
        do: 'setdecay',
        node: Number(node),
        intervalSeconds,
        slow: Number(slow),
        fast: Number(fast),
      };
    },
    completions: (index, state) => (index === 0 ? nodes(state) : []),
  },
  {
    word: 'loadlimit',
    form: 'N# LOAD [0|1|2]|off (0: all processes count, 1: local ones, 2: guests)',
    read: readLoadLimit,
    completions: (index, state) => (index === 0 ? nodes(state) : index === 1 ? ['off'] : []),
  },
  {
    word: 'omdiscd',
    form: 'N# INTERFACE[,INTERFACE...], such as 3 eth0,eth1',
    read: ([node, name]) =>
      number(node) === undefined || name === undefined
        ? FORM
        : { do: 'omdiscd', node: Number(node), interface: name },
    completions: (index, state) => (index === 0 ? nodes(state) : index === 1 ? ['eth0'] : []),
  },
  {
    word: 'setpe',
    form: `N# ${SETPE_FORM}`,
    read: ([node, ...options]) =>
      number(node) === undefined || options.length === 0
        ? FORM
        : { do: 'setpe', node: Number(node), options: options.join(' ') },
    completions: (index, state) => (index === 0 ? nodes(state) : index === 1 ? SETPE_MODES : []),
  },
  {
    word: 'policy',
    form: 'NAME',
    read: ([name]) => (name === undefined ? FORM : { do: 'policy', name }),
    completions: (index, { info }) => (index === 0 ? (info.policies ?? []) : []),
  },
  {
    word: 'set',
    form: 'PARAMETER VALUE',
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
    read: ([pid]) => (number(pid) === undefined ? FORM : { do: word, pid: Number(pid) }),
    completions: (index, state) => (index === 0 ? pids(state) : []),
  };
}

function tieWord(word: 'tie' | 'untie'): CommandWord {
  return {
    word,
    form: 'PID REASON',
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
    read: ([node, other]) =>
      number(node) === undefined || number(other) === undefined
        ? FORM
        : { do: word, node: Number(node), other: Number(other) },
    completions: (index, state) => (index < 2 ? nodes(state) : []),
  };
}

function readLoadLimit([node, load, mode]: readonly string[]): Command | string {
  const id = number(node);
  if (id === undefined) return FORM;
  if (load === 'off' && mode === undefined) return { do: 'loadlimit', node: id };
  if (load === undefined || !/^\d{1,6}(\.\d{1,6})?$/.test(load)) return FORM;
  const limit = { do: 'loadlimit', node: id, load: Number(load) } as const;
  if (mode === undefined) return limit;
  const read = LOAD_LIMIT_MODES.find((known) => String(known) === mode);
  return read === undefined ? FORM : { ...limit, mode: read };
}

const SETPE_MODES = ['-w', '-c', '-r', '-off'];

const LOAD_LIMIT_MODES = [0, 1, 2] as const;
