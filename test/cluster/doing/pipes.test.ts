import { describe, expect, it } from 'vitest';
import { checkInvariants } from '../../../src/cluster/watching/invariants.js';
import {
  logOf,
  nodeSpec,
  processSpec,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';
import { completions, sessionOf } from '../../support/session-of.js';

function pipe(cpus: number, more = '', kernel = ''): ReturnType<typeof sessionOf> {
  return sessionOf(`policy: none
migration: { fixed: 0s }
network: { latency: 0s, handling: 0s }
kernel: { ${kernel} }
nodes: [{ count: 2, name: "node%d", cpus: ${cpus} }]
workload:
  - { home: node1, pipeline: 3, work: 10s, memory: 0 }
${more}`);
}

function ends({ session, events }: ReturnType<typeof sessionOf>): number[] {
  for (let now = session.view().now; now < 100; now += 3) {
    session.advance(now);
    checkInvariants(session.simulation.cluster);
  }
  return [...completions(events).values()];
}

const KILL = 'timeline: [{ at: 5s, do: kill, pid: 1000 }]';

describe('many pipes', () => {
  it('begin and end in a moment: 4 000 processes, whose rates are found once', () => {
    const { session, events } = sessionOf(`policy: none
nodes: [{ count: 2, name: "n%d", cpus: 64, memory: 64GB }]
workload: [{ count: 4, pipeline: 1000, work: 1s, memory: 0 }]`);
    const started = process.cpuUsage();
    session.advance(1000);
    const { user } = process.cpuUsage(started);
    expect(completions(events).size).toBe(4000);
    expect(user / 1e6).toBeLessThan(10);
  });

  it('of which all writers are killed end their readers in a moment', () => {
    const { session } = sessionOf(`policy: none
nodes: [{ name: n1, memory: 100MB, swap: 0 }]
workload: [{ count: 8, pipeline: 1000, work: 1s, memory: 40MB }]`);
    const started = process.cpuUsage();
    session.advance(1);
    const { user } = process.cpuUsage(started);
    checkInvariants(session.simulation.cluster);
    expect(session.view().totals.alive).toBeLessThan(3);
    expect(user / 1e6).toBeLessThan(10);
  });
});

describe('a pipe', () => {
  it('runs its processes side by side: 3 x 10 s take 10 s on three CPUs', () => {
    expect(ends(pipe(3))).toEqual([10, 10, 10]);
  });

  it('shares one CPU among them: 3 x 10 s take 30 s', () => {
    for (const at of ends(pipe(1))) expect(at).toBeCloseTo(30, 9);
  });

  // Beside three others on two CPUs, the one that is away gets half of one.
  it('goes at the pace of its slowest: with half a CPU there, 3 x 10 s take 20 s', () => {
    const { session, events } = pipe(
      2,
      `  - { home: node2, count: 3, work: endless, memory: 0 }
timeline: [{ at: 0, do: migrate, pid: 1001, to: 2 }]`,
    );
    session.advance(10);
    checkInvariants(session.simulation.cluster);
    const [first, second] = session.view().processes();
    expect([first!.cpuShare, second!.cpuShare]).toEqual([0.5, 0.5]);
    session.advance(30);
    for (const at of completions(events).values()) expect(at).toBeCloseTo(20, 9);
  });

  it('lets each have done the same part of its work, the longer one at full speed', () => {
    const { session, events } = sessionOf(`policy: none
nodes: [{ name: node1, cpus: 4 }]
workload: [{ home: node1, pipeline: 2, count: 1, work: uniform 4s..10s, memory: 0 }]`);
    session.advance(1);
    const [writer, reader] = session.view().processes();
    const part = (process: typeof writer) => process!.workLeftSeconds! / process!.workSeconds!;
    expect(part(reader)).toBeCloseTo(part(writer), 12);
    session.advance(20);
    const [first, second] = completions(events).values();
    expect(first).toBeCloseTo(Math.max(writer!.workSeconds!, reader!.workSeconds!), 9);
    expect(second).toBeCloseTo(first!, 9);
  });

  it('stands still while one of them is stopped', () => {
    const stopped = pipe(
      3,
      'timeline: [{ at: 4s, do: stop, pid: 1001 }, { at: 9s, do: cont, pid: 1001 }]',
    );
    stopped.session.advance(6);
    checkInvariants(stopped.session.simulation.cluster);
    expect(stopped.session.view().process(1000)).toMatchObject({ state: 'S', cpuSeconds: 4 });
    expect(ends(stopped)).toEqual([15, 15, 15]);
  });

  it('ends a reader whose writer is killed, and so on', () => {
    const { session, events } = pipe(1, KILL);
    session.advance(100);
    const deaths = events.filter((event) => event.type === 'killed');
    expect(deaths).toMatchObject([
      { pid: 1000, signal: 'TERM', at: 5 },
      { pid: 1001, signal: 'PIPE', at: 5 },
      { pid: 1002, signal: 'PIPE', at: 5 },
    ]);
  });

  it('lets a reader hang for ever without exceptions on pipes, and who reads from that one', () => {
    const { session } = pipe(3, KILL, 'pipeExceptions: false');
    session.advance(1000);
    checkInvariants(session.simulation.cluster);
    expect(session.view().process(1001)).toMatchObject({ state: 'S', cpuSeconds: 5 });
    expect(session.view().process(1002)).toMatchObject({ state: 'S', cpuSeconds: 5 });
  });

  it('has no part for a writer that died as it began: its reader waits for nobody', () => {
    const member = { workSeconds: 10, residentBytes: 1e6, readsPrevious: true };
    const simulation = simulationOf({
      nodes: [nodeSpec(1, { cpus: 3, memoryBytes: 10e6, swapBytes: 0 })],
      processes: [
        processSpec(1, { residentBytes: 20e6 }),
        processSpec(1, member),
        processSpec(1, member),
      ],
    });
    const log = logOf(simulation);
    runUntil(simulation, 20, () => checkInvariants(simulation.cluster));
    expect(log.filter((line) => / (killed|completed) /.test(line))).toEqual([
      '0.00 killed 1000 1 out of memory',
      '10.00 completed 1002 1',
      '10.00 completed 1001 1',
    ]);
  });

  it('goes on without a reader that is killed', () => {
    const killed = pipe(3, 'timeline: [{ at: 5s, do: kill, pid: 1002 }]');
    expect(ends(killed)).toEqual([10, 10]);
  });
});
