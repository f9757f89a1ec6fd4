import type { ProcessSample } from '../../metrics/watched-processes.js';

/** A column of the files of samples. */
export interface SampleColumn {
  readonly name: string;
  readonly type: 'int32' | 'int64' | 'double' | 'string';
  /** Whether it may be unknown. */
  readonly isNullable?: boolean;
  /** Of a process in the run with that seed; undefined: not known. Times in seconds. */
  readonly of: (sample: ProcessSample, seed: number) => number | string | undefined;
}

/** The columns in their order, the same in every form of file. */
export const SAMPLE_COLUMNS: readonly SampleColumn[] = [
  { name: 'seed', type: 'int64', of: (_, seed) => seed },
  { name: 'pid', type: 'int64', of: ({ pid }) => pid },
  { name: 'job', type: 'int64', isNullable: true, of: ({ job }) => job },
  { name: 'user', type: 'string', of: ({ user }) => user },
  { name: 'command', type: 'string', of: ({ command }) => command },
  { name: 'home', type: 'int32', of: ({ home }) => home },
  { name: 'arrival', type: 'double', of: ({ arrivalSeconds }) => arrivalSeconds },
  {
    name: 'work',
    type: 'double',
    isNullable: true,
    // That of an endless process is no number.
    of: ({ workSeconds }) => (Number.isFinite(workSeconds) ? workSeconds : undefined),
  },
  {
    name: 'completion',
    type: 'double',
    isNullable: true,
    of: ({ completionSeconds }) => completionSeconds,
  },
  { name: 'migrations', type: 'int32', of: ({ migrations }) => migrations },
  { name: 'frozen', type: 'double', of: ({ frozenSeconds }) => frozenSeconds },
];
