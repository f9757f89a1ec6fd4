import type { Brand } from '../../base/brand.js';
import type { NodeIndex } from '../node-index.js';

/**
 * Where the numbers of nodes and lanes are in one array: a node's own line, that of its first lane,
 * then the next node's. Further lanes follow behind the last node. A line is a cache line, eight
 * numbers, since at ten thousand nodes fetching them is what an event costs.
 */
export const LINE = 8;
export const STRIDE = 2 * LINE;

/**
 * Numbers of a node: seconds, processes, work per second, a factor, seconds of work, of runnable.
 */
export const CLOCK = 0;
export const RUNNABLE = 1;
export const RATE = 2;
export const SLOWDOWN = 3;
export const WORK_SECONDS = 4;
export const RUNNABLE_SECONDS = 5;
/** Runnable processes that wait for a call; CPUs taken by deputies. */
export const WAITING = 6;
export const DEPUTIES = 7;

/** Numbers of a lane: seconds of work, of CPU, work per second, share, slot, processes. */
export const SERVED = 0;
export const CPU_SECONDS = 1;
export const LANE_RATE = 2;
export const SHARE = 3;
export const TOP = 4;
export const SIZE = 5;
export const KIND = 6;
export const NEXT_LANE = 7;

/** A lane: the offset of its line. */
export type Lane = Brand<number, 'Lane'>;

/** Takes a number for a lane; `| 0` tells the compiler that it is an index. */
export function asLane(value: number): Lane {
  return (value | 0) as Lane;
}

export const NO_LANE = asLane(-1);

/** The first lane of a node. */
export function firstLane(index: NodeIndex): Lane {
  return (index * STRIDE + LINE) as Lane;
}
