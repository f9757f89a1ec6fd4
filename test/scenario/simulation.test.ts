import { describe, expect, it } from 'vitest';
import { logOf, nodeSpec, processSpec, simulationOf } from '../support/cluster-builder.js';

const member = { workSeconds: 5, arrivalSeconds: 1 };
const reader = { ...member, readsPrevious: true };

/** The living processes after each of the first steps. */
function alive(steps: number, processes: Parameters<typeof processSpec>[1][]): number[] {
  const simulation = simulationOf({
    nodes: [nodeSpec(1, { cpus: 8 })],
    processes: processes.map((changes) => processSpec(1, changes)),
    measures: false,
  });
  return Array.from({ length: steps }, () => {
    simulation.step();
    return simulation.cluster.table.alive;
  });
}

describe('the processes of a pipe that begin at one instant', () => {
  it('begin in one step, so that nothing happens between them', () => {
    expect(alive(1, [member, reader, reader])).toEqual([3]);
  });

  it('begin with those of other pipes', () => {
    expect(alive(1, [member, reader, member, reader])).toEqual([4]);
  });

  it('do not wait for those that begin later', () => {
    const later = { ...reader, arrivalSeconds: 2 };
    expect(alive(2, [member, reader, later])).toEqual([2, 3]);
  });

  it('are computed once: processes that are in no pipe begin one by one', () => {
    expect(alive(3, [member, member, member])).toEqual([1, 2, 3]);
  });
});

const block = { atSeconds: 1, command: { do: 'block', node: 1 } } as const;

describe('a simulation', () => {
  const simulation = (atSeconds: number, arrivalSeconds = 1) =>
    simulationOf({
      nodes: [nodeSpec(1)],
      processes: [
        processSpec(1, { workSeconds: 1 }),
        processSpec(1, { workSeconds: 1, arrivalSeconds }),
      ],
      timeline: [{ ...block, atSeconds }],
      measures: false,
    });

  it('lets happen, at one instant: a completion, an arrival, a command', () => {
    const one = simulation(1);
    const log = logOf(one);
    while (one.step(1));
    expect(log).toEqual([
      '0.00 started 1000',
      '1.00 completed 1000 1',
      '1.00 started 1001',
      '1.00 node-administered 1',
    ]);
  });

  it('lets happen what is to happen at `until`, and nothing later', () => {
    const one = simulation(3);
    expect([one.step(0), one.step(0.99), one.step(1), one.step(1), one.step(1)]).toEqual([
      ...[true, false, true, true, false],
    ]);
    expect([one.agenda.now, one.nextTime]).toEqual([1, 2]);
    expect([one.step(2), one.step(2.99), one.step(3), one.step(1e9)]).toEqual([
      ...[true, false, true, false],
    ]);
    expect(one.nextTime).toBe(Number.POSITIVE_INFINITY);
  });

  it.each([
    ['a command is to come', simulation(3), 5],
    ['a process is to come', simulation(0.5, 2), 5],
  ])('is not over while %s', (_what, one, steps) => {
    const over = Array.from({ length: steps + 2 }, () => [one.over, one.step()][0]);
    expect(over).toEqual([...Array(steps).fill(false), true, true]);
  });

  it('stands still when nothing is to come but ticks', () => {
    const one = simulationOf({
      nodes: [nodeSpec(1)],
      processes: [processSpec(1)],
      timeline: [block],
    });
    expect(one.isStill).toBe(false);
    while (one.step(0.99));
    expect(one.isStill).toBe(false);
    while (one.step(1));
    expect(one.isStill).toBe(true);
    expect(one.nextTime).toBeLessThanOrEqual(2);
  });
});
