import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, quantile } from './median.mjs';
import { PROGRAM } from './program-cases.mjs';
import { COLUMNS, PtyScreen, ROWS, sleep, usageOf } from './pty-screen.mjs';
import { writeEndlessScenario, writeOpenMosixScenario } from './scenario-files.mjs';

const NODE = process.execPath;
const isShown = (screen) => /PID .*COMMAND/i.test(screen.text.replaceAll('Command', 'COMMAND'));
const hasHtop = spawnSync('htop', ['--version']).status === 0;

/** From the start of the program to the terminal's having taken in the list, in milliseconds. */
export async function measureStart(plan) {
  const own = [];
  const bare = [];
  for (let start = 0; start < plan.starts; start++) {
    const nothing = new PtyScreen(NODE, ['-e', '0']);
    bare.push(await nothing.ended);
    const screen = new PtyScreen(NODE, [PROGRAM]);
    own.push(await screen.until(() => isShown(screen)));
    await screen.end();
  }
  return { firstFrameMs: median(own), bareMs: median(bare) };
}

/** CPU seconds and memory beside htop's, in turns, with as many processes on both screens. */
export async function measureIdle(plan, folder) {
  const file = join(folder, 'idle.yaml');
  const processes = 200;
  writeEndlessScenario(file, { nodes: 7, processes });
  const starter = fileURLToPath(new URL('one-frame-a-second.mjs', import.meta.url));
  const fillers = hasHtop ? startSleepers(processes - countProcesses()) : [];
  const own = [];
  const htop = [];
  try {
    for (let run = 0; run < plan.idleRuns; run++) {
      own.push(await idle(plan, NODE, [starter, file]));
      if (hasHtop) htop.push(await idle(plan, 'htop', ['-d', '10']));
    }
  } finally {
    for (const filler of fillers) filler.kill();
  }
  const middle = (runs, key) => median(runs.map((run) => run[key]));
  return {
    seconds: plan.idleSeconds,
    cpuSeconds: middle(own, 'cpuSeconds'),
    residentBytes: middle(own, 'residentBytes'),
    ...(hasHtop && {
      htopCpuSeconds: middle(htop, 'cpuSeconds'),
      timesHtop: middle(own, 'cpuSeconds') / middle(htop, 'cpuSeconds'),
    }),
  };
}

/** Milliseconds from a press of Down to another row being the selected one. */
export async function measureKeys(plan, folder) {
  const file = join(folder, 'keys.yaml');
  writeEndlessScenario(file, { nodes: 100, processes: 10_000, policy: 'none' });
  const screen = await showing([file]);
  return await pressDown(screen, plan.presses, rowOf);
}

/**
 * The same when more is to be simulated than can be, and how often the clock then changes. In the
 * table of nodes: among processes that come, go and change their place the cursor moves by itself,
 * and in the last row of the list Down does nothing.
 */
export async function measureKeysAtSpeed(plan, folder) {
  const file = join(folder, 'speed.yaml');
  writeOpenMosixScenario(file, 1_000);
  const screen = await showing([file, '--rate', '1000']);
  screen.type('\t');
  await screen.until(() => nodeOf(screen) !== undefined);
  return await pressDown(screen, plan.presses / 2, nodeOf);
}

/** The same in the table of 5 000 nodes, the busiest on top. */
export async function measureKeysOnNodes(plan, folder) {
  const file = join(folder, 'nodes.yaml');
  writeEndlessScenario(file, { nodes: 5_000, processes: 10_000, policy: 'none' });
  const screen = await showing([file]);
  screen.type('3P');
  await screen.until(() => screen.line(ROWS - 2).includes('1/5000'));
  return await pressDown(screen, plan.presses, rowOf);
}

/** Parts of a frame with 10 000 processes. */
export async function measureFrame(folder) {
  const file = join(folder, 'frame.yaml');
  const output = join(folder, 'frame.json');
  writeEndlessScenario(file, { nodes: 100, processes: 10_000, policy: 'none' });
  const program = fileURLToPath(new URL('../../dist/bench/measure-frame.js', import.meta.url));
  const screen = new PtyScreen(NODE, [program, file, output]);
  await screen.ended;
  return JSON.parse(readFileSync(output, 'utf8'));
}

async function showing(words) {
  const screen = new PtyScreen(NODE, [PROGRAM, ...words]);
  await screen.until(() => isShown(screen));
  await sleep(2000);
  return screen;
}

/** Presses Down, each time until the screen says that the cursor has moved. */
async function pressDown(screen, presses, cursorOf) {
  const startedMs = performance.now();
  const clocks = watchClock(screen);
  const latencies = [];
  for (let press = 0; press < presses; press++) {
    const before = cursorOf(screen);
    const pressedMs = performance.now();
    screen.type('\x1b[B');
    await screen.until(() => cursorOf(screen) !== before);
    latencies.push(performance.now() - pressedMs);
    // Not in step with the frames.
    await sleep(20 + ((press * 37) % 60));
  }
  const seconds = (performance.now() - startedMs) / 1000;
  const clockChanges = clocks.stop();
  await screen.end();
  return {
    presses,
    medianMs: median(latencies),
    p99Ms: quantile(latencies, 0.99),
    mostMs: Math.max(...latencies),
    clockChangesPerSecond: clockChanges / seconds,
  };
}

/** Counts how often the first line, where the virtual time is, looks different. */
function watchClock(screen) {
  let changes = 0;
  let last = screen.line(0);
  const timer = setInterval(() => {
    const line = screen.line(0);
    if (line !== last) changes++;
    last = line;
  }, 10);
  return {
    stop() {
      clearInterval(timer);
      return changes;
    },
  };
}

/**
 * Where the cursor is in the list of processes or in the table of nodes, as the last but one line
 * says it: "17/10000".
 */
function rowOf(screen) {
  return /(\d+)\/\d+\s*$/.exec(screen.line(ROWS - 2))?.[1];
}

/** The node under the cursor, when the table of nodes has the keys: "node 17". */
function nodeOf(screen) {
  return /node (\d+)\s*$/.exec(screen.line(ROWS - 2))?.[1];
}

async function idle(plan, program, words) {
  const screen = new PtyScreen(program, words);
  await screen.until(() => isShown(screen));
  await sleep(plan.warmSeconds * 1000);
  const before = usageOf(screen.pid);
  await sleep(plan.idleSeconds * 1000);
  const after = usageOf(screen.pid);
  await screen.end();
  return {
    cpuSeconds: after.cpuSeconds - before.cpuSeconds,
    residentBytes: after.residentBytes,
  };
}

function countProcesses() {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).length;
}

function startSleepers(count) {
  return Array.from({ length: Math.max(0, count) }, () =>
    spawn('sleep', ['3600'], { stdio: 'ignore' }),
  );
}

export const SCREEN = `${COLUMNS}x${ROWS}`;
