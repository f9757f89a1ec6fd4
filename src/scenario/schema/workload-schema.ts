import { CANTMOVE, USER_LOCK } from '../../cluster/facts/cantmove.js';
import type { Distribution, HomeRule, WorkloadSpec } from '../../workload/workload-spec.js';
import type { Report } from '../problem.js';
import type { Value } from '../yaml-tree.js';
import { constant, distribution, memory, work } from './distribution-field.js';
import { type Field, find, optional, readMap, required } from './field.js';
import { type NodeDirectory, nodeOr } from './node-directory.js';
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
  const { swf, home, timeScale } = readMap(
    value,
    {
      swf: required(text, ''),
      home: homeField(context.directory),
      timeScale: optional(numberFrom(1e-6, 1e6), 1),
    },
    report,
  );
  return { kind: 'swf', file: context.locate(swf), home, timeScale };
}

function readCsv(value: Value, context: WorkloadContext, report: Report): WorkloadSpec {
  const { csv } = readMap(value, { csv: required(text, '') }, report);
  return { kind: 'csv', file: context.locate(csv) };
}

function readHost(value: Value, { directory }: WorkloadContext, report: Report): WorkloadSpec {
  const isTrue = scalar('must be true', (written) => (written === true ? true : undefined));
  readMap(value, { host: required(isTrue, true) }, report);
  if (directory.certain && !directory.ids.has(1)) {
    report(
      value,
      'the processes of this computer are at home on N# 1, which this scenario has not',
    );
  }
  return { kind: 'host' };
}

function readBatch(value: Value, { directory }: WorkloadContext, report: Report): WorkloadSpec {
  const arrivals = find(value, 'arrivals');
  const every = arrivals && readArrivals(arrivals, report);
  const batch = readMap(
    value,
    {
      kind: optional(oneOf(['batch']), 'batch'),
      home: homeField(directory),
      count: optional(wholeNumber(1), arrivals ? Number.POSITIVE_INFINITY : 1),
      start: optional(quantity(SECONDS), 0),
      arrivals: optional(asItIs, undefined as Value | undefined),
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
    },
    report,
    OTHER_KINDS,
  );
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

/** The keys that would have made an entry another kind; here they have no value. */
const OTHER_KINDS = ['swf', 'csv', 'host'];

function readArrivals(value: Value, report: Report): Distribution {
  return readMap(value, { every: required(distribution(SECONDS), constant(1)) }, report).every;
}

function homeField(directory: NodeDirectory): Field<HomeRule> {
  return optional(nodeOr(directory, ['round-robin', 'random']), 'round-robin');
}

function cantmoveBits(words: readonly string[], lock: boolean): number {
  const bits = CANTMOVE.filter(({ word }) => words.includes(word)).map(({ bit }) => bit);
  // The lock is the sign bit: >>> 0 keeps the whole positive.
  return bits.reduce((all, bit) => (all | bit) >>> 0, lock ? USER_LOCK : 0);
}
