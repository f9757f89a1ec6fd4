import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  measureCrowds,
  measureOpenMosix,
  measureSharing,
  measureWatching,
} from './engine-cases.mjs';
import { FULL, QUICK } from './plan.mjs';
import { measureLaunch, measureReading } from './program-cases.mjs';
import { progressLine } from './progress.mjs';
import { quickAsked } from './quick.mjs';
import { compareGenerators, hasReference } from './reference.mjs';
import { writeResults } from './results.mjs';
import { figure, megabytes, table, targetTable } from './table.mjs';
import { targetsOf } from './targets.mjs';

// npm run bench [-- --quick]: how fast the engine is, on what was built in dist. Nothing fails by
// its time. Each case has a process of its own; what is compared is measured in turns.
const quick = quickAsked();
const plan = quick ? QUICK : FULL;
const folder = mkdtempSync(join(tmpdir(), 'mtop-sim-bench-'));
const progress = progressLine();
try {
  const inputs = compareGenerators(folder);
  const sharing = measureSharing(plan, folder, progress);
  const crowds = measureCrowds(plan, folder, progress);
  const openMosix = measureOpenMosix(plan, folder, progress);
  const sameWhenWatched = measureWatching(plan, folder);
  const launch = measureLaunch(plan, folder, progress);
  const reading = measureReading(plan, folder, progress);
  const measured = { sharing, crowds, openMosix, sameWhenWatched, launch, reading };
  const targets = targetsOf(measured);
  progress('');
  print(measured, targets, inputs);
  if (!quick) console.log(`written: ${writeResults('results.json', { ...measured, targets })}`);
} finally {
  rmSync(folder, { recursive: true });
}

function print({ sharing, crowds, openMosix, sameWhenWatched, launch, reading }, targets, inputs) {
  const cases = [...sharing, ...crowds, ...openMosix];
  const titles = [
    'case',
    'events/s',
    'completions/s',
    'node-s/s',
    'seconds',
    'CPU s',
    'reading',
    'peak MB',
  ];
  const rows = cases.map((one) => [
    one.name,
    ...[one.eventsPerSecond, one.completionsPerSecond, one.nodeSecondsPerSecond].map(figure),
    one.runSeconds.toPrecision(3),
    one.cpuSeconds.toPrecision(3),
    one.readSeconds.toPrecision(3),
    megabytes(one.peakBytes),
    one.timesReference === undefined ? '' : figure(one.timesReference),
    one.timesReference === undefined ? '' : figure(one.timesReferenceWithReading),
    one.digest.slice(0, 12),
  ]);
  const lines = [
    table([[...titles, 'x ps_ref.py', 'with reading', 'completions'], ...rows]),
    ...reading.map(
      ({ name, readSeconds, peakBytes, bytesBefore }) =>
        `reading ${name}: ${readSeconds.toFixed(2)} s, ` +
        `peak ${megabytes(peakBytes)} MB (${megabytes(bytesBefore)} MB before)`,
    ),
    `whole process: ${figure(launch.runSeconds * 1000)} ms, node -e 0: ${figure(launch.bareSeconds * 1000)} ms`,
    `completions are ${sameWhenWatched ? 'the same' : 'NOT THE SAME'} when somebody watches`,
    hasReference ? inputs : `${inputs}; no ps_ref.py to compare with`,
    '',
    targetTable(targets),
  ];
  console.log(lines.join('\n'));
}
