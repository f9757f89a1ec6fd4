import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import { restore, saved } from '../../src/kernel/archive.js';
import { openmosix } from '../../src/scheduler/policies/openmosix.js';
import type {
  Candidate,
  Entry,
  NodePolicy,
  OwnNode,
  Policy,
  Situation,
} from '../../src/scheduler/policies/policy.js';
import { findPolicy } from '../../src/scheduler/policies/registry.js';
import { createSession, type SimulatedSession } from '../../src/session/simulated.js';
import { scenarioOf } from '../scenario/parse-text.js';

/** A little of everything on which it depends what nodes measure, tell and decide. */
const SCENARIO = `
seed: 3
openmosix: { vector: 3, window: 2, memoryReserve: 0.1 }
nodes:
  - { name: a, cpus: 1, memory: 256MB }
  - { name: b, cpus: 2, speed: 15000, memory: 256MB, site: s }
  - { name: c, cpus: 1, threads: 2, htAware: true, memory: 200MB, site: s }
  - { name: d, cpus: 1, speed: 8000, memory: 128MB, swap: 64MB }
  - { name: e, cpus: 1, threads: 2, htGain: 1.4, speed: 5000, memory: 256MB }
network: { bandwidth: 100Mbit, latency: 2ms, classes: [{ sites: [s, s], latency: 20ms }] }
workload:
  - { home: a, work: exponential 12s, memory: 5MB..40MB, arrivals: { every: exponential 3s }, until: 50s }
  - { home: b, count: 2, work: endless, memory: 8MB, profile: { like: io-bound, files: [c, home] } }
  - { home: a, count: 2, work: 30s, memory: 30MB, nice: 5, profile: interactive }
  - { home: c, count: 1, work: 40s, memory: 10MB, profile: { clones: 3, together: true } }
  - { home: d, count: 3, work: 25s, memory: 40MB, user: [ann, bob] }
timeline:
  - { at: 4s, do: spawn, home: a, work: 20s, memory: 4MB, run: mosrun -f -l cc }
  - { at: 4s, do: spawn, home: a, work: 20s, memory: 4MB, run: mosrun -i ls }
  - { at: 4s, do: spawn, home: a, work: 20s, memory: 4MB, run: mosrun -t 5 -d 800 ld }
  - { at: 5s, do: loadlimit, node: e, load: 1.5, mode: 2 }
  - { at: 6s, do: setdecay, node: a, interval: 10s, slow: 900, fast: 700 }
  - { at: 8s, do: stop, pid: 1001 }
  - { at: 9s, do: mask, pid: 1003, policy: deny, nodes: [b, e] }
  - { at: 11s, do: quiet, node: b }
  - { at: 12s, do: cpulimit, node: b, percent: 60, mode: 0 }
  - { at: 14s, do: cont, pid: 1001 }
  - { at: 15s, do: cut, node: a, other: c }
  - { at: 16s, do: setspeed, node: d, speed: 20000 }
  - { at: 18s, do: noquiet, node: b }
  - { at: 20s, do: heal, node: a, other: c }
  - { at: 21s, do: crash, node: e }
  - { at: 22s, do: set, parameter: useRise, value: 0.2 }
  - { at: 23s, do: set, parameter: slowDecay, value: 900 }
  - { at: 24s, do: stay, node: a }
  - { at: 26s, do: recover, node: e }
  - { at: 27s, do: nostay, node: a }
  - { at: 28s, do: lstay, node: d }
  - { at: 30s, do: block, node: b }
  - { at: 31s, do: migrate, pid: 1004, to: balance }
  - { at: 33s, do: noblock, node: b }
  - { at: 34s, do: set, parameter: useRise, value: 1 }
  - { at: 36s, do: leave, node: c }
  - { at: 40s, do: join, node: c }
`;

const END = 45;
/** When it is written down what nodes know and measure. */
const LOOKS = [3, 7.5, 13, 19, 25, 32, 38, 45];

const KINDS = ['gossip', 'told', 'delayed 2s', 'perfect'] as const;

const fileOf = (name: string) => new URL(`../fixtures/runs/${name}.txt`, import.meta.url);

const short = (value: number) => Number(value.toPrecision(10));

function entryOf({ node, load, freeBytes, blocked, measuredAt, speed, countedCpus }: Entry) {
  const words = [node, short(load), freeBytes, short(measuredAt), speed, countedCpus];
  return `${words.join(' ')}${blocked ? ' blocked' : ''}`;
}

