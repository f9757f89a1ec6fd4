import { UserError } from '../../base/user-error.js';

/** The part of a study that one process carries out: `index` of `count`, from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** "3/7"; undefined: it is none. */
export function readShard(written: string): Shard | undefined {
  const [, index, count] = (/^(\d{1,6})\/(\d{1,6})$/.exec(written) ?? []).map(Number);
  if (index === undefined || count === undefined) return undefined;
  return index >= 1 && index <= count ? { index, count } : undefined;
}

/**
 * The shard that the environment gives: a task of a Slurm array, a task of srun, an indexed job of
 * Kubernetes or a job of GNU parallel, both with STUDY_SHARDS; the whole study where there is none.
 */
export function shardOf(environment: Readonly<Record<string, string | undefined>>): Shard {
  const whole = (name: string) => {
    const text = environment[name];
    return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : undefined;
  };
  const task = whole('SLURM_ARRAY_TASK_ID');
  if (task !== undefined) {
    const least = whole('SLURM_ARRAY_TASK_MIN') ?? 0;
    return checked(task - least, whole('SLURM_ARRAY_TASK_COUNT'), 'SLURM_ARRAY_TASK_COUNT');
  }
  const job = whole('JOB_COMPLETION_INDEX');
  if (job !== undefined) return checked(job, whole('STUDY_SHARDS'), 'STUDY_SHARDS');
  const sequence = whole('PARALLEL_SEQ');
  const shards = whole('STUDY_SHARDS');
  if (sequence !== undefined && shards !== undefined) {
    return checked(sequence - 1, shards, 'STUDY_SHARDS');
  }
  const rank = whole('SLURM_PROCID');
  return rank === undefined
    ? { index: 1, count: 1 }
    : checked(rank, whole('SLURM_NTASKS') ?? 1, '');
}

function checked(from0: number, count: number | undefined, name: string): Shard {
  if (count !== undefined && from0 >= 0 && from0 < count) return { index: from0 + 1, count };
  throw new UserError(`${name} must say of how many shards this is number ${from0 + 1}`);
}
