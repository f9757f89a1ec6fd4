import { MAX_NODE_ID } from '../../cluster/facts/node-spec.js';
import type { Scenario } from '../scenario.js';
import type { Value } from '../yaml-tree.js';
import { faultSchema } from './fault-schema.js';
import {
  type Field,
  type Fields,
  mapSchema,
  optional,
  reader,
  readMap,
  required,
} from './field.js';
import { information } from './information-field.js';
import type { JsonSchema } from './json-schema.js';
import { KERNEL_FIELDS, kernelOptions } from './kernel-schema.js';
import { nodesSchema } from './node-schema.js';
import { type PolicyChoice, policyChoice } from './policy-name.js';
import {
  asItIs,
  BANDWIDTH,
  flag,
  items,
  numberFrom,
  oneOf,
  positive,
  positiveNumber,
  quantity,
  SECONDS,
  text,
  wholeNumber,
} from './readers.js';
import { strangerSchema } from './stranger-schema.js';
import { timelineSchema } from './timeline-schema.js';
import { classSchema, MOST_CLASSES } from './topology-schema.js';
import { workloadSchema } from './workload-schema.js';

/** The keys of a scenario file; the lists still to be read, entry by entry. */
export interface ScenarioSections
  extends Omit<
    Scenario,
    | ('nodes' | 'network' | 'maps' | 'workload' | 'timeline' | 'faults' | 'strangers')
    | ('policy' | 'policyParameters' | 'untilSeconds')
  > {
  readonly policy: PolicyChoice;
  readonly until: number;
  readonly nodes: Value | undefined;
  readonly maps: readonly Value[];
  readonly workload: readonly Value[];
  readonly timeline: readonly Value[];
  readonly faults: readonly Value[];
  readonly strangers: readonly Value[];
  readonly network: Omit<Scenario['network'], 'classes'> & { readonly classes: readonly Value[] };
}

/**
 * @param name of a scenario that does not give itself one
 * @param policies names of the built-in ones
 */
export function scenarioFields(
  name: string,
  policies: readonly string[],
): Fields<ScenarioSections> {
  return {
    name: optional(text, name),
    about: optional(text, ''),
    seed: optional(wholeNumber(0), 1),
    until: optional(positive(SECONDS), Number.POSITIVE_INFINITY),
    nodes: required<Value | undefined>(asItIs(nodesSchema), undefined),
    network: section(
      {
        bandwidth: optional(positive(BANDWIDTH), 125e6),
        latency: optional(quantity(SECONDS), 100e-6),
        handling: optional(quantity(SECONDS), 50e-6),
        classes: optional(items(classSchema, MOST_CLASSES), []),
      },
      ({ bandwidth, latency, handling, classes }) => ({
        bandwidth,
        latencySeconds: latency,
        handlingSeconds: handling,
        classes,
      }),
    ),
    policy: optional(policyChoice(policies), { use: 'openmosix', parameters: {} }),
    information: optional(information, 'gossip'),
    periods: section(
      { measure: ownPeriod, tell: ownPeriod, decide: ownPeriod },
      ({ measure, tell, decide }) => ({
        measureSeconds: measure,
        tellSeconds: tell,
        decideSeconds: decide,
      }),
    ),
    openmosix: section(OPENMOSIX_FIELDS, (given) => given),
    migration: section(
      {
        fixed: optional(quantity(SECONDS), 6e-3),
        place: optional(quantity(SECONDS), 6e-3),
      },
      ({ fixed, place }) => ({ fixedSeconds: fixed, placeSeconds: place }),
    ),
    memory: section(
      { slowdown: optional(numberFrom(0.001, 1), 0.1), ramp: optional(numberFrom(0, 1), 0.25) },
      (given) => given,
    ),
    kernel: section(KERNEL_FIELDS, kernelOptions),
    workload: optional(items(workloadSchema), []),
    timeline: optional(items(timelineSchema), []),
    faults: optional(items(faultSchema), []),
    strangers: optional(items(strangerSchema), []),
    maps: optional(items(text.schema), []),
    discovery: optional(oneOf(['map', 'omdiscd']), 'map'),
    omdiscd: section(
      { period: optional(positive(SECONDS), 5), settled: optional(flag, false) },
      ({ period, settled }) => ({ periodSeconds: period, settled }),
    ),
  };
}

/**
 * The JSON Schema of scenario files: what can be said of a file without a look at what it refers
 * to.
 * @param policies names of the built-in ones
 */
export function scenarioSchema(policies: readonly string[]): JsonSchema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A scenario of mtop-sim',
    ...mapSchema(scenarioFields('', policies)),
  };
}

/** Left out: `openmosix.period`. */
const ownPeriod = optional<number | undefined>(positive(SECONDS), undefined);

/** Defaults and what is known of them: `OpenMosixParameters`. */
export const OPENMOSIX_FIELDS: Fields<Scenario['openmosix']> = {
  period: optional(positive(SECONDS), 1),
  window: optional(wholeNumber(1, MAX_NODE_ID), 8),
  vector: optional(wholeNumber(1, MAX_NODE_ID), 8),
  stability: optional(numberFrom(0, 1e6), 1.3),
  meanRise: optional(positiveNumber(1), 3 / 8),
  upperFall: optional(positiveNumber(1), 1 / 8),
  useRise: optional(positiveNumber(1), 3 / 8),
  decayInterval: optional(positive(SECONDS), 60),
  slowDecay: optional(wholeNumber(0, 1000), 975),
  fastDecay: optional(wholeNumber(0, 1000), 926),
  staleness: optional(positive(SECONDS), 10),
  ownMoves: optional(numberFrom(0, 1), 1),
  minRun: optional(quantity(SECONDS), 0.1),
  minResidence: optional(quantity(SECONDS), 3),
  memoryReserve: optional(numberFrom(0, 1), 0.05),
  moveCost: optional(numberFrom(0), 1),
  topology: optional(numberFrom(0), 0),
  refusalPause: optional(quantity(SECONDS), 5),
};

/** A map whose keys all have defaults, and so has one itself. */
function section<Given extends object, Shaped>(
  fields: Fields<Given>,
  shape: (given: Given) => Shaped,
): Field<Shaped> {
  const nothing: Value = { kind: 'map', entries: [], line: 1, path: '' };
  return optional(
    reader(
      () => mapSchema(fields),
      (value, report) => shape(readMap(value, fields, report)),
    ),
    shape(readMap(nothing, fields, () => {})),
  );
}
