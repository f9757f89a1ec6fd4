import { atLeast, atMost } from './table.mjs';

/**
 * The targets that can be judged on what was measured. Rates are per second that went by, and
 * beside it what they would have been with a CPU of one's own; ratios of costs are of CPU time.
 */
export function targetsOf({ sharing, crowds, openMosix, launch, reading }) {
  const large = sharing.at(-1);
  const few = sharing.at(-2);
  const size = `${large.nodes} nodes, ${large.processes} processes`;
  const cost = ({ cpuSeconds, events }) => cpuSeconds / events;
  const nodeSecondCost = ({ cpuSeconds, nodes }) => cpuSeconds / nodes;
  const alone = (rate, { runSeconds, cpuSeconds }) => (rate * runSeconds) / cpuSeconds;
  const hundred = openMosix.find(({ nodes }) => nodes === 100);
  const thousand = openMosix.find(({ nodes }) => nodes === 1_000) ?? openMosix.at(-1);
  const most = openMosix.at(-1);
  const growth = nodeSecondCost(most) / nodeSecondCost(hundred);
  const [firstCrowd, lastCrowd] = [crowds[0], crowds.at(-1)];
  return [
    ...(large.timesReference === undefined
      ? []
      : [
          {
            ...atLeast(`${size}: times ps_ref.py`, 10, large.timesReference),
            alone: large.timesReferenceByCpu,
          },
        ]),
    {
      ...atLeast(`${size}: events a second`, 2.5e6, large.eventsPerSecond),
      alone: alone(large.eventsPerSecond, large),
    },
    atMost(`cost per event, ${large.nodes} nodes / ${few.nodes}`, 2, cost(large) / cost(few)),
    atMost(`${size}: peak memory`, 600, large.peakBytes / 1e6, 'MB'),
    atMost(
      `cost per event, ${lastCrowd.processes} processes at once / ${firstCrowd.processes}`,
      CROWD_GROWTH,
      cost(lastCrowd) / cost(firstCrowd),
    ),
    {
      ...atLeast(
        `openMosix, ${thousand.nodes} nodes: node-seconds a second`,
        500_000,
        thousand.nodeSecondsPerSecond,
      ),
      alone: alone(thousand.nodeSecondsPerSecond, thousand),
    },
    atMost(`openMosix, cost per node-second, ${most.nodes} nodes / 100`, 1.5, growth),
    atMost('whole process of 7 nodes, 1000 processes / node -e 0', 2, launch.timesBare),
    ...reading.map(({ name, readSeconds }) => atMost(`reading ${name}`, 1.5, readSeconds, 's')),
  ];
}

/** From 1000 to 100 000 the logarithm grows 1.7 times and caches take their part; linear is 100. */
const CROWD_GROWTH = 3;
