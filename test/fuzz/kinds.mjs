import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readSettings } from '../../dist/cli/files/settings-file.js';
import { readScenario } from '../../dist/cli/opening/open-scenario.js';
import { loadOwnPolicy } from '../../dist/cli/policies/own-policy.js';
import { Random } from '../../dist/kernel/random.js';
import { formatProblems } from '../../dist/scenario/problem.js';
import { findPolicy } from '../../dist/scheduler/policies/registry.js';
import { createSession } from '../../dist/session/simulated.js';
import { readCsv } from '../../dist/workload/files/csv.js';
import { readNodesCsv } from '../../dist/workload/files/csv-nodes.js';
import { readMapFile } from '../../dist/workload/files/map-file.js';
import { readSwf } from '../../dist/workload/files/swf.js';

const NODES = [1, 2, 3];
const folder = (name) => new URL(`../../${name}/`, import.meta.url);

function textsIn(name) {
  return readdirSync(folder(name))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => readFileSync(new URL(file, folder(name))));
}

const CSV =
  'pid,arrival,host,work,memory,user,command\n7,0,0,3,100,ann,R\n4,1.5,2,1e2,2e6,"b,c",maple\n';
const SWF = '; Version: 2.2\n1 10 5 100 2 90 2048 4 200 4096 1 7 3 1 -1 -1 -1 -1\n2 11 0 50 1\n';
const MAP = '# openmosix.map\n1 10.0.0.1 5\n6 cm6 1\n7 10.0.0.9 1\n7 10.1.0.9 ALIAS\n';
const SETTINGS =
  '{"columns":["pid","node"],"panels":{"chart":false},"theme":"mono","framesPerSecond":2}\n';

export const POLICY =
  'export default { name: "p", about: "", scope: "node", decide(s) { return { reason: "-", numbers: { load: s.own.load } }; } };';

/** Everything that is read from a file: examples, and what is done with one. */
export const KINDS = [
  {
    ending: 'yaml',
    share: 6,
    seeds: [...textsIn('config'), ...textsIn('test/fixtures/bad-scenarios')],
    use: useScenario,
  },
  { ending: 'csv', share: 2, seeds: [Buffer.from(CSV)], use: (file) => readCsv(file, NODES) },
  {
    ending: 'nodes',
    share: 1,
    seeds: [Buffer.from('host,cores,speed\n0,1,1\n1,2,2.8\n')],
    use: readNodesCsv,
  },
  { ending: 'swf', share: 2, seeds: [Buffer.from(SWF)], use: useTrace },
  {
    ending: 'map',
    share: 1,
    seeds: [Buffer.from(MAP)],
    use: (file) => readMapFile(file, undefined),
  },
  { ending: 'json', share: 1, seeds: [Buffer.from(SETTINGS)], use: readSettings },
  { ending: 'mjs', share: 1, seeds: [Buffer.from(POLICY)], use: usePolicy },
];

function useTrace(file) {
  const home = 'round-robin';
  const whole = { timeScale: 1, startSeconds: 0, endSeconds: Number.POSITIVE_INFINITY };
  const spec = /** @type {const} */ ({ kind: 'swf', file, home, ...whole });
  const { arrivals } = readSwf(spec, NODES, new Random(1));
  for (let taken = 0; taken < 1000 && arrivals.next() !== undefined; taken++);
}

/** Reads a scenario and lets two thousand things happen in it. @returns its problems, if any */
function useScenario(file) {
  const parsed = readScenario(file);
  if (parsed.ok === false) return formatProblems(parsed.problems).join('\n');
  const { scenario } = parsed;
  if (scenario.workload.some(({ kind }) => kind === 'host')) return undefined;
  const policy = findPolicy(scenario.policy);
  if (policy === undefined) return undefined;
  const { nodes, openmosix } = scenario;
  const end = Math.min(60, (MOST_TICKS * openmosix.period) / nodes.length);
  createSession(scenario, { policy }).advance(end, { maxEvents: 2000, untilOver: true });
  return undefined;
}

/** Loads a policy and lets it decide for some seconds, without the thread that watches it. */
async function usePolicy(file) {
  const policy = await loadOwnPolicy(file, Number.POSITIVE_INFINITY);
  const parsed = readScenario(PLACE);
  if (parsed.ok === false) throw new Error('the place of a policy is no scenario');
  createSession(parsed.scenario, { policy }).advance(5);
  return undefined;
}

const PLACE = fileURLToPath(new URL('two-nodes.yaml', folder('config')));

/** Of all nodes together, each some microseconds: 65 535 nodes tick 4 million times a minute. */
const MOST_TICKS = 100_000;

/** Writes an input where its kind is read. A module is read once, so each has a name of its own. */
export function written(directory, { ending }, bytes, number) {
  const file = join(directory, ending === 'mjs' ? `${number}.mjs` : `input.${ending}`);
  writeFileSync(file, bytes);
  return file;
}
