import type { NodeCommand } from '../../cluster/facts/command.js';
import { MOST_DFSA } from '../../cluster/facts/kernel-options.js';
import type { LoadLimitMode } from '../../cluster/facts/node-settings.js';
import type { NodeId } from '../../cluster/facts/node-spec.js';
import type { Report } from '../problem.js';
import type { Value } from '../yaml-tree.js';
import { type Fields, optional, type Read, readMap, required } from './field.js';
import { type NodeDirectory, node } from './node-directory.js';
import { FASTEST } from './node-group.js';
import { positive, SECONDS, scalar, wholeNumber } from './readers.js';
import { type At, common } from './timeline-fields.js';
import { CALL_FIELDS, COST_FIELDS, callCosts, overheads } from './tuning-schema.js';

/** `tune` has two nodes, as `cut` has. */
export type NodeVerb = Exclude<NodeCommand['do'], 'tune'>;

interface Costs {
  readonly call: number | undefined;
  readonly handling: number | undefined;
  readonly migration: number | undefined;
}

/** The keys of what mosctl(1) does on a node, as they are written. */
interface Written {
  readonly setspeed: { readonly speed: number };
  readonly setyard: { readonly yardstick: number | 'this' };
  readonly setdecay: { readonly interval: number; readonly slow: number; readonly fast: number };
  readonly settune: Costs;
  readonly setmfscosts: Omit<Costs, 'migration'>;
  readonly mount: { readonly dfsa: number };
  readonly cpulimit: { readonly percent: number | 'none'; readonly mode: number };
  readonly loadlimit: { readonly load: number | 'none'; readonly mode: number };
}

type KeysOf<Verb extends NodeVerb> = Verb extends keyof Written ? Written[Verb] : object;

const KEYS: { readonly [Verb in NodeVerb]: Fields<KeysOf<Verb>> } = {
  ...{ stay: {}, nostay: {}, lstay: {}, nolstay: {} },
  ...{ block: {}, noblock: {}, quiet: {}, noquiet: {} },
  ...{ mfs: {}, nomfs: {}, expel: {}, bring: {} },
  setspeed: { speed: required(wholeNumber(1, FASTEST), 1) },
  setyard: { yardstick: required(yardstickOf(), 'this') },
  setdecay: {
    interval: required(positive(SECONDS), 1),
    slow: required(wholeNumber(0, 1000), 1000),
    fast: required(wholeNumber(0, 1000), 1000),
  },
  settune: COST_FIELDS,
  setmfscosts: CALL_FIELDS,
  mount: { dfsa: optional(wholeNumber(0, MOST_DFSA), 1) },
  umount: {},
  loadlimit: {
    load: optional(limitOf('a load', 1e6), 'none'),
    mode: optional(wholeNumber(0, 2), 0),
  },
  cpulimit: {
    percent: optional(limitOf('per cent', 100), 'none'),
    mode: optional(wholeNumber(0, 2), 0),
  },
};

export const NODE_VERBS = Object.keys(KEYS) as readonly NodeVerb[];

/** What such a command has besides `at` and `do`. */
export function nodeCommandFields(verb: NodeVerb, directory: NodeDirectory): Fields<object> {
  return { ...onNode(directory), ...KEYS[verb] };
}

function onNode(directory: NodeDirectory): Fields<{ readonly node: NodeId }> {
  return { node: required(node(directory), 1) };
}

/** Reads { at: 1min, do: setspeed, node: cm1, speed: 5000 } and its like. */
export function readNodeCommand(
  verb: NodeVerb,
  value: Value,
  directory: NodeDirectory,
  report: Report,
): NodeCommand & At {
  const target = onNode(directory);
  switch (verb) {
    case 'setspeed':
      return readMap(value, { ...common([verb]), ...target, ...KEYS[verb] }, report);
    case 'mount':
      return readMap(value, { ...common([verb]), ...target, ...KEYS[verb] }, report);
    case 'setyard':
      return readMap(value, { ...common([verb]), ...target, ...KEYS[verb] }, report);
    case 'setdecay': {
      const fields = { ...common([verb]), ...target, ...KEYS[verb] };
      const { interval, ...decay } = readMap(value, fields, report);
      return { ...decay, intervalSeconds: interval };
    }
    case 'loadlimit': {
      const fields = { ...common([verb]), ...target, ...KEYS[verb] };
      const { load, mode, ...command } = readMap(value, fields, report);
      const limit = load === 'none' ? {} : { load };
      return { ...command, ...limit, mode: mode as LoadLimitMode };
    }
    case 'settune': {
      const fields = { ...common([verb]), ...target, ...KEYS[verb] };
      const { call, handling, migration, ...command } = readMap(value, fields, report);
      return { ...command, ...overheads({ call, handling, migration }) };
    }
    case 'setmfscosts': {
      const fields = { ...common([verb]), ...target, ...KEYS[verb] };
      const { call, handling, ...command } = readMap(value, fields, report);
      return { ...command, ...callCosts({ call, handling }) };
    }
    case 'cpulimit': {
      const fields = { ...common([verb]), ...target, ...KEYS[verb] };
      const { percent, mode, ...command } = readMap(value, fields, report);
      const limit = percent === 'none' ? {} : { percent };
      return { ...command, ...limit, mode: mode as LoadLimitMode };
    }
    default:
      return readMap(value, { ...common([verb]), ...target }, report);
  }
}

function yardstickOf(): Read<number | 'this'> {
  return scalar<number | 'this'>(
    'must be this or a whole number of at least 1',
    () => ({ anyOf: [{ enum: ['this'] }, { type: 'integer', minimum: 1 }] }),
    (written) => {
      if (written === 'this') return 'this';
      return Number.isInteger(written) && Number(written) >= 1 ? Number(written) : undefined;
    },
  );
}

function limitOf(what: string, most: number): Read<number | 'none'> {
  return scalar<number | 'none'>(
    `must be none or ${what} from 0 to ${most}`,
    () => ({ anyOf: [{ enum: ['none'] }, { type: 'number', minimum: 0, maximum: most }] }),
    (written) => {
      if (written === 'none') return 'none';
      return typeof written === 'number' && written >= 0 && written <= most ? written : undefined;
    },
  );
}
