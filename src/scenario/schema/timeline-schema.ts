import { HARD_WORDS } from '../../cluster/facts/cantmove.js';
import type { Command, Signal } from '../../cluster/facts/command.js';
import { MOST_TTL } from '../../cluster/facts/interfaces.js';
import { QUESTION_WORDS } from '../../cluster/facts/question.js';
import type { Report } from '../problem.js';
import type { TimelineEntry } from '../scenario.js';
import type { Value } from '../yaml-tree.js';
import { type Fields, find, mapSchema, optional, readMap, required } from './field.js';
import { interfaces } from './interfaces-field.js';
import type { JsonSchema } from './json-schema.js';
import { setpeOptions } from './maps-schema.js';
import {
  NODE_VERBS,
  type NodeVerb,
  nodeCommandFields,
  readNodeCommand,
} from './node-command-schema.js';
import { ANY_NODES, type NodeDirectory, node, nodeOr } from './node-directory.js';
import { askedProfile } from './profile-field.js';
import { isTextOrNumber, oneOf, oneOrMore, scalar, text, wholeNumber } from './readers.js';
import { readReboot, rebootFields } from './reboot-schema.js';
import { readSpawn, spawnFields } from './spawn-schema.js';
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
  const { at, as: _as, ...command } = readCommand(known, value, directory, report);
  const written = find(value, 'as');
  const as = written && text(written, () => {});
  return { atSeconds: at, command: as === undefined ? command : { ...command, as } };
}

function readCommand(
  verb: Verb,
  value: Value,
  directory: NodeDirectory,
  report: Report,
): Command & At {
  if (isNodeVerb(verb)) return readNodeCommand(verb, value, directory, report);
  if (verb === 'spawn') return readSpawn(value, directory, report);
  if (verb === 'reboot') return readReboot(value, directory, report);
  const keys: Fields<object> = KEYS[verb](directory);
  // The table holds for every verb that its keys are those of its command.
  return readMap(value, { ...common([verb]), ...keys }, report) as Command & At;
}

/** The schema of an entry: one for the verbs that have the same keys. */
export function timelineSchema(): JsonSchema {
  const shapes = new Map<string, Verb[]>();
  for (const verb of VERBS) {
    const shape = JSON.stringify(mapSchema(keysOf(verb)));
    shapes.set(shape, [...(shapes.get(shape) ?? []), verb]);
  }
  return {
    anyOf: [...shapes.values()].map((verbs) => ({
      ...mapSchema({ ...common(verbs), ...keysOf(verbs[0]!) }),
      ...(verbs[0] === 'spawn' && HAS_A_HOME),
    })),
  };
}

const HAS_A_HOME: JsonSchema = { anyOf: [{ required: ['home'] }, { required: ['parent'] }] };

/** What a command has besides `at` and `do`. */
function keysOf(verb: Verb): Fields<object> {
  if (isNodeVerb(verb)) return nodeCommandFields(verb, ANY_NODES);
  if (verb === 'reboot') return rebootFields(ANY_NODES);
  return verb === 'spawn' ? spawnFields(ANY_NODES) : KEYS[verb](ANY_NODES);
}

const textOrNumber = scalar(
  'must be text or a number',
  () => ({ type: ['string', 'number'] }),
  (written) => (isTextOrNumber(written) ? written : undefined),
);

function isNodeVerb(verb: Verb): verb is NodeVerb {
  return NODE_VERBS.some((known) => known === verb);
}

/** A stranger's messages are no command of the cluster's: they have a section of their own. */
type Verb = Exclude<Command['do'], 'intrude'>;
type PlainVerb = Exclude<Verb, NodeVerb | 'spawn' | 'reboot'>;

/** What the command of a verb has besides the verb. */
type KeysOf<V extends PlainVerb, C = Command> = C extends { readonly do: infer Verbs }
  ? V extends Verbs
    ? Omit<C, 'do'>
    : never
  : never;

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

type Side = 'home' | 'remote';

const pid = required(wholeNumber(1), 1);
const onProcess = () => ({ pid });
const onNode = (directory: NodeDirectory) => ({ node: required(node(directory), 1) });
const tie = () => ({ pid, reason: required(oneOf(HARD_WORDS), '') });
const link = (directory: NodeDirectory) => ({
  node: required(node(directory), 1),
  other: required(node(directory), 1),
});

const KEYS: { readonly [V in PlainVerb]: (directory: NodeDirectory) => Fields<KeysOf<V>> } = {
  migrate: (directory) => ({
    pid,
    to: required(nodeOr<'home' | 'balance'>(directory, ['home', 'balance']), 'balance'),
  }),
  lock: onProcess,
  unlock: onProcess,
  select: (directory) => ({ pid, node: required(node(directory), 1) }),
  mask: (directory) => ({
    pid,
    policy: required(oneOf(['allow', 'deny', 'off']), 'off'),
    nodes: optional<readonly number[] | undefined>(oneOrMore(node(directory)), undefined),
  }),
  tie,
  untie: tie,
  stop: onProcess,
  cont: onProcess,
  kill: () => ({
    pid,
    signal: optional(oneOf(SIGNALS), 'TERM'),
    side: optional<Side | undefined>(oneOf<Side>(['home', 'remote']), undefined),
  }),
  exec: (directory) => ({
    pid,
    command: required(text, ''),
    profile: optional(askedProfile(directory), undefined),
  }),
  renice: () => ({ pid, nice: required(wholeNumber(-20, 19), 0) }),
  join: onNode,
  leave: onNode,
  crash: onNode,
  recover: onNode,
  cut: link,
  heal: link,
  tune: link,
  omdiscd: (directory) => ({
    node: required(node(directory), 1),
    interface: required(interfaces, 'eth0'),
    ttl: optional<number | undefined>(wholeNumber(1, MOST_TTL), undefined),
  }),
  setpe: (directory) => ({
    node: required(node(directory), 1),
    options: required(setpeOptions(directory), '-w'),
  }),
  check: (directory) => ({
    ask: required(oneOf(QUESTION_WORDS), 'isup'),
    node: optional<number | string | undefined>(node(directory), undefined),
    on: optional<number | undefined>(node(directory), undefined),
  }),
  policy: () => ({ name: required(text, '') }),
  set: () => ({ parameter: required(text, ''), value: required(textOrNumber, '') }),
};

const VERBS = [...Object.keys(KEYS), 'reboot', 'spawn', ...NODE_VERBS] as readonly Verb[];

/** The keys that some command has besides `at` and `do`. */
const OTHER_KEYS = [...new Set(VERBS.flatMap((verb) => Object.keys(keysOf(verb))))];
