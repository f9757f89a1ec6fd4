import type { Distribution } from '../../base/distribution.js';
import { CANTMOVE, USER_LOCK } from '../../cluster/facts/cantmove.js';
import { LEAST_PROCESSORS } from '../../workload/models/lublin.js';
import type { HomeRule, Rhythm, WorkloadSpec } from '../../workload/workload-spec.js';
import type { Report } from '../problem.js';
import type { Value } from '../yaml-tree.js';
import { constant, distribution, memory, type ValueFiles, work } from './distribution-field.js';
import {
  type Field,
  type Fields,
  find,
  mapSchema,
  optional,
  type Read,
  reader,
  readMap,
  required,
} from './field.js';
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
  positive,
  quantity,
  SECONDS,
  scalar,
  text,
  wholeNumber,
} from './readers.js';

export interface WorkloadContext extends ValueFiles {
  readonly directory: NodeDirectory;
}

/** Reads one entry of the workload list. Files it names are opened later, by their readers. */
export function readWorkload(value: Value, context: WorkloadContext, report: Report): WorkloadSpec {
  if (find(value, 'swf') !== undefined) return readSwf(value, context, report);
  if (find(value, 'model') !== undefined) return readModel(value, context, report);
  if (find(value, 'csv') !== undefined) return readCsv(value, context, report);
  if (find(value, 'host') !== undefined) return readHost(value, context, report);
  return readBatch(value, context, report);
}

function readSwf(value: Value, context: WorkloadContext, report: Report): WorkloadSpec {
  const { swf, from, to, ...given } = readMap(value, swfFields(context.directory), report);
  if (from >= to) report(value, 'from must be less than to');
  return { kind: 'swf', file: context.locate(swf), startSeconds: from, endSeconds: to, ...given };
}

