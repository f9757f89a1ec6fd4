import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { progressLine } from './progress.mjs';
import { quickAsked } from './quick.mjs';
import { writeResults } from './results.mjs';
import {
  measureFrame,
  measureIdle,
  measureKeys,
  measureKeysAtSpeed,
  measureKeysOnNodes,
  measureStart,
  SCREEN,
} from './screen-cases.mjs';
import { atMost, figure, targetTable } from './table.mjs';

// npm run bench:screen [-- --quick]: what the dashboard costs, in a real pseudo-terminal of 200x50.
// Nothing fails by its time.
const quick = quickAsked();
const plan = quick
  ? { starts: 3, idleRuns: 1, idleSeconds: 10, warmSeconds: 2, presses: 60 }
  : { starts: 7, idleRuns: 5, idleSeconds: 30, warmSeconds: 3, presses: 200 };
const folder = mkdtempSync(join(tmpdir(), 'mtop-sim-screen-'));
const progress = progressLine();
try {
  progress('start to first frame');
  const start = await measureStart(plan);
  progress('keys with 10 000 processes');
  const keys = await measureKeys(plan, folder);
  progress('keys at rate 1000');
  const keysAtSpeed = await measureKeysAtSpeed(plan, folder);
  progress('keys in the table of 5 000 nodes');
  const keysOnNodes = await measureKeysOnNodes(plan, folder);
  progress('frames in process');
  const frame = await measureFrame(folder);
  progress(`${plan.idleSeconds} s of watching, beside htop`);
  const idle = await measureIdle(plan, folder);
  progress('');
  const measured = { start, keys, keysAtSpeed, keysOnNodes, frame, idle };
  const targets = targetsOf(measured);
  print(measured, targets);
  if (!quick) {
    const file = writeResults('screen-results.json', { screen: SCREEN, ...measured, targets });
    console.log(`written: ${file}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}

function targetsOf({ start, keys, keysAtSpeed, keysOnNodes, frame, idle }) {
  return [
    atMost('first frame', 200, start.firstFrameMs, 'ms'),
    atMost('key to screen, 10 000 processes, median', 16, keys.medianMs, 'ms'),
    atMost('key to screen, 10 000 processes, p99', 30, keys.p99Ms, 'ms'),
    atMost('key to screen, rate 1000, p99', 30, keysAtSpeed.p99Ms, 'ms'),
    atMost('key to screen, 5 000 nodes by load, p99', 30, keysOnNodes.p99Ms, 'ms'),
    atMost(
      'a frame, 10 000 processes: look, update, lay out, draw',
      5,
      frame.sampled.wholeMs,
      'ms',
    ),
    ...(idle.timesHtop === undefined
      ? []
      : [atMost('CPU seconds, 200 processes, 1 frame/s / htop -d 10', 1.5, idle.timesHtop)]),
    atMost('resident memory', 90, idle.residentBytes / 1e6, 'MB'),
  ];
}

function print({ start, keys, keysAtSpeed, keysOnNodes, frame, idle }, targets) {
  const pressed = ({ presses, medianMs, p99Ms, mostMs, clockChangesPerSecond }) =>
    `${presses} presses: median ${figure(medianMs)} ms, p99 ${figure(p99Ms)} ms, ` +
    `most ${figure(mostMs)} ms; the clock changed ${clockChangesPerSecond.toFixed(1)} times a second`;
  const parts = ({ sampleMs, updateMs, frameMs, drawMs, wholeMs }) =>
    `look ${figure(sampleMs)} + update ${figure(updateMs)} + lay out ${figure(frameMs)} + ` +
    `draw ${figure(drawMs)} = ${figure(wholeMs)} ms`;
  const htop =
    idle.htopCpuSeconds === undefined
      ? 'htop is not installed'
      : `htop -d 10: ${idle.htopCpuSeconds.toFixed(2)} s`;
  const lines = [
    `first frame: ${figure(start.firstFrameMs)} ms; node -e 0 in a terminal: ${figure(start.bareMs)} ms`,
    `10 000 processes, ${pressed(keys)}`,
    `rate 1000, 1000 nodes, ${pressed(keysAtSpeed)}`,
    `5 000 nodes by load, ${pressed(keysOnNodes)}`,
    `frame after time went on: ${parts(frame.sampled)}`,
    `frame after a key: ${parts(frame.pressed)}`,
    `${idle.seconds} s at rate 1, 1 frame/s, 200 processes: ${idle.cpuSeconds.toFixed(2)} CPU seconds; ${htop}`,
    '',
    targetTable(targets),
  ];
  console.log(lines.join('\n'));
}
