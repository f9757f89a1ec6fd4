import { parseDuration } from '../../base/units.js';
import type { Command } from '../../cluster/facts/command.js';
import { SETPE_FORM } from '../../cluster/facts/setpe-line.js';
import { type CommandWord, FORM, nodes, number } from './command-word.js';

/** Node commands that need nothing but their node. */
const PLAIN_WORDS = [
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
  'umount',
] as const satisfies readonly NodeVerb[];

const SETPE_MODES = ['-w', '-c', '-r', '-off'];

/** What is done to a node. */
export const NODE_WORDS: readonly CommandWord[] = [
  ...PLAIN_WORDS.map(
    (word): CommandWord => ({
      word,
      form: 'N#',
      most: 1,
      read: ([node]) => (number(node) === undefined ? FORM : { do: word, node: Number(node) }),
      completions: (index, state) => (index === 0 ? nodes(state) : []),
    }),
  ),
  {
    word: 'setspeed',
    form: 'N# SPEED',
    most: 2,
    read: ([node, speed]) =>
      number(node) === undefined || number(speed) === undefined
        ? FORM
        : { do: 'setspeed', node: Number(node), speed: Number(speed) },
    completions: (index, state) => (index === 0 ? nodes(state) : []),
  },
  {
    word: 'setyard',
    form: 'N# SPEED|this',
    most: 2,
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
    most: 4,
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
    most: 3,
    read: readLoadLimit,
    completions: (index, state) => (index === 0 ? nodes(state) : index === 1 ? ['off'] : []),
  },
  costsWord('settune', ['call', 'handling', 'migration']),
  costsWord('setmfscosts', ['call', 'handling']),
  {
    word: 'tune',
    form: 'N# N#',
    most: 2,
    read: ([node, other]) =>
      number(node) === undefined || number(other) === undefined
        ? FORM
        : { do: 'tune', node: Number(node), other: Number(other) },
    completions: (index, state) => (index < 2 ? nodes(state) : []),
  },
  {
    word: 'cpulimit',
    form: 'N# PERCENT [0|1|2]|off (0: all processes count, 1: local ones, 2: guests)',
    most: 3,
    read: (words) => {
      const read = readLoadLimit(words);
      if (typeof read === 'string' || !('do' in read) || read.do !== 'loadlimit') return read;
      const { load, ...limit } = read;
      return { ...limit, do: 'cpulimit', ...(load !== undefined && { percent: load }) };
    },
    completions: (index, state) => (index === 0 ? nodes(state) : index === 1 ? ['off'] : []),
  },
  {
    word: 'omdiscd',
    form: 'N# INTERFACE[,INTERFACE...] [-m TTL], such as 3 eth0,eth1',
    read: ([node, name, option, ttl, ...more]) => {
      if (number(node) === undefined || name === undefined || more.length > 0) return FORM;
      const announced = { do: 'omdiscd', node: Number(node), interface: name } as const;
      if (option === undefined) return announced;
      return option === '-m' && number(ttl) !== undefined
        ? { ...announced, ttl: Number(ttl) }
        : FORM;
    },
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
    word: 'reboot',
    form: 'N# [noht|ht] [TIME]: without or with Hyper-Threading; how long it takes (60s)',
    read: ([node, ...words]) => readReboot(node, words),
    completions: (index, state) => (index === 0 ? nodes(state) : index === 1 ? ['noht', 'ht'] : []),
  },
  {
    word: 'mount',
    form: 'N# [dfsa=0..8]: /mfs, with DFSA or (0) without',
    most: 2,
    read: ([node, options = 'dfsa=1']) => {
      const [, dfsa] = /^dfsa=(\d)$/.exec(options) ?? [];
      if (number(node) === undefined || dfsa === undefined) return FORM;
      return { do: 'mount', node: Number(node), dfsa: Number(dfsa) };
    },
    completions: (index, state) =>
      index === 0 ? nodes(state) : index === 1 ? ['dfsa=0', 'dfsa=1'] : [],
  },
];

type NodeVerb = Exclude<
  Extract<Command, { readonly node: number }>['do'],
  | 'cut'
  | 'heal'
  | 'omdiscd'
  | 'setpe'
  | 'reboot'
  | 'mount'
  | 'intrude'
  | 'setspeed'
  | 'setyard'
  | 'setdecay'
  | 'loadlimit'
  | 'cpulimit'
  | 'settune'
  | 'setmfscosts'
  | 'tune'
>;

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

const LOAD_LIMIT_MODES = [0, 1, 2] as const;

function readReboot(node: string | undefined, words: readonly string[]): Command | string {
  if (number(node) === undefined) return FORM;
  const threading = words.find((word) => word === 'noht' || word === 'ht');
  const [time, ...more] = words.filter((word) => word !== threading);
  const bootSeconds = time === undefined ? undefined : parseDuration(time);
  if (more.length > 0 || (time !== undefined && bootSeconds === undefined)) return FORM;
  return {
    ...{ do: 'reboot', node: Number(node) },
    ...(threading !== undefined && { noht: threading === 'noht' }),
    ...(bootSeconds !== undefined && { bootSeconds }),
  };
}

type Cost = 'call' | 'handling' | 'migration';

const COSTS = { call: 'latencySeconds', handling: 'handlingSeconds', migration: 'fixedSeconds' };

/** `settune 1 call=1ms migration=10ms`; without any: the truth again. */
function costsWord(word: 'settune' | 'setmfscosts', keys: readonly Cost[]): CommandWord {
  return {
    word,
    form: `N# ${keys.map((key) => `[${key}=TIME]`).join(' ')}: what it believes; none: the truth`,
    read: ([node, ...words]) => {
      if (number(node) === undefined) return FORM;
      const costs: Record<string, number> = {};
      for (const written of words) {
        const [, name, time = ''] = /^(\w+)=(.+)$/.exec(written) ?? [];
        const key = keys.find((known) => known === name);
        const seconds = parseDuration(time);
        if (key === undefined || seconds === undefined) return FORM;
        costs[COSTS[key]] = seconds;
      }
      return { do: word, node: Number(node), ...costs };
    },
    completions: (index, state) => (index === 0 ? nodes(state) : keys.map((key) => `${key}=`)),
  };
}
