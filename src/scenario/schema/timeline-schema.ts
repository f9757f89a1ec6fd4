import { HARD_WORDS } from '../../cluster/facts/cantmove.js';
import type { Command, NodeCommand, Signal } from '../../cluster/facts/command.js';
import type { Report } from '../problem.js';
import type { TimelineEntry } from '../scenario.js';
import type { Value } from '../yaml-tree.js';
import { find, optional, readMap, required } from './field.js';
import { NODE_COMMAND_KEYS, NODE_VERBS, readNodeCommand } from './node-command-schema.js';
import { type NodeDirectory, node, nodeOr } from './node-directory.js';
import { oneOf, scalar, text, wholeNumber } from './readers.js';
import { readSpawn, SPAWN_KEYS } from './spawn-schema.js';
import { type At, common } from './timeline-fields.js';

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
  verb: Verb,
  value: Value,
  directory: NodeDirectory,
  report: Report,
): Command & At {
  if (isNodeVerb(verb)) return readNodeCommand(verb, value, directory, report);
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
    case 'select':
      return readMap(value, { ...common([verb]), pid, node: required(node(directory), 1) }, report);
    case 'tie':
    case 'untie': {
      const reason = required(oneOf(HARD_WORDS), '');
      return readMap(value, { ...common([verb]), pid, reason }, report);
    }
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
    case 'cut':
    case 'heal': {
      const target = required(node(directory), 1);
      return readMap(value, { ...common([verb]), node: target, other: target }, report);
    }
    case 'policy':
      return readMap(value, { ...common([verb]), name: required(text, '') }, report);
    case 'set': {
      const change = { parameter: required(text, ''), value: required(textOrNumber, '') };
      return readMap(value, { ...common([verb]), ...change }, report);
    }
    case 'omdiscd': {
      const announced = { node: required(node(directory), 1), interface: required(text, '') };
      return readMap(value, { ...common([verb]), ...announced }, report);
    }
  }
}

const textOrNumber = scalar('must be text or a number', (written) =>
  typeof written === 'string' || typeof written === 'number' ? written : undefined,
);

function isNodeVerb(verb: Verb): verb is NodeCommand['do'] {
  return NODE_VERBS.some((known) => known === verb);
}

/** A stranger's messages are no command of the cluster's: they have a section of their own. */
type Verb = Exclude<Command['do'], 'intrude'>;

const pid = required(wholeNumber(1), 1);

const VERBS: readonly Verb[] = [
  'migrate',
  'lock',
  'unlock',
  'select',
  'tie',
  'untie',
  'stop',
  'cont',
  'kill',
  'renice',
  'spawn',
  'join',
  'leave',
  'crash',
  'recover',
  'cut',
  'heal',
  'omdiscd',
  'policy',
  'set',
  ...NODE_VERBS,
];

/** The keys that some command has besides `at` and `do`. */
const OTHER_KEYS = [
  ...['pid', 'node', 'to', 'reason', 'signal', 'nice', 'other', 'interface'],
  ...['name', 'parameter', 'value'],
  ...SPAWN_KEYS,
  ...NODE_COMMAND_KEYS,
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
