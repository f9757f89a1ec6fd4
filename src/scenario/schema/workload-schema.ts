import { CANTMOVE, USER_LOCK } from '../../cluster/facts/cantmove.js';
import type { Distribution, HomeRule, WorkloadSpec } from '../../workload/workload-spec.js';
import type { Report } from '../problem.js';
import type { Value } from '../yaml-tree.js';
import { constant, distribution, memory, work } from './distribution-field.js';
import { type Field, find, mapSchema, optional, readMap, required } from './field.js';
import type { JsonSchema } from './json-schema.js';
import { ANY_NODES, type NodeDirectory, nodeOr } from './node-directory.js';
import { profile } from './profile-field.js';
import {
  asItIs,
  BYTES,
  flag,
  numberFrom,
  oneOf,
  oneOrMore,
  quantity,
  SECONDS,
  scalar,
  text,
  wholeNumber,
} from './readers.js';

export interface WorkloadContext {
  readonly directory: NodeDirectory;
  /** Where a file is that the scenario names. */
  readonly locate: (file: string) => string;
}

/** Reads one entry of the workload list. Files it names are opened later, by their readers. */
export function readWorkload(value: Value, context: WorkloadContext, report: Report): WorkloadSpec {
  if (find(value, 'swf') !== undefined) return readSwf(value, context, report);
  if (find(value, 'csv') !== undefined) return readCsv(value, context, report);
  if (find(value, 'host') !== undefined) return readHost(value, context, report);
  return readBatch(value, context, report);
}

function readSwf(value: Value, context: WorkloadContext, report: Report): WorkloadSpec {
  const { swf, home, timeScale } = readMap(value, swfFields(context.directory), report);
  return { kind: 'swf', file: context.locate(swf), home, timeScale };
}

function readCsv(value: Value, context: WorkloadContext, report: Report): WorkloadSpec {
  const { csv } = readMap(value, CSV_FIELDS, report);
  return { kind: 'csv', file: context.locate(csv) };
}

function readHost(value: Value, { directory }: WorkloadContext, report: Report): WorkloadSpec {
  readMap(value, HOST_FIELDS, report);
  if (directory.certain && !directory.ids.has(1)) {
    report(
      value,
      'the processes of this computer are at home on N# 1, which this scenario does not have',
    );
  }
  return { kind: 'host' };
}

function readBatch(value: Value, { directory }: WorkloadContext, report: Report): WorkloadSpec {
  const arrivals = find(value, 'arrivals');
  const every = arrivals && readArrivals(arrivals, report);
  const fields = batchFields(directory, arrivals ? Number.POSITIVE_INFINITY : 1);
  const batch = readMap(value, fields, report, OTHER_KINDS);
  return {
    kind: 'batch',
    home: batch.home,
    count: batch.count,
    startSeconds: batch.start,
    every,
    untilSeconds: batch.until,
    work: batch.work,
    memory: batch.memory,
    user: batch.user,
    command: batch.command,
    nice: batch.nice,
    cantmove: cantmoveBits(batch.cantmove, batch.lock),
    pipeline: batch.pipeline,
    profile: batch.profile,
  };
}

/** The schema of an entry of any kind. */
export function workloadSchema(): JsonSchema {
  const batch = mapSchema(batchFields(ANY_NODES, 1));
  const noOther = Object.fromEntries(OTHER_KINDS.map((key) => [key, { type: 'null' }]));
  return {
    anyOf: [
      { ...batch, properties: { ...batch.properties, ...noOther } },
      mapSchema(swfFields(ANY_NODES)),
      mapSchema(CSV_FIELDS),
      mapSchema(HOST_FIELDS),
    ],
  };
}

/** The keys that would have made an entry another kind; here they have no value. */
const OTHER_KINDS = ['swf', 'csv', 'host'];

/** @param count of a batch that does not say */
function batchFields(directory: NodeDirectory, count: number) {
  return {
    kind: optional(oneOf(['batch']), 'batch'),
    home: homeField(directory),
    count: optional(wholeNumber(1), count),
    start: optional(quantity(SECONDS), 0),
    arrivals: optional<Value | undefined>(arrivalsAsTheyAre, undefined),
    until: optional(quantity(SECONDS), Number.POSITIVE_INFINITY),
    work: required(work(SECONDS), constant(1)),
    memory: optional(memory(BYTES), constant(1024 ** 2)),
    user: optional(oneOrMore(text), ['root']),
    command: optional(oneOrMore(text), ['loop']),
    nice: optional(wholeNumber(-20, 19), 0),
    lock: optional(flag, false),
    cantmove: optional(oneOrMore(oneOf(CANTMOVE.map(({ word }) => word))), []),
    pipeline: optional(wholeNumber(1, 1000), 1),
    profile: optional(profile(directory), undefined),
  };
}

function swfFields(directory: NodeDirectory) {
  return {
    swf: required(text, ''),
    home: homeField(directory),
    timeScale: optional(numberFrom(1e-6, 1e6), 1),
  };
}

const CSV_FIELDS = { csv: required(text, '') };

const HOST_FIELDS = {
  host: required(
    scalar(
      'must be true',
      () => ({ enum: [true] }),
      (written) => (written === true ? true : undefined),
    ),
    true,
  ),
};

const ARRIVALS_FIELDS = { every: required(distribution(SECONDS), constant(1)) };
const arrivalsAsTheyAre = asItIs(() => mapSchema(ARRIVALS_FIELDS));

function readArrivals(value: Value, report: Report): Distribution {
  return readMap(value, ARRIVALS_FIELDS, report).every;
}

function homeField(directory: NodeDirectory): Field<HomeRule> {
  return optional(nodeOr(directory, ['round-robin', 'random']), 'round-robin');
}

function cantmoveBits(words: readonly string[], lock: boolean): number {
  const bits = CANTMOVE.filter(({ word }) => words.includes(word)).map(({ bit }) => bit);
  // The lock is the sign bit: >>> 0 keeps the whole positive.
  return bits.reduce((all, bit) => (all | bit) >>> 0, lock ? USER_LOCK : 0);
}
