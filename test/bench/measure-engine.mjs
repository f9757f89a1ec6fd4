import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mean } from '../../dist/base/statistics.js';
import { openScenario } from '../../dist/cli/opening/open-scenario.js';
import { openSession } from '../../dist/cli/opening/open-session.js';
import { Completions } from '../../dist/cli/running/completions.js';
import { median } from './median.mjs';

/*
 * A process of its own for one case, so that the peak of its memory is the case's. Its argument is
 * JSON: the scenario's file, `until` (virtual seconds; null: to the last process), `watched`
 * (whether loads are measured and all events wanted, as for a screen) and `warmSeconds`, for how
 * long it is run again in the same process. Its output is JSON.
 */
const SLICE_EVENTS = 64;

const { file, until, watched = false, warmSeconds = 0 } = JSON.parse(process.argv[2]);

const first = await run();
const peakBytes = process.resourceUsage().maxRSS * 1024;
const runs = [first];
for (let spent = 0; spent < warmSeconds; ) {
  const again = await run();
  spent += again.readSeconds + again.runSeconds;
  runs.push(again);
}
// What was run again counts once it is warm: the first half does not.
const warm = runs.slice(Math.floor(runs.length / 2));
const { completions, ...figures } = first;
process.stdout.write(
  JSON.stringify({
    ...figures,
    runSeconds: median(warm.map(({ runSeconds }) => runSeconds)),
    // The system counts in steps of milliseconds, which a short run's median would not survive.
    cpuSeconds: mean(warm.map(({ cpuSeconds }) => cpuSeconds)),
    coldSeconds: first.runSeconds,
    peakBytes,
    digest: digestOf(completions),
  }),
);

/** Reads the scenario with its files, then lets it run; each is timed. */
async function run() {
  const opened = performance.now();
  const completions = new Completions();
  const session = await openSession(openScenario(file, {}), { measures: watched });
  session.simulation.cluster.observe(completions.observe, {
    types: ['completed'],
    transient: true,
  });
  const onCpuBefore = onCpuSeconds();
  const started = performance.now();
  let slices = 0;
  while (
    !session.advance(until ?? Infinity, { maxEvents: SLICE_EVENTS, untilOver: until === null })
  )
    slices++;
  const ended = performance.now();
  const cpuSeconds = onCpuBefore === null ? (ended - started) / 1000 : onCpuSeconds() - onCpuBefore;
  const { now, totals } = session.view();
  return {
    readSeconds: (started - opened) / 1000,
    runSeconds: (ended - started) / 1000,
    cpuSeconds,
    // The last slice is not counted; where nothing ticks and moves, arrivals and ends are all.
    events: Math.max(slices * SLICE_EVENTS, totals.arrived + totals.completed),
    completed: totals.completed,
    migrations: totals.migrations,
    virtualSeconds: now,
    completions,
  };
}

/** CPU time of this thread: less than went by where others had the CPU. Null: not told here. */
function onCpuSeconds() {
  const file = '/proc/thread-self/schedstat';
  if (!existsSync(file)) return null;
  return Number(readFileSync(file, 'utf8').split(' ')[0]) / 1e9;
}

/** Of the bytes that `run --completions` writes. */
function digestOf(completions) {
  const hash = createHash('sha256');
  completions.writeTo({ write: (text) => hash.update(text) });
  return hash.digest('hex');
}
