import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/cluster/facts/command.js';
import type { KernelOptions } from '../../../src/cluster/facts/kernel-options.js';
import { CPU_BOUND } from '../../../src/cluster/facts/profile.js';
import {
  logOf,
  nodeSpec,
  nodeSpecs,
  processSpec,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';

/**
 * A process of node 1 that works on node 2's files, 1000 calls per second of work, on three nodes
 * of which some have options of their own: what it waits at each node per second of work, in ms.
 */
function waits(kernels: Readonly<Record<number, Partial<KernelOptions>>>, ...orders: Command[]) {
  const nodes = nodeSpecs(3).map((spec) => ({
    ...spec,
    ...(kernels[spec.id] && { kernel: kernels[spec.id] }),
  }));
  const profile = { ...CPU_BOUND, callsPerWork: 1000, files: 2 };
  const simulation = simulationOf({ nodes, processes: [processSpec(1, { profile })] });
  runUntil(simulation, 1);
  for (const order of orders) {
    expect(simulation.execute(order)).toMatchObject({ accepted: true });
  }
  const { cluster } = simulation;
  return cluster.nodes.map(({ index }) =>
    Math.round(1000 * cluster.fileWaits.waitPerWork(cluster.table.find(1000), index)),
  );
}

/** A call and back, 2 x 100 us, and 50 us of handling: 250 ms for 1000 calls. */
const ONE = 250;

describe('a node with kernel options or a mount of its own', () => {
  it.each<[string, Readonly<Record<number, Partial<KernelOptions>>>, readonly number[]]>([
    ['all alike: straight to the files', {}, [ONE, 0, ONE]],
    ['no DFSA at 3: from there by way of home', { 3: { dfsa: false } }, [ONE, 0, 2 * ONE]],
    // Configurations that differ: home has none, so that all calls go through home.
    ['no DFSA at home', { 1: { dfsa: false } }, [ONE, 2 * ONE, 2 * ONE]],
    ['no MFS at 3', { 3: { fs: false } }, [ONE, 0, 2 * ONE]],
    // Home cannot ask by MFS, but by other means.
    ['no MFS at home', { 1: { fs: false } }, [ONE, 2 * ONE, 2 * ONE]],
    // There is no /mfs at node 2 either: home asks by MFS, and node 2 does not answer.
    ['no MFS at the files', { 2: { fs: false } }, [Infinity, Infinity, Infinity]],
  ])('%s', (_, kernels, expected) => {
    expect(waits(kernels)).toEqual(expected);
  });

  it.each<[string, readonly Command[], readonly number[]]>([
    ['umount at 3', [{ do: 'umount', node: 3 }], [ONE, 0, 2 * ONE]],
    ['dfsa=0 at 3', [{ do: 'mount', node: 3, dfsa: 0 }], [ONE, 0, 2 * ONE]],
    ['dfsa=2 at 3, 1 at home: they differ', [{ do: 'mount', node: 3, dfsa: 2 }], [ONE, 0, 2 * ONE]],
    [
      'dfsa=2 at both',
      [
        { do: 'mount', node: 3, dfsa: 2 },
        { do: 'mount', node: 1, dfsa: 2 },
      ],
      [ONE, 2 * ONE, ONE],
    ],
    [
      'umount and mount',
      [
        { do: 'umount', node: 3 },
        { do: 'mount', node: 3, dfsa: 1 },
      ],
      [ONE, 0, ONE],
    ],
  ])('%s', (_, orders, expected) => {
    expect(waits({}, ...orders)).toEqual(expected);
  });

  it.each<[Partial<KernelOptions>, Command, string]>([
    [{ fs: false }, { do: 'mount', node: 1, dfsa: 1 }, 'the kernel of node 1 has no MFS'],
    [{ dfsa: false }, { do: 'mount', node: 1, dfsa: 1 }, 'the kernel of node 1 has no DFSA'],
    [{ fs: false }, { do: 'umount', node: 1 }, '/mfs is not mounted on node 1'],
    [
      { loadLimit: false },
      { do: 'loadlimit', node: 1, load: 2 },
      'the kernel of node 1 has no LoadLimit',
    ],
    [{}, { do: 'mount', node: 1, dfsa: 9 }, 'dfsa is a whole number from 0 to 8, not 9'],
  ])('with %j %j is refused: %s', (kernel, command, reason) => {
    const simulation = simulationOf({ nodes: [nodeSpec(1, { kernel })] });
    expect(simulation.execute(command)).toEqual({ accepted: false, reason });
  });

  // 2 GiB are full with one process of 2 GiB; another one of 1 GiB is one too many.
  it.each([
    [false, ['killed']],
    [true, []],
  ])('NO_OOM of that node alone: %s', (noOom, expected) => {
    const full = (home: number) => processSpec(home, { residentBytes: 2 ** 31 });
    const more = (home: number) => processSpec(home, { residentBytes: 2 ** 30 });
    const simulation = simulationOf({
      nodes: [nodeSpec(1, { kernel: { noOom } }), nodeSpec(2)],
      processes: [full(1), more(1)],
    });
    const log = logOf(simulation);
    runUntil(simulation, 10);
    expect(log.filter((line) => line.includes('killed')).map(() => 'killed')).toEqual(expected);
  });

  it.each([
    [true, 'false'],
    [false, 'true'],
  ])('SECUREPORTS of that node alone: %s', (secureports, believed) => {
    const simulation = simulationOf({
      nodes: [nodeSpec(1, { kernel: { secureports } }), nodeSpec(2)],
    });
    const claims = { node: 2, load: 0, speed: 10000, cpus: 1, freeBytes: 1 };
    const seen: string[] = [];
    simulation.cluster.observe((event) => {
      if (event.type === 'intrusion') seen.push(String(event.believed));
    });
    simulation.execute({ do: 'intrude', from: '10.9.9.9', node: 1, claims });
    expect(seen).toEqual([believed]);
  });
});
