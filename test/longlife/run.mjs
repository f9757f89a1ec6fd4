import { parseScenario } from '../../dist/scenario/parse.js';
import { findPolicy } from '../../dist/scheduler/policies/registry.js';
import { createSession } from '../../dist/session/simulated.js';
import { numbersGiven } from '../support/numbers-given.mjs';

// Lets a cluster in which everything comes and goes live for so many virtual hours (400 unless said
// otherwise) and says every tenth of them what memory it takes. Exit code 1 when the last tenth
// ends with a fifth more than the second one did.
const [hours = 400] = numbersGiven(['hours']);

const SCENARIO = `
nodes: [{ count: 8, name: "n%d", cpus: 2, memory: 512MB, swap: 256MB }]
kernel: { secureports: false }
workload:
  - { arrivals: { every: exponential 4s }, work: pareto 1s..10min, memory: 1MB..60MB, home: random }
  - { arrivals: { every: 2min }, work: 30s, pipeline: 3, profile: { like: io-bound, growth: 100KB } }
  - { arrivals: { every: 1min }, work: 20s, profile: interactive }
faults:
  - { nodes: [3, 4], kind: leave, mttf: exponential 30min, mttr: 5min }
  - { nodes: [5], kind: crash, mttf: exponential 1h, mttr: 5min }
  - { nodes: [6], kind: cut, mttf: exponential 1h, mttr: 1min }
strangers: [{ address: 10.9.8.7, every: 1s, claims: { node: 77 } }]
`;

const parsed = parseScenario(SCENARIO, 'longlife.yaml', {
  policies: ['openmosix'],
  readNodesCsv: () => [],
  readValues: () => [],
  readMapFile: () => [],
});
if (parsed.ok === false) throw new Error(JSON.stringify(parsed.problems));
const session = createSession(parsed.scenario, { policy: findPolicy('openmosix') });
const sizes = [];
for (let tenth = 1; tenth <= 10; tenth++) {
  const end = (hours * 3600 * tenth) / 10;
  while (!session.advance(end, { maxEvents: 100_000 }));
  globalThis.gc?.();
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  sizes.push(heapUsed + arrayBuffers);
  const { completed, killed, alive } = session.view().totals;
  process.stdout.write(
    `${Math.round(end / 3600)} h: ${completed} completed, ${killed} killed, ${alive} alive; ` +
      `${megabytes(heapUsed + arrayBuffers)} held, ${megabytes(rss)} resident\n`,
  );
}
const grew = sizes[9] / sizes[1];
process.stdout.write(`from the second tenth to the last: x ${grew.toFixed(2)}\n`);
process.exitCode = grew > 1.2 ? 1 : 0;

function megabytes(bytes) {
  return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}
