/** Options of a node's openMosix kernel. */
export interface KernelOptions {
  /** MFS: the files of all nodes under /mfs. */
  readonly fs: boolean;
  /** Direct file system access: calls on /mfs are carried out where the file is. */
  readonly dfsa: boolean;
  /** When memory and swap are full, a process that wants to grow waits instead of being killed. */
  readonly noOom: boolean;
  /** The reader of a pipe whose writer has died wakes, instead of hanging. */
  readonly pipeExceptions: boolean;
  /** Whether load messages of strangers are refused and logged, or believed. */
  readonly secureports: boolean;
  /** What a node's own process list shows of its guests. */
  readonly disclosure: 0 | 1 | 2 | 3;
  /** The LoadLimit patch: whether a node can have limits at all. */
  readonly loadLimit: boolean;
}

/** How /mfs is mounted: the number of dfsa=, 0 for none; NOT_MOUNTED: there is no /mfs. */
export type MfsMount = number;

export const NOT_MOUNTED: MfsMount = -1;

/** DFSA's highest number of a file system. */
export const MOST_DFSA = 8;
