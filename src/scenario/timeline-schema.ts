import type { Command, Signal } from '../cluster/command.js';
import { type Fields, find, optional, readMap, required } from './field.js';
import { type NodeDirectory, node, nodeOr } from './node-directory.js';
import type { Report } from './problem.js';
import { BYTES, oneOf, quantity, SECONDS, secondsOrEndless, text, wholeNumber } from './readers.js';
import type { TimelineEntry } from './scenario.js';
import type { Value } from './yaml-tree.js';

/** Reads one entry of the timeline: { at: 10min, do: leave, node: 3 }; undefined: no command. */
export function readTimelineEntry(
  value: Value,
  directory: NodeDirectory,
  report: Report,
): TimelineEntry | undefined {
  const verb = find(value, 'do');
  const known = verb && oneOf(VERBS)(verb, () => {});
  if (known === undefined) {
    readMap(value, common(VERBS), report, OTHER_KEYS);
    return undefined;
  }
  const { at, ...command } = readCommand(known, value, directory, report);
  return { atSeconds: at, command };
}

function readCommand(
  verb: Command['do'],
  value: Value,
  directory: NodeDirectory,
  report: Report,
): Command & At {
  switch (verb) {
    case 'migrate': {
      const to = required(nodeOr<'home' | 'balance'>(directory, ['home', 'balance']), 'balance');
      return readMap(value, { ...common([verb]), pid, to }, report);
    }
    case 'lock':
    case 'unlock':
    case 'stop':
    case 'cont':
      return readMap(value, { ...common([verb]), pid }, report);
    case 'kill': {
      const signal = optional(oneOf(SIGNALS), 'TERM');
      return readMap(value, { ...common([verb]), pid, signal }, report);
    }
    case 'renice': {
      const nice = required(wholeNumber(-20, 19), 0);
      return readMap(value, { ...common([verb]), pid, nice }, report);
    }
    case 'spawn':
      return readSpawn(value, directory, report);
    case 'join':
    case 'leave':
    case 'crash':
    case 'recover':
      return readMap(value, { ...common([verb]), node: required(node(directory), 1) }, report);
  }
}

function readSpawn(value: Value, directory: NodeDirectory, report: Report): Command & At {
  const { work, memory, ...spawn } = readMap(
    value,
    {
      ...common(['spawn']),
      home: required(node(directory), 1),
      work: optional(secondsOrEndless, 60),
      memory: optional(quantity(BYTES), 1024 ** 2),
      user: optional(text, 'root'),
      command: optional(text, 'loop'),
      nice: optional(wholeNumber(-20, 19), 0),
    },
    report,
  );
  return { ...spawn, workSeconds: work, memoryBytes: memory };
}

interface At {
  /** Seconds. */
  readonly at: number;
}

function common<Verb extends Command['do']>(verbs: readonly Verb[]): Fields<At & { do: Verb }> {
  return { at: required(quantity(SECONDS), 0), do: required(oneOf(verbs), verbs[0]!) };
}

const pid = required(wholeNumber(1), 1);

const VERBS: readonly Command['do'][] = [
  'migrate',
  'lock',
  'unlock',
  'stop',
  'cont',
  'kill',
  'renice',
  'spawn',
  'join',
  'leave',
  'crash',
  'recover',
];

/** The keys that some command has besides `at` and `do`. */
const OTHER_KEYS = [
  ...['pid', 'node', 'to', 'signal', 'nice'],
  ...['home', 'work', 'memory', 'user', 'command'],
];

const SIGNALS: readonly Signal[] = [
  'HUP',
  'INT',
  'QUIT',
  'KILL',
  'TERM',
  'STOP',
  'CONT',
  'USR1',
  'USR2',
];
