import { describe, expect, it } from 'vitest';
import { only, shipped, show } from '../support/shipped.js';

describe('programs', () => {
  const at = (seconds: number) => show(shipped('programs'), seconds);
  const process = (pid: number, seconds: number) => at(seconds).session.view().process(pid)!;

  it('gives each thread of mysqld a CPU, and keeps it where it is', () => {
    expect(process(1000, 5).cpuShare).toBeCloseTo(4, 9);
    expect(process(1000, 5).cantmove).toBe(0x40);
  });

  it('lets join wait for the half of its calls that are not local: 1 / (1 + 0.125)', () => {
    expect(process(1001, 5).cpuShare).toBeCloseTo(1 / 1.125, 9);
  });

  it('starts the worker again that has died with node4', () => {
    const worker = at(25).session.view().process(1007);
    expect(worker).toMatchObject({ command: 'worker', node: 2, parent: 1002 });
    expect(only(at(25), 'child-ended')).toMatchObject([{ at: 21, child: 1003 }]);
  });

  it('starts one on each of node2 to node4, makes one of them sort, and calls one home', () => {
    const nodes = (seconds: number) =>
      [1004, 1005, 1006].map((pid) => at(seconds).session.view().process(pid)?.node);
    expect(nodes(15)).toEqual([2, 3, 4]);
    expect(process(1004, 35).command).toBe('sort');
    expect(nodes(59)).toEqual([2, 2, undefined]);
  });
});
