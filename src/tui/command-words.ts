import { BYTES_FORM, DURATION_FORM, parseBytes, parseDuration } from '../base/units.js';
import { HARD_WORDS } from '../cluster/cantmove.js';
import type { Command, Signal, Spawn } from '../cluster/command.js';
import type { DashboardState } from './state.js';

/** A word of the command line that becomes a command of the cluster. */
export interface CommandWord {
  readonly word: string;
  /** What follows it, as the help and the errors write it. */
  readonly form: string;
  /** @returns what is wrong, when it is no command */
  read(words: readonly string[]): Command | string;
  /** What may stand at a place, 0 the first after the word. */
  completions?(place: number, state: DashboardState): readonly string[];
}

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
  'cut' | 'heal' | 'omdiscd' | 'intrude' | 'setspeed' | 'setyard' | 'setdecay' | 'loadlimit'
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
    completions: (place, state) =>
      place === 0 ? pids(state) : place === 1 ? ['home', 'balance', ...nodes(state)] : [],
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
    completions: (place, state) => (place === 0 ? pids(state) : place === 1 ? nodes(state) : []),
  },
  tieWord('tie'),
  tieWord('untie'),
  processWord('stop'),
  processWord('cont'),
  {
    word: 'kill',
    form: 'PID [SIGNAL]',
    read: ([pid, written = 'TERM']) => {
      const signal = SIGNALS.find((name) => name === written.toUpperCase().replace(/^SIG/, ''));
      if (number(pid) === undefined) return FORM;
      if (signal === undefined) return `there is no signal ${written} (${SIGNALS.join(' ')})`;
      return { do: 'kill', pid: Number(pid), signal };
    },
    completions: (place, state) => (place === 0 ? pids(state) : place === 1 ? SIGNALS : []),
  },
  {
    word: 'renice',
    form: 'PID NICE',
    read: ([pid, nice]) =>
      number(pid) === undefined || number(nice) === undefined
        ? FORM
        : { do: 'renice', pid: Number(pid), nice: Number(nice) },
    completions: (place, state) => (place === 0 ? pids(state) : []),
  },
  {
    word: 'spawn',
    form: 'home=N# work=60s mem=20MB cmd=NAME user=NAME nice=0',
    read: readSpawn,
    completions: (_, state) => [
      ...nodes(state).map((id) => `home=${id}`),
      ...['work=', 'mem=', 'cmd=', 'user=', 'nice='],
    ],
  },
  ...NODE_WORDS.map(
    (word): CommandWord => ({
      word,
      form: 'N#',
      read: ([node]) => (number(node) === undefined ? FORM : { do: word, node: Number(node) }),
      completions: (place, state) => (place === 0 ? nodes(state) : []),
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
    completions: (place, state) => (place === 0 ? nodes(state) : []),
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
    completions: (place, state) => (place === 0 ? nodes(state) : place === 1 ? ['this'] : []),
  },
  {
    word: 'setdecay',
    form: 'N# INTERVAL SLOW FAST: such as 1 5s 900 700, kept thousandths',
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
    completions: (place, state) => (place === 0 ? nodes(state) : []),
  },
  {
    word: 'loadlimit',
    form: 'N# LOAD [0|1|2]|off: all processes count, those at home, or guests',
    read: readLoadLimit,
    completions: (place, state) => (place === 0 ? nodes(state) : place === 1 ? ['off'] : []),
  },
  {
    word: 'omdiscd',
    form: 'N# INTERFACE: such as 3 eth0',
    read: ([node, name]) =>
      number(node) === undefined || name === undefined
        ? FORM
        : { do: 'omdiscd', node: Number(node), interface: name },
    completions: (place, state) => (place === 0 ? nodes(state) : place === 1 ? ['eth0'] : []),
  },
  {
    word: 'policy',
    form: 'NAME',
    read: ([name]) => (name === undefined ? FORM : { do: 'policy', name }),
    completions: (place, { info }) => (place === 0 ? (info.policies ?? []) : []),
  },
  {
    word: 'set',
    form: 'PARAMETER VALUE',
    read: ([parameter, value]) =>
      parameter === undefined || value === undefined ? FORM : { do: 'set', parameter, value },
    completions: (place, { info }) => {
      const names = Object.keys(info.parameters ?? {});
      return place === 0 ? names : [];
    },
  },
];

/** What `read` says when the words do not fit the form. */
export const FORM = 'form';

function processWord(word: 'lock' | 'unlock' | 'stop' | 'cont'): CommandWord {
  return {
    word,
    form: 'PID',
    read: ([pid]) => (number(pid) === undefined ? FORM : { do: word, pid: Number(pid) }),
    completions: (place, state) => (place === 0 ? pids(state) : []),
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
    completions: (place, state) => (place === 0 ? pids(state) : place === 1 ? HARD_WORDS : []),
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
    completions: (place, state) => (place < 2 ? nodes(state) : []),
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

const LOAD_LIMIT_MODES = [0, 1, 2] as const;

type Written = { -readonly [Name in keyof Spawn]: Spawn[Name] };

function readSpawn(words: readonly string[]): Command | string {
  const spawn: Written = { home: 0 };
  for (const word of words) {
    const [, key = '', value = ''] = /^(\w+)=(.+)$/.exec(word) ?? [];
    const problem = setSpawn(spawn, key, value);
    if (problem !== undefined) return problem === FORM ? FORM : `${key}: ${problem}`;
  }
  return spawn.home === 0 ? 'home=N# is needed' : { do: 'spawn', ...spawn };
}

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
      spawn.user = value;
      return undefined;
    default:
      return FORM;
  }
}

function number(written: string | undefined): number | undefined {
  return written !== undefined && /^-?\d{1,10}$/.test(written) ? Number(written) : undefined;
}

function nodes({ sample }: DashboardState): readonly string[] {
  return sample.nodes.map(({ id }) => String(id));
}

function pids({ listed }: DashboardState): readonly string[] {
  return listed.map(({ pid }) => String(pid));
}
