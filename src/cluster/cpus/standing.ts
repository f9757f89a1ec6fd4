/** How a process stands: it computes, or one or more things keep it from that. */
export const RUNNABLE = 0;
export const STOPPED = 1;
/** On its way to another node. */
export const FROZEN = 2;
/** Pausing between two bursts. */
export const SLEEPING = 4;
/** Waiting for memory. */
export const BLOCKED = 8;
/** Waiting for the writer of its pipe. */
export const PIPED = 16;
