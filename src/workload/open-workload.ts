import { assert } from '../base/assert.js';
import { UserError } from '../base/user-error.js';
import type { NodeId } from '../cluster/facts/node-spec.js';
import type { Random } from '../kernel/random.js';
import type { Arrivals } from './arrivals.js';
import { Batch } from './batch.js';
import { type Feedback, MergedFeedback } from './feedback.js';
import { readCsv } from './files/csv.js';
import { readSwf } from './files/swf.js';
import { Homes } from './homes.js';
import { JobArrivals } from './job-arrivals.js';
import { MergedArrivals } from './merged-arrivals.js';
import { LublinJobs } from './models/lublin-jobs.js';
import { PidSet } from './pid-set.js';
import { type HostSnapshot, hostWorkload } from './this-computer.js';
import type { WorkloadSpec } from './workload-spec.js';

/** What the sources of a workload need to know of the scenario. */
export interface WorkloadContext {
  /** At least one. */
  readonly nodes: readonly NodeId[];
  readonly random: Random;
  /** Needed by a source of kind host. */
  readonly host?: HostSnapshot | undefined;
}

/** A workload ready to be taken from. */
export interface OpenWorkload {
  readonly arrivals: Arrivals;
  /** Processes that wait for others to end; undefined: none does. */
  readonly feedback?: Feedback | undefined;
  /** What was read and what was skipped, a sentence each. */
  readonly notes: readonly string[];
}

/**
 * Opens all sources of a workload as one stream. Files are read and checked as a whole now. Each
 * source has a stream of random numbers of its own.
 * @throws UserError when a file cannot be read, is wrong, or gives a pid that is taken
 */
export function openWorkload(
  specs: readonly WorkloadSpec[],
  context: WorkloadContext,
): OpenWorkload {
  const pids = new PidSet();
  const sources = specs.map((spec, index) =>
    openSource(spec, context, {
      random: context.random.split(streamOf(spec, index)),
      pids,
      jobBase: JOBS_APART * specs.slice(0, index).filter(hasJobs).length,
    }),
  );
  const arrivals = sources.flatMap((source) => source.arrivals ?? []);
  const feedback = sources.flatMap((source) => source.feedback ?? []);
  return {
    arrivals: arrivals.length === 1 ? arrivals[0]! : new MergedArrivals(arrivals),
    ...(feedback.length > 0 && { feedback: new MergedFeedback(feedback) }),
    notes: sources.flatMap((source) => source.notes),
  };
}

/** The jobs of the second source that has some are numbered from here, of the third from twice so much. */
const JOBS_APART = 1e9;

function hasJobs({ kind }: WorkloadSpec): boolean {
  return kind === 'swf' || kind === 'model';
}

/** What one source adds to a workload. */
type SourceParts = Omit<OpenWorkload, 'arrivals'> & { readonly arrivals?: Arrivals | undefined };

/** All jobs of a source. */
const WHOLE = { startSeconds: 0, endSeconds: Number.POSITIVE_INFINITY };

/** A source with a name keeps its random numbers, wherever it stands. */
function streamOf(spec: WorkloadSpec, index: number): string {
  return 'name' in spec && spec.name !== undefined ? `named ${spec.name}` : `source ${index}`;
}

function openSource(
  spec: WorkloadSpec,
  { nodes, host }: WorkloadContext,
  { random, pids, jobBase }: { random: Random; pids: PidSet; jobBase: number },
): SourceParts {
  switch (spec.kind) {
    case 'batch':
      return { arrivals: new Batch(spec, nodes, random), notes: [] };
    case 'swf':
      return readSwf({ ...spec, jobBase }, nodes, random);
    case 'model': {
      const jobs = new LublinJobs(spec, random);
      const homes = new Homes(spec.home, nodes, random.split('homes'));
      const { timeScale } = spec;
      return {
        arrivals: new JobArrivals(jobs, homes, { ...WHOLE, timeScale, jobBase }),
        notes: [],
      };
    }
    case 'csv':
      return readCsv(spec.file, nodes, pids);
    case 'host':
      assert(host !== undefined, 'a workload of this computer has a snapshot of it');
      if (!nodes.includes(1)) throw new UserError('the processes of this computer need a node 1');
      return hostWorkload(host, 1, pids);
  }
}