function ownOf({ load, runnable, incoming, waiting, freeBytes, expectedBytes }: OwnNode) {
  return [load, runnable, incoming, waiting, freeBytes, expectedBytes].map(short).join(' ');
}

function candidateOf(one: Candidate) {
  const { pid, use, history = 1, cpuSeconds, residenceSeconds, waitPerWork, cantmove } = one;
  const numbers = [pid, use, history, cpuSeconds, residenceSeconds, waitPerWork].map(short);
  const there = [2, 5].map((node) => [
    ...[short(one.waitAt(node)), short(one.moveSeconds(node)), one.mayGo?.(node) ?? 'may'],
  ]);
  return `${numbers.join(' ')} (${there.join(' ')}) ${cantmove.join(',')}`;
}

/** openMosix, which writes down what it has been shown around the moments of `LOOKS`. */
function watching(lines: string[]): Policy {
  return {
    ...(openmosix as NodePolicy),
    decide(situation: Situation) {
      const { now, own, known, others } = situation;
      if (LOOKS.some((at) => now > at - 1 && now <= at)) {
        lines.push(`${short(now)} node ${own.node}: ${ownOf(own)}; others ${others}`);
        for (const entry of known) lines.push(`  knows ${entryOf(entry)}`);
        for (const one of situation.candidates()) lines.push(`  has ${candidateOf(one)}`);
        for (const one of situation.sleepers()) lines.push(`  rests ${candidateOf(one)}`);
        for (const { at, pid, to, reason } of situation.refused) {
          lines.push(`  refused ${short(at)} ${pid} ${to} ${reason}`);
        }
        const { runnable, incoming, load } = situation.probe(3) ?? {};
        lines.push(`  node 3 says ${runnable} ${incoming} ${load && short(load)}`);
      }
      return openmosix.decide(situation);
    },
  };
}

function sessionWith(information: string, policy: Policy, more = ''): SimulatedSession {
  return createSession(scenarioOf(`information: ${information}\n${SCENARIO}${more}`), { policy });
}

/** What happens from now on. */
function eventsOf(session: SimulatedSession, lines: string[]): void {
  session.subscribe((event: ClusterEvent) => {
    const { at, type, ...facts } = event;
    const plain = (_: string, value: unknown) => (typeof value === 'number' ? short(value) : value);
    lines.push(`${short(at)} ${type} ${JSON.stringify(facts, plain)}`);
  });
}

function measured({ simulation }: SimulatedSession): string[] {
  const { cluster, loads, view, scheduler } = simulation;
  return cluster.nodes.map(({ index, id }) => {
    const { load, loadAverages } = view.node(id) as never as Record<string, unknown>;
    const numbers = [loads.mean(index), load, loadAverages].flat().map((one) => short(Number(one)));
    return `measured ${id}: ${numbers.join(' ')}; believes ${scheduler.known(index).map(entryOf).join(', ')}`;
  });
}

/** `-u` writes anew what happens: look at what has changed, and why. */
describe('a run in which everything happens goes as it is written down, and goes on so, by', () => {
  it.each(KINDS)('%s', async (information) => {
    const lines: string[] = [];
    const session = sessionWith(information, watching(lines));
    eventsOf(session, lines);
    const states = LOOKS.map((at) => {
      session.advance(at);
      const told = lines.length;
      lines.push(...measured(session));
      return { told, state: saved(session.simulation) };
    });
    const file = fileOf(information.replace(/ .*/, ''));
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(file.pathname);
    for (const { told, state } of states.filter((_, index) => index % 2 === 0)) {
      const rest: string[] = [];
      const resumed = sessionWith(information, watching(rest));
      // What it did before is forgotten.
      resumed.advance(2);
      restore(resumed.simulation, state);
      rest.length = 0;
      rest.push(...measured(resumed));
      eventsOf(resumed, rest);
      for (const at of LOOKS.filter((one) => one > resumed.view().now)) {
        resumed.advance(at);
        rest.push(...measured(resumed));
      }
      expect(rest).toEqual(lines.slice(told));
    }
  });

  it.each(['jsq', 'power-of-d', 'receiver-initiated', 'e-pvm', 'central-jsq', 'e-mosix'])(
    'the policy %s',
    async (name) => {
      const lines: string[] = [];
      const session = sessionWith('gossip', findPolicy(name)!);
      eventsOf(session, lines);
      session.advance(END);
      await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(fileOf(name).pathname);
    },
  );
});
