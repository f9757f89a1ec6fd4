import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { UserError } from '../../base/user-error.js';
import type { ClusterEvent } from '../../cluster/facts/event.js';
import type { SimulatedSession } from '../../session/simulated.js';
import { OutputFile, outputTarget } from '../files/output-file.js';
import { openScenario } from '../opening/open-scenario.js';
import { openSession } from '../opening/open-session.js';
import { print } from '../output.js';

export interface PolicyTestOptions {
  readonly policyTimeout?: number;
}

/**
 * Writes a policy to begin with. A file that is there stays.
 * @returns the exit code
 */
export function newPolicy(file: string): number {
  if (existsSync(file))
    throw new UserError(`${file} is there already: policy new begins a new file`);
  if (!/\.m?js$/.test(file)) {
    throw new UserError(
      `${file}: a policy is a module of JavaScript: the name must end in .mjs or .js`,
    );
  }
  const output = new OutputFile(outputTarget(file));
  output.write(TEMPLATE);
  OutputFile.keepTogether([output]);
  print(`${file}: try mtop-sim policy test ${file}, then mtop-sim run auckland --policy ${file}\n`);
  return 0;
}

/** Scenarios that a policy is tried on, and up to when: busy ones, and one whose nodes fail. */
const TRIALS = [
  { scenario: 'two-nodes', until: 60 },
  { scenario: 'auckland', until: 600 },
  { scenario: 'faults', until: 600 },
] as const;

/**
 * Tries a policy: whether it can be loaded, answers as it must, does the same when a run is repeated
 * and when it is taken up in the middle, and what it moves.
 * @returns the exit code: 1 when it does not do the same
 */
export async function testPolicy(file: string, options: PolicyTestOptions): Promise<number> {
  let exitCode = 0;
  for (const { scenario: name, until } of TRIALS) {
    const scenario = openScenario(name, { policy: /[\\/]/.test(file) ? file : `./${file}` });
    const open = () => openSession(scenario, { measures: true, ...options });
    const [first, second, third] = [await open(), await open(), await open()];
    const whole = record(first);
    first.advance(until);
    const repeated = record(second);
    second.advance(until / 2);
    const state = second.save();
    second.advance(until);
    third.restore(state);
    const resumed = record(third);
    third.advance(until);
    const wrong =
      repeated.digest() !== whole.digest()
        ? 'a second run goes another way: it remembers or draws what is not given to it'
        : resumed.digest() !== repeated.digestFrom(until / 2)
          ? 'a run that is taken up goes another way: it remembers what is not in its state'
          : undefined;
    if (wrong !== undefined) exitCode = 1;
    const { migrations, completed } = first.view().totals;
    const done = `${completed} processes done, ${whole.placed} placed, ${migrations} migrations, ${whole.refused} refused`;
    print(`${name}: ${wrong ?? 'OK'}; ${done}\n`);
  }
  return exitCode;
}

/** What happens in a session from now on. */
function record(session: SimulatedSession) {
  const lines: { readonly at: number; readonly text: string }[] = [];
  const counts = { placed: 0, refused: 0 };
  session.subscribe((event: ClusterEvent) => {
    lines.push({ at: event.at, text: JSON.stringify(event) });
    if (event.type === 'placed' || event.type === 'refused') counts[event.type]++;
  });
  const digestFrom = (seconds: number) => {
    const hash = createHash('sha256');
    for (const { at, text } of lines) if (at > seconds) hash.update(`${text}\n`);
    return hash.digest('hex');
  };
  return {
    digest: () => digestFrom(Number.NEGATIVE_INFINITY),
    digestFrom,
    get placed() {
      return counts.placed;
    },
    get refused() {
      return counts.refused;
    },
  };
}

const TEMPLATE = `// What a policy sees and may answer: docs/policies.md of mtop-sim, or its types.

/** @type {import('mtop-sim/policy').Policy} */
export default {
  name: 'mine',
  about: 'a node with more processes than CPUs sends one to the least loaded node it knows of',
  scope: 'node',
  // Set by \`policy: { use: FILE, margin: 2 }\` in a scenario, or \`--set policy.margin=2\`.
  parameters: { margin: 1.5 },
  create: ({ parameters }) => ({
    decide({ own, known, candidates }) {
      if (own.runnable <= own.countedCpus) return { move: undefined, reason: 'no process waits' };
      const open = known.filter(({ blocked }) => !blocked).sort((a, b) => a.load - b.load);
      const [best] = open;
      if (best === undefined || best.load + parameters.margin > own.load) {
        return { move: undefined, reason: 'no node is better by enough' };
      }
      const process = candidates().find(({ cantmove }) => cantmove.length === 0);
      if (process === undefined) return { move: undefined, reason: 'no process may move' };
      return { move: process.pid, to: best.node, reason: 'less loaded there' };
    },
  }),
};
`;
