import { describe, expect, it } from 'vitest';
import { restore, saved } from '../../src/kernel/archive.js';
import type { InformationKind } from '../../src/scheduler/information/kind.js';
import type {
  Arrival,
  Candidate,
  ClusterSituation,
  Decision,
  Policy,
  Situation,
} from '../../src/scheduler/policies/policy.js';
import {
  logOf,
  nodeSpecs,
  processSpec,
  runUntil,
  simulationOf,
} from '../support/cluster-builder.js';

const shortly = ({ pid, use, history, cpuSeconds, residenceSeconds, migrations }: Candidate) =>
  [pid, use, history, cpuSeconds, residenceSeconds, migrations].join(' ');

/** Writes down all that it sees, and moves what is drawn to where is drawn, also to node 9. */
function curiousNode(lines: string[]): Policy {
  const move = (situation: Situation, hook: string): Decision => {
    const { now, own, known, refused, state, random, candidates } = situation;
    state.asked = Number(state.asked ?? 0) + 1;
    const seen = { now, own, known, refused, state, processes: candidates().map(shortly) };
    lines.push(`${hook} ${JSON.stringify(seen)}`);
    const [first] = candidates();
    if (first === undefined || random() < 0.5) return { move: undefined, reason: 'r' };
    return { move: first.pid, to: [1, 2, 3, 9][Math.floor(4 * random())]!, reason: 'r' };
  };
  return {
    ...{ name: 'mine', about: '', scope: 'node' },
    create: ({ state, random }) => ({
      decide: (situation: Situation) => move(situation, 'decide'),
      settled: (situation: Situation) => move(situation, 'settled'),
      place: (_: Situation, { memoryBytes }: Arrival) => {
        state.placed = Number(state.placed ?? 0) + memoryBytes;
        lines.push(`place ${state.placed}`);
        return { to: 1 + Math.floor(3 * random()), reason: 'r' };
      },
    }),
  };
}

function curiousCluster(lines: string[]): Policy {
  const moves = (situation: ClusterSituation, hook: string) => {
    const { now, nodes, refused, state, random } = situation;
    state.asked = Number(state.asked ?? 0) + 1;
    const seen = nodes.map((node) => [node.node, node.candidates().map(shortly)]);
    lines.push(`${hook} ${JSON.stringify({ now, seen, refused, state })}`);
    const [first] = nodes.flatMap((node) => node.candidates());
    if (first === undefined) return [];
    return [{ pid: first.pid, to: [1, 2, 3, 9][Math.floor(4 * random())]!, reason: 'r' }];
  };
  return {
    ...{ name: 'mine', about: '', scope: 'cluster' },
    decide: (situation: ClusterSituation) => moves(situation, 'decide'),
    settled: (situation: ClusterSituation) => moves(situation, 'settled'),
  };
}

/** Nodes that are full, dead and back, and processes that end, between which a policy moves. */
function run(policy: (lines: string[]) => Policy, information: InformationKind) {
  const lines: string[] = [];
  const processes = Array.from({ length: 12 }, (_, at) =>
    processSpec(1 + (at % 3), {
      ...{ arrivalSeconds: at / 2, workSeconds: 1 + (at % 4) * 2, residentBytes: 1e6 * at },
    }),
  );
  const simulation = simulationOf({
    ...{ nodes: nodeSpecs(3), policy: policy(lines), processes, information, seed: 4 },
    ...{ placeSeconds: 0.1, fixedSeconds: 0.9, openmosix: { refusalPause: 3 } },
    timeline: [
      { atSeconds: 3.2, command: { do: 'block', node: 2 } },
      { atSeconds: 5.1, command: { do: 'crash', node: 3 } },
      { atSeconds: 6.4, command: { do: 'recover', node: 3 } },
      { atSeconds: 7.7, command: { do: 'noblock', node: 2 } },
    ],
  });
  return { simulation, lines };
}

const END = 12;

describe('a run that is taken up at any moment', () => {
  it.each<[string, InformationKind, (lines: string[]) => Policy]>([
    ['node', 'gossip', curiousNode],
    ['node', 'told', curiousNode],
    ['node', 'delayed 1s', curiousNode],
    ['node', 'perfect', curiousNode],
    ['cluster', 'gossip', curiousCluster],
  ])(
    'shows a policy of scope %s, with %s, what it would have shown, and moves as much',
    (_, information, policy) => {
      const whole = run(policy, information);
      const log = logOf(whole.simulation);
      const moments = [0, 1.3, 2.9, 4.25, 5.4, 6.5, 8.1].map((moment) => {
        runUntil(whole.simulation, moment);
        const state = saved(whole.simulation);
        return { state, told: whole.lines.length, logged: log.length };
      });
      runUntil(whole.simulation, END);
      for (const { state, told, logged } of moments) {
        const { simulation, lines } = run(policy, information);
        restore(simulation, state);
        lines.length = 0;
        const rest = logOf(simulation);
        runUntil(simulation, END);
        expect(lines).toEqual(whole.lines.slice(told));
        expect(rest).toEqual(log.slice(logged));
      }
      expect(whole.lines.length).toBeGreaterThan(20);
      const kinds = ['migration-started', 'refused', 'migration-failed', 'killed'];
      expect(kinds.filter((kind) => !log.some((line) => line.includes(kind)))).toEqual([]);
    },
  );
});
