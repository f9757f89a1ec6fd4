import { studentInterval } from '../../dist/lab/statistics/interval.js';
import { CellRuns } from '../../dist/lab/study/cell-runs.js';
import { stateOf } from '../../dist/lab/study/progress.js';

/** @type {(load: number) => string} M/M/1-PS */
const shared = (load) => `
nodes: [{ count: 1, cpus: 1, speed: 10000 }]
policy: none
information: perfect
workload: [{ home: random, arrivals: { every: exponential ${10 / load}s }, work: exponential 10s, memory: 1MB }]
`;

/** @type {(scenario: string, window: string, runs: number) => string} */
const study = (scenario, window, runs) => `
scenario: ./${scenario}.yaml
measure: { ${window}, metrics: [meanSlowdown], samples: none }
replications: ${runs}
`;

/** @type {Record<number, import('./run.mjs').RunCheck>} */
export const PRECISION = {
  8: (check, studies) => {
    studies.write({ 'half.yaml': shared(0.5) });
    const window = 'warmUp: 200 processes, watch: 2000 processes';
    const values = studies.run('coverage', study('half', window, 500 * 20)).values('meanSlowdown');
    // Runs of one study have seeds of their own: twenty of them are a study as good as any other.
    const studiesOf20 = Array.from({ length: 500 }, (_, i) => values.slice(20 * i, 20 * (i + 1)));
    const covered = studiesOf20.filter((own) => covers(studentInterval(own), 2)).length;
    check.between('coverage of the 95 % interval, 500 studies of 20 x 2000, M/M/1-PS at 0.5', {
      ...{ low: 0.92, high: 0.98, measured: covered / 500, interval: proportion(covered, 500) },
    });
  },
  9: (check, studies, { isLong }) => {
    const wanted = isLong ? 400 : 60;
    studies.write({ 'busy.yaml': shared(0.8) });
    const window = 'warmUp: 2000 processes, watch: 24000 processes';
    const rule = { from: 10, to: 1000, by: 1, until: { measure: 'meanSlowdown', part: 0.02 } };
    const counts = [];
    let covered = 0;
    // As many runs as so many studies need, one after the other; more of them are made as needed.
    for (let runs = 28 * wanted; counts.length < wanted; runs += 200) {
      counts.length = 0;
      covered = 0;
      const values = studies.run('stopping', study('busy', window, runs)).values('meanSlowdown');
      for (let first = 0; counts.length < wanted; first += counts.at(-1)) {
        const { wanted: n, missing } = stateOf(runsOf(values.slice(first)), rule);
        if (missing.length > 0) break;
        counts.push(n);
        if (covers(studentInterval(values.slice(first, first + n)), 5)) covered++;
      }
    }
    const { mean, halfWidth } = studentInterval(counts);
    check.between('runs until ± 2 %, M/M/1-PS at 0.8, 24 000 watched, from 10 by 1: mean', {
      ...{ low: 25, high: 40, measured: mean, interval: `± ${halfWidth.toFixed(1)}` },
    });
    check.between(`coverage of ${wanted} such studies`, {
      ...{ low: 0.92, measured: covered / wanted, interval: proportion(covered, wanted) },
    });
  },
};

/** @type {(interval: { mean: number, halfWidth: number }, value: number) => boolean} */
function covers({ mean, halfWidth }, value) {
  return Math.abs(mean - value) <= halfWidth;
}

/**
 * The 95 % interval of a proportion (Wilson 1927).
 *
 * @param {number} count
 * @param {number} of
 */
function proportion(count, of) {
  const z = 1.959964;
  const part = count / of;
  const centre = (part + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half =
    (z * Math.sqrt((part * (1 - part)) / of + (z * z) / (4 * of * of))) / (1 + (z * z) / of);
  return `${(centre - half).toFixed(3)} to ${(centre + half).toFixed(3)}`;
}

/** @param {readonly number[]} values of a measure, by replication */
function runsOf(values) {
  const runs = new CellRuns(['meanSlowdown']);
  for (const [replication, meanSlowdown] of values.entries()) {
    runs.add({ cell: '', replication, seed: 0, figures: { meanSlowdown } });
  }
  return runs;
}
