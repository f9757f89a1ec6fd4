/**
 * Where the numbers of a process are in one array: a record of two cache lines each, what an event of
 * its node looks at in the first.
 */
export const FINISH = 0;
export const PID = 1;
export const CHILD = 2;
export const SIBLING = 3;
export const PREVIOUS = 4;
export const WORK_OFFSET = 5;
export const CPU_OFFSET = 6;
export const NODE = 7;
export const HOME = 8;
export const ARRIVAL = 9;
export const WORK = 10;
export const RESIDENT = 11;
export const SINCE = 12;
export const LANE = 13;
export const WAIT_PER_WORK = 14;
export const PARENT = 15;
export const STRIDE = 16;

/** Small whole numbers of a process. */
export const STANDING = 0;
export const NICE = 1;
export const CANTMOVE = 2;
export const MIGRATIONS = 3;
export const INT_STRIDE = 4;
