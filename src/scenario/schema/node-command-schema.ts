import type { NodeCommand } from '../../cluster/facts/command.js';
import type { LoadLimitMode } from '../../cluster/facts/node-settings.js';
import type { Report } from '../problem.js';
import type { Value } from '../yaml-tree.js';
import { optional, readMap, required } from './field.js';
import { type NodeDirectory, node } from './node-directory.js';
import { FASTEST } from './node-group.js';
import { positive, SECONDS, scalar, wholeNumber } from './readers.js';
import { type At, common } from './timeline-fields.js';

/** What mosctl(1) does on a node. */
export const NODE_VERBS: readonly NodeCommand['do'][] = [
  ...(['stay', 'nostay', 'lstay', 'nolstay', 'block', 'noblock', 'quiet', 'noquiet'] as const),
  ...(['mfs', 'nomfs', 'expel', 'bring'] as const),
  ...(['setspeed', 'setyard', 'setdecay', 'loadlimit'] as const),
];

/** The keys that some of these have besides `node`. */
export const NODE_COMMAND_KEYS = [
  ...['speed', 'yardstick', 'interval', 'slow', 'fast', 'load', 'mode'],
];

/** Reads { at: 1min, do: setspeed, node: cm1, speed: 5000 } and its like. */
export function readNodeCommand(
  verb: NodeCommand['do'],
  value: Value,
  directory: NodeDirectory,
  report: Report,
): NodeCommand & At {
  const target = required(node(directory), 1);
  switch (verb) {
    case 'setspeed': {
      const speed = required(wholeNumber(1, FASTEST), 1);
      return readMap(value, { ...common([verb]), node: target, speed }, report);
    }
    case 'setyard': {
      const yardstick = required(yardstickOf, 'this' as const);
      return readMap(value, { ...common([verb]), node: target, yardstick }, report);
    }
    case 'setdecay': {
      const kept = required(wholeNumber(0, 1000), 1000);
      const keys = { interval: required(positive(SECONDS), 1), slow: kept, fast: kept };
      const fields = { ...common([verb]), node: target, ...keys };
      const { interval, ...decay } = readMap(value, fields, report);
      return { ...decay, intervalSeconds: interval };
    }
    case 'loadlimit': {
      const keys = {
        load: optional(limitOf, 'none' as const),
        mode: optional(wholeNumber(0, 2), 0),
      };
      const fields = { ...common([verb]), node: target, ...keys };
      const { load, mode, ...command } = readMap<LoadLimitKeys>(value, fields, report);
      const limit = load === 'none' ? {} : { load };
      return { ...command, ...limit, mode: mode as LoadLimitMode };
    }
    default:
      return readMap(value, { ...common([verb]), node: target }, report);
  }
}

interface LoadLimitKeys extends At {
  readonly do: 'loadlimit';
  readonly node: number;
  readonly load: number | 'none';
  readonly mode: number;
}

const yardstickOf = scalar<number | 'this'>(
  'must be this or a whole number of at least 1',
  (written) => {
    if (written === 'this') return 'this';
    return Number.isInteger(written) && Number(written) >= 1 ? Number(written) : undefined;
  },
);

const limitOf = scalar<number | 'none'>('must be none or a load from 0 to 1000000', (written) => {
  if (written === 'none') return 'none';
  return typeof written === 'number' && written >= 0 && written <= 1e6 ? written : undefined;
});
