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
import type { LaneKinds } from './lane-kinds.js';
import type { Processors } from './processors.js';

/**
 * Computes the shares and rates of a node whose lanes differ in weight, waiting or gain.
 * @param values the numbers of all nodes and lanes
 */
export function shareByKind(
  values: Float64Array,
  index: NodeIndex,
  processors: Processors,
  kinds: LaneKinds,
): void {
  const at = index * STRIDE;
  const runnable = values[at + RUNNABLE]!;
  const lanes = busyLanes(values, index);
  const groups = lanes.map((lane) => {
    const { weight, waitPerWork, htGain } = kinds.kind(values[lane + KIND]!);
    const ratePerShare =
      values[at + SLOWDOWN]! * processors.withGain(htGain).ratePerShare(runnable);
    // Alone it would compute for 1 / ratePerShare and then wait, for each second of work.
    const cap = 1 / (1 + ratePerShare * waitPerWork);
    return { size: values[lane + SIZE]!, weight, cap, ratePerShare, waitPerWork };
  });
  const free = processors.logical - values[at + DEPUTIES]!;
  const shares = fairShares(groups, Math.min(runnable, free));
  values[at + RATE] = 0;
  values[at + WAITING] = 0;
  lanes.forEach((lane, number) => {
    const { size, ratePerShare, waitPerWork } = groups[number]!;
    const rate = shares[number]! * ratePerShare;
    values[lane + SHARE] = shares[number]!;
    values[lane + LANE_RATE] = rate;
    values[at + RATE] = values[at + RATE]! + size * rate;
    // Who cannot reach its files at all waits all the time.
    const waiting = waitPerWork === Number.POSITIVE_INFINITY ? 1 : rate * waitPerWork;
    values[at + WAITING] = values[at + WAITING]! + size * waiting;
  });
}

function busyLanes(values: Float64Array, index: NodeIndex): Lane[] {
  const lanes: Lane[] = [];
  for (let lane = firstLane(index); lane !== NO_LANE; lane = asLane(values[lane + NEXT_LANE]!)) {
    if (values[lane + SIZE]! > 0) lanes.push(lane);
  }
  return lanes;
}
