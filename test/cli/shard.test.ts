import { expect, it } from 'vitest';
import { shardOf } from '../../src/cli/studies/shard.js';

it.each([
  [
    'a task of a Slurm array',
    { SLURM_ARRAY_TASK_ID: '5', SLURM_ARRAY_TASK_MIN: '4', SLURM_ARRAY_TASK_COUNT: '3' },
    2,
    3,
  ],
  ['a task of srun', { SLURM_PROCID: '0', SLURM_NTASKS: '4' }, 1, 4],
  ['an indexed job of Kubernetes', { JOB_COMPLETION_INDEX: '2', STUDY_SHARDS: '4' }, 3, 4],
  ['a job of GNU parallel', { PARALLEL_SEQ: '4', STUDY_SHARDS: '4' }, 4, 4],
  ['nobody, so all of it', { PARALLEL_SEQ: '4' }, 1, 1],
])('%s says which shard it is', (_, environment, index, count) => {
  expect(shardOf(environment)).toEqual({ index, count });
});

it.each([
  [{ JOB_COMPLETION_INDEX: '2' }],
  [{ JOB_COMPLETION_INDEX: '4', STUDY_SHARDS: '4' }],
  [{ PARALLEL_SEQ: '0', STUDY_SHARDS: '4' }],
])('a job without its number of shards, or beyond it, is refused: %j', (environment) => {
  expect(() => shardOf(environment)).toThrow('STUDY_SHARDS must say of how many shards');
});
