/**
 * How long it takes to go to random moments of a run that has been, what the checkpoints take, and
 * how much slower a run is that keeps them: `npm run bench:rewind`; `-- 2`: only the second case.
 */
import { openScenario } from '../../dist/cli/opening/open-scenario.js';
import { openSession } from '../../dist/cli/opening/open-session.js';
import { Random } from '../../dist/kernel/random.js';
import { RecordedSession } from '../../dist/recording/recorded-session.js';
import { numbersGiven } from '../support/numbers-given.mjs';
import { median, quantile } from './median.mjs';

const CASES = [
  { name: 'auckland', nodes: undefined, hours: 24, moments: 200, limitMs: 150, times: 10 },
  { name: 'auckland', nodes: 1000, hours: 2, moments: 60, limitMs: 1000, times: 2 },
];
/** A plain run and a recorded one take turns of so many parts of a run. */
const PARTS = 48;

const [only] = numbersGiven([`case, at most ${CASES.length}`]);
let isKept = true;
for (const { name, nodes, hours, moments, limitMs, times } of only ? [CASES[only - 1]] : CASES) {
  const scenario = openScenario(name, { nodes });
  const seconds = 3600 * hours;
  await bothRun(scenario, seconds / 12, true); // While their code is new.
  const ratios = [];
  let recorded;
  for (let time = 0; time < times; time++) {
    const both = await bothRun(scenario, seconds, time % 2 === 0);
    recorded = both.recorded;
    ratios.push(both.recordedMs / both.plainMs);
  }
  const { bytes, mostBytes, checkpoints } = recorded.past.memory;
  const { took, cpuMs } = goTo(recorded, moments, seconds);
  const p95 = quantile(took, 0.95);
  const slower = 100 * (median(ratios) - 1);
  isKept &&= p95 <= limitMs && slower <= 5;
  console.log(
    `${name}, ${scenario.nodes.length} nodes, ${hours} h: any moment in ${median(took).toFixed(0)} ms (median), ` +
      `${p95.toFixed(0)} ms (p95, limit ${limitMs}), ${Math.max(...took).toFixed(0)} ms (most), ` +
      `${quantile(cpuMs, 0.95).toFixed(0)} ms of the processor (p95); ` +
      `${checkpoints} checkpoints in ${(bytes / 1024 ** 2).toFixed(1)} MB of ${mostBytes / 1024 ** 2}; ` +
      `running ${slower.toFixed(1)} % slower (limit 5)`,
  );
}
process.exitCode = isKept ? 0 : 1;

/**
 * A run as it is and a recorded one, in turns: so neither has the quieter minutes of the machine, nor
 * always the garbage of the other. The one that is made second takes 5 % longer, whichever it is.
 */
async function bothRun(scenario, seconds, isPlainFirst) {
  const first = await openSession(scenario, { measures: true });
  const second = await openSession(scenario, { measures: true });
  const plain = isPlainFirst ? first : second;
  const recorded = new RecordedSession(isPlainFirst ? second : first);
  // Every state that is kept is also written down as a digest, as in the file of a recording.
  recorded.journal = { sent() {}, branched() {}, switched() {}, marked() {} };
  let plainMs = 0;
  let recordedMs = 0;
  for (let part = 1; part <= PARTS; part++) {
    const until = (seconds * part) / PARTS;
    if (part % 2 === 0) plainMs += run(plain, until);
    recordedMs += run(recorded, until);
    if (part % 2 === 1) plainMs += run(plain, until);
  }
  return { recorded, plainMs, recordedMs };
}

/**
 * As the dashboard does it: in parts of a hundred events. @returns milliseconds of the processor
 */
function run(session, until) {
  return cpuOf(() => {
    while (!session.advance(until, { maxEvents: 100 }));
  });
}

/**
 * @returns milliseconds for each of so many random moments, of the clock and of the processor: they
 * differ where others use the machine as well
 */
function goTo(recorded, moments, seconds) {
  const random = new Random(1);
  const took = [];
  const cpuMs = [];
  for (let moment = 0; moment < moments; moment++) {
    const startedMs = performance.now();
    const ms = cpuOf(() => {
      recorded.seek(random.uniform() * seconds);
      recorded.view().nodes();
    });
    took.push(performance.now() - startedMs);
    cpuMs.push(ms);
  }
  return { took, cpuMs };
}

/** @returns milliseconds of the processor */
function cpuOf(act) {
  const before = process.cpuUsage();
  act();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
