/**
 * How long it takes to go to random moments of a run that has been, what the checkpoints take, and
 * how much slower a run is that keeps them: `npm run bench:rewind`.
 */
import { openScenario } from '../../dist/cli/opening/open-scenario.js';
import { openSession } from '../../dist/cli/opening/open-session.js';
import { Random } from '../../dist/kernel/random.js';
import { RecordedSession } from '../../dist/recording/recorded-session.js';
import { median } from './median.mjs';

const CASES = [
  { name: 'auckland', nodes: undefined, hours: 24, moments: 200, limitMs: 150, times: 8 },
  { name: 'auckland', nodes: 1000, hours: 2, moments: 60, limitMs: 1000, times: 4 },
];

let isKept = true;
for (const { name, nodes, hours, moments, limitMs, times } of CASES) {
  const scenario = openScenario(name, { nodes });
  const seconds = 3600 * hours;
  const ratios = [];
  let recorded;
  // The first ones of both kinds run while their code is new.
  for (let time = -1; time < times; time++) {
    const plain = await opened(scenario);
    recorded = new RecordedSession(await opened(scenario));
    // Every state that is kept is also written down as a digest, as in the file of a recording.
    recorded.journal = { sent() {}, branched() {}, switched() {}, marked() {} };
    // In turns, so that neither always has the garbage of the other.
    const order = time % 2 === 0 ? [plain, recorded] : [recorded, plain];
    const took = new Map(order.map((session) => [session, run(session, seconds)]));
    if (time >= 0) ratios.push(took.get(recorded) / took.get(plain));
  }
  const { bytes, mostBytes, checkpoints } = recorded.past.memory;
  const took = [];
  const random = new Random(1);
  for (let moment = 0; moment < moments; moment++) {
    const startedMs = performance.now();
    recorded.seek(random.uniform() * seconds);
    recorded.view().nodes();
    took.push(performance.now() - startedMs);
  }
  took.sort((a, b) => a - b);
  const p95 = took[Math.ceil(0.95 * moments) - 1];
  const slower = 100 * (median(ratios) - 1);
  isKept &&= p95 <= limitMs && slower <= 5;
  console.log(
    `${name}, ${scenario.nodes.length} nodes, ${hours} h: any moment in ${took[moments >> 1].toFixed(0)} ms (median), ` +
      `${p95.toFixed(0)} ms (p95, limit ${limitMs}), ${took.at(-1).toFixed(0)} ms (most); ` +
      `${checkpoints} checkpoints in ${(bytes / 1024 ** 2).toFixed(1)} MB of ${mostBytes / 1024 ** 2}; ` +
      `running ${slower.toFixed(1)} % slower (limit 5)`,
  );
}
process.exitCode = isKept ? 0 : 1;

function opened(scenario) {
  return openSession(scenario, { measures: true });
}

/**
 * As the dashboard does it: in parts of a hundred events. @returns milliseconds of the processor
 */
function run(session, seconds) {
  const before = process.cpuUsage();
  while (!session.advance(seconds, { maxEvents: 100 }));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
