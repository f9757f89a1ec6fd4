import type { TopologyClass } from '../../cluster/moving/topology.js';
import type { Position, Report } from '../problem.js';
import type { Value } from '../yaml-tree.js';
import {
  describe,
  type Fields,
  mapSchema,
  optional,
  type Read,
  reader,
  readMap,
  required,
  suggestion,
} from './field.js';
import type { JsonSchema } from './json-schema.js';
import type { NodeDirectory } from './node-directory.js';
import { BANDWIDTH, orList, positive, quantity, SECONDS } from './readers.js';

/** MOSIX: MAX_MOSIX_TOPOLOGY. */
export const MOST_CLASSES = 10;

/** What a class costs that does not say. */
export interface UniformCosts {
  readonly latencySeconds: number;
  readonly fixedSeconds: number;
}

/**
 * Reads network.classes: a list of { sites: [a, b], latency: 20ms, bandwidth: 10Mbit, fixed: 1s }.
 */
export function readTopology(
  classes: readonly Value[],
  directory: NodeDirectory,
  uniform: UniformCosts,
  report: Report,
): readonly TopologyClass[] {
  const first = classes[MOST_CLASSES];
  if (first !== undefined) {
    report(first, `there can be at most ${MOST_CLASSES} classes, got ${classes.length}`);
  }
  const pairs = new Set<string>();
  const known = directory.certain
    ? new Set(directory.nodes.map(({ site }) => site).filter((site) => site !== ''))
    : undefined;
  return classes.map((value) => {
    const read = readClass(value, known, uniform, report);
    const pair = [...read.sites].sort().join(' ');
    if (pairs.has(pair) && pair !== ' ') {
      report(value, `the way between ${read.sites.join(' and ')} already has a class`);
    }
    pairs.add(pair);
    return read;
  });
}

function readClass(
  value: Value,
  known: ReadonlySet<string> | undefined,
  uniform: UniformCosts,
  report: Report,
): TopologyClass {
  const given = readMap(value, classFields(known, uniform), report);
  const { sites, latency, bandwidth, fixed } = given;
  return { sites, latencySeconds: latency, bandwidth, fixedSeconds: fixed };
}

/** @param known undefined: the nodes have mistakes, so that their sites are not sure */
function classFields(
  known: ReadonlySet<string> | undefined,
  uniform: UniformCosts,
): Fields<WrittenClass> {
  return {
    sites: required(sitePair(known), ['', '']),
    latency: optional(quantity(SECONDS), uniform.latencySeconds),
    bandwidth: optional(positive(BANDWIDTH), Number.POSITIVE_INFINITY),
    fixed: optional(quantity(SECONDS), uniform.fixedSeconds),
  };
}

interface WrittenClass {
  readonly sites: readonly [string, string];
  readonly latency: number;
  readonly bandwidth: number;
  readonly fixed: number;
}

/** The schema of one class. */
export function classSchema(): JsonSchema {
  return mapSchema(classFields(undefined, { latencySeconds: 0, fixedSeconds: 0 }));
}

function sitePair(known: ReadonlySet<string> | undefined): Read<readonly [string, string]> {
  const rule = 'two sites such as [a, b], or one twice';
  return reader(
    () => ({
      ...{ description: rule, type: 'array', items: { type: 'string' } },
      ...{ minItems: 2, maxItems: 2 },
    }),
    (value, report) => {
      const written = value.kind === 'list' ? value.items.map(textOf) : [];
      const [a, b] = written;
      if (written.length !== 2 || a === undefined || b === undefined) {
        report(value, `must be ${rule}, got ${describe(value)}`);
        return undefined;
      }
      const names = [...new Set([a, b])];
      for (const name of names) if (known !== undefined) checkSite(name, known, value, report);
      return [a, b];
    },
  );
}

function checkSite(
  name: string,
  known: ReadonlySet<string>,
  position: Position,
  report: Report,
): void {
  if (known.has(name)) return;
  const allowed =
    known.size === 0 ? 'no node has a site: give some of them' : `must be ${orList([...known])}`;
  report(position, `${allowed}, got "${name}"${suggestion(name, [...known])}`);
}

function textOf(value: Value): string | undefined {
  return value.kind === 'scalar' && typeof value.value === 'string' ? value.value : undefined;
}
