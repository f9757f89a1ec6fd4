import type { NodeIndex } from '../node-index.js';
import {
  asLane,
  DEPUTIES,
  firstLane,
  KIND,
  LANE_RATE,
  type Lane,
  NEXT_LANE,
  NO_LANE,
  RATE,
  RUNNABLE,
  SHARE,
  SIZE,
  SLOWDOWN,
  STRIDE,
  WAITING,
} from './cpu-layout.js';
import { fairShares } from './fair-shares.js';
import type { LaneKind, LaneKinds } from './lane-kinds.js';
import type { Processors } from './processors.js';

/** The processes of a lane, and what a CPU does for them. */
export interface LaneGroup {
  readonly lane: Lane;
  readonly size: number;
  readonly kind: LaneKind;
  /** Work per second of a logical CPU that one of them has for itself. */
  readonly ratePerShare: number;
  /** Work per second of one whose threads compute or wait all the time. */
  readonly cap: number;
}

/** What each process of a lane gets. */
export interface LaneShare {
  readonly group: LaneGroup;
  /** Work per second. */
  readonly rate: number;
  /** Its threads that neither compute nor could, on average. */
  readonly waiting: number;
}

/**
 * The lanes of a node that are not empty.
 * @param values the numbers of all nodes and lanes
 */
export function laneGroups(
  values: Float64Array,
  index: NodeIndex,
  processors: Processors,
  kinds: LaneKinds,
): LaneGroup[] {
  const at = index * STRIDE;
  const runnable = values[at + RUNNABLE]!;
  const groups: LaneGroup[] = [];
  for (let lane = firstLane(index); lane !== NO_LANE; lane = asLane(values[lane + NEXT_LANE]!)) {
    const size = values[lane + SIZE]!;
    if (size === 0) continue;
    const kind = kinds.kind(values[lane + KIND]!);
    const ratePerShare =
      values[at + SLOWDOWN]! * processors.withGain(kind.htGain).ratePerShare(runnable);
    // Alone a thread would compute for 1 / ratePerShare and then wait, for each second of work.
    const cap = kind.clones / (1 / ratePerShare + kind.waitPerWork);
    groups.push({ lane, size, kind, ratePerShare, cap });
  }
  return groups;
}

/** The shares of a node by itself, whose lanes differ in weight, waiting or gain. */
export function shareByKind(groups: readonly LaneGroup[], cpus: number): LaneShare[] {
  const shares = fairShares(
    groups.map(({ size, kind, cap, ratePerShare }) => {
      return { size, weight: kind.weight, cap: cap / ratePerShare };
    }),
    cpus,
  );
  return groups.map((group, index) => {
    const rate = shares[index]! * group.ratePerShare;
    return { group, rate, waiting: waitingOf(group, rate) };
  });
}

/** The threads of a process of that rate that wait for their calls and bytes, on average. */
export function waitingOf({ kind }: LaneGroup, rate: number): number {
  // A process that cannot reach its files waits all the time.
  return kind.waitPerWork === Number.POSITIVE_INFINITY ? kind.clones : rate * kind.waitPerWork;
}

/** Writes down what the lanes of a node get, and its deputies. */
export function writeShares(
  values: Float64Array,
  index: NodeIndex,
  shares: readonly LaneShare[],
  deputies: number,
): void {
  const at = index * STRIDE;
  values[at + RATE] = 0;
  values[at + WAITING] = 0;
  values[at + DEPUTIES] = deputies;
  for (const { group, rate, waiting } of shares) {
    const { lane, size, ratePerShare } = group;
    values[lane + SHARE] = rate / ratePerShare;
    values[lane + LANE_RATE] = rate;
    values[at + RATE] = values[at + RATE]! + size * rate;
    values[at + WAITING] = values[at + WAITING]! + size * waiting;
  }
}

/** Logical CPUs that the processes of a node are given, waiting for pages included. */
export function sharesGiven(values: Float64Array, index: NodeIndex): number {
  let shares = 0;
  for (let lane = firstLane(index); lane !== NO_LANE; lane = asLane(values[lane + NEXT_LANE]!)) {
    shares += values[lane + SIZE]! * values[lane + SHARE]!;
  }
  return shares;
}
