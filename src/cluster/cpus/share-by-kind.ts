import {
  DEPUTIES,
  KIND,
  LANE_RATE,
  type Lane,
  LINE,
  NEXT_LANE,
  NO_LANE,
  RATE,
  RUNNABLE,
  SHARE,
  SIZE,
  SLOWDOWN,
  WAITING,
} from './cpu-layout.js';
import { fairShares } from './fair-shares.js';
import type { LaneKinds } from './lane-kinds.js';
import type { Processors } from './processors.js';

/**
 * Computes the shares and rates of a node whose lanes differ in weight, waiting or gain.
 * @param at the offset of the node's line in `values`
 */
export function shareByKind(
  values: Float64Array,
  at: number,
  processors: Processors,
  kinds: LaneKinds,
): void {
  const runnable = values[at + RUNNABLE]!;
  const lanes = busyLanes(values, at);
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
  lanes.forEach((lane, index) => {
    const { size, ratePerShare, waitPerWork } = groups[index]!;
    const rate = shares[index]! * ratePerShare;
    values[lane + SHARE] = shares[index]!;
    values[lane + LANE_RATE] = rate;
    values[at + RATE] = values[at + RATE]! + size * rate;
    // Who cannot reach its files at all waits all the time.
    const waiting = waitPerWork === Number.POSITIVE_INFINITY ? 1 : rate * waitPerWork;
    values[at + WAITING] = values[at + WAITING]! + size * waiting;
  });
}

function busyLanes(values: Float64Array, at: number): Lane[] {
  const lanes: Lane[] = [];
  for (let lane = at + LINE; lane !== NO_LANE; lane = values[lane + NEXT_LANE]!) {
    if (values[lane + SIZE]! > 0) lanes.push(lane);
  }
  return lanes;
}