function readModel(value: Value, context: WorkloadContext, report: Report): WorkloadSpec {
  const { directory, ...files } = context;
  return { kind: 'model', ...readMap(value, modelFields(directory, files), report) };
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

function readBatch(value: Value, context: WorkloadContext, report: Report): WorkloadSpec {
  const { directory, ...files } = context;
  const arrivals = find(value, 'arrivals');
  const { every, ...rhythm } =
    arrivals === undefined ? STEADY : readMap(arrivals, arrivalsFields(files), report);
  const hasRhythm = rhythm.burst !== undefined || rhythm.daily !== undefined;
  const fields = batchFields(directory, arrivals ? Number.POSITIVE_INFINITY : 1, files);
  const batch = readMap(value, fields, report, OTHER_KINDS);
  return {
    kind: 'batch',
    ...(batch.name !== undefined && { name: batch.name }),
    home: batch.home,
    count: batch.count,
    startSeconds: batch.start,
    every,
    ...(hasRhythm && { rhythm }),
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

/** All at once. */
const STEADY: Partial<Arriving> = {};

interface Arriving extends Rhythm {
  readonly every: Distribution;
}

/** The schema of an entry of any kind. */
export function workloadSchema(): JsonSchema {
  const batch = mapSchema(batchFields(ANY_NODES, 1));
  const noOther = Object.fromEntries(OTHER_KINDS.map((key) => [key, { type: 'null' }]));
  return {
    anyOf: [
      { ...batch, properties: { ...batch.properties, ...noOther } },
      mapSchema(swfFields(ANY_NODES)),
      mapSchema(modelFields(ANY_NODES)),
      mapSchema(CSV_FIELDS),
      mapSchema(HOST_FIELDS),
    ],
  };
}

/** The keys that would have made an entry another kind; here they have no value. */
const OTHER_KINDS = ['swf', 'model', 'csv', 'host'];

/** @param count of a batch that does not say */
function batchFields(directory: NodeDirectory, count: number, files?: ValueFiles) {
  return {
    kind: optional(oneOf(['batch']), 'batch'),
    name: optional<string | undefined>(text, undefined),
    home: homeField(directory),
    count: optional(wholeNumber(1), count),
    start: optional(quantity(SECONDS), 0),
    arrivals: optional<Value | undefined>(arrivalsAsTheyAre, undefined),
    until: optional(quantity(SECONDS), Number.POSITIVE_INFINITY),
    work: required(work(SECONDS, files), constant(1)),
    memory: optional(memory(BYTES, files), constant(1024 ** 2)),
    user: optional(oneOrMore(text), ['root']),
    command: optional(oneOrMore(text), ['loop']),
    nice: optional(wholeNumber(-20, 19), 0),
    lock: optional(flag, false),
    cantmove: optional(oneOrMore(oneOf(CANTMOVE.map(({ word }) => word))), []),
    pipeline: optional(wholeNumber(1, 1000), 1),
    profile: optional(profile(directory, files), undefined),
  };
}

function swfFields(directory: NodeDirectory) {
  return {
    swf: required(text, ''),
    name: optional<string | undefined>(text, undefined),
    home: homeField(directory),
    from: optional(quantity(SECONDS), 0),
    to: optional(quantity(SECONDS), Number.POSITIVE_INFINITY),
    feedback: optional(flag, false),
    timeScale: optional(numberFrom(1e-6, 1e6), 1),
  };
}

function modelFields(directory: NodeDirectory, files?: ValueFiles) {
  return {
    model: required(oneOf<'lublin-2003'>(['lublin-2003']), 'lublin-2003'),
    processors: required(wholeNumber(LEAST_PROCESSORS, 2 ** 16), LEAST_PROCESSORS),
    name: optional<string | undefined>(text, undefined),
    home: homeField(directory),
    count: optional(wholeNumber(1), Number.POSITIVE_INFINITY),
    timeScale: optional(numberFrom(1e-6, 1e6), 1),
    memory: optional(memory(BYTES, files), constant(1024 ** 2)),
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

const BURST_FIELDS = {
  factor: required(numberFrom(1, 1e6), 1),
  for: required(positive(SECONDS), 1),
  after: required(positive(SECONDS), 1),
};

const burst: Read<Rhythm['burst']> = reader(
  () => mapSchema(BURST_FIELDS),
  (value, report) => {
    const given = readMap(value, BURST_FIELDS, report);
    return { factor: given.factor, forSeconds: given.for, afterSeconds: given.after };
  },
);

const daily: Read<Rhythm['daily']> = reader(
  () => ({ type: 'array', minItems: 24, maxItems: 24, items: { type: 'number', minimum: 0 } }),
  (value, report) => {
    const weights =
      value.kind === 'list' ? value.items.map((item) => numberFrom(0)(item, report)) : [];
    const isWhole = weights.length === 24 && weights.some((weight) => (weight ?? 0) > 0);
    if (!isWhole)
      report(value, 'must be a list of 24 numbers, the weights of the hours, not all 0');
    return isWhole && weights.every((weight) => weight !== undefined) ? weights : undefined;
  },
);

function arrivalsFields(files?: ValueFiles): Fields<Arriving> {
  return {
    every: required(distribution(SECONDS, { files }), constant(1)),
    burst: optional<Rhythm['burst']>(burst, undefined),
    daily: optional<Rhythm['daily']>(daily, undefined),
  };
}
const arrivalsAsTheyAre = asItIs(() => mapSchema(arrivalsFields()));

function homeField(directory: NodeDirectory): Field<HomeRule> {
  return optional(nodeOr(directory, ['round-robin', 'random']), 'round-robin');
}

function cantmoveBits(words: readonly string[], lock: boolean): number {
  const bits = CANTMOVE.filter(({ word }) => words.includes(word)).map(({ bit }) => bit);
  // The lock is the sign bit: >>> 0 keeps the whole positive.
  return bits.reduce((all, bit) => (all | bit) >>> 0, lock ? USER_LOCK : 0);
}
