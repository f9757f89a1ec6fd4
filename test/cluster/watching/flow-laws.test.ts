import { describe, expect, it } from 'vitest';
import type { Cluster } from '../../../src/cluster/cluster.js';
import { receivingOf, sendingOf } from '../../../src/cluster/cpus/resources.js';
import type { NodeSpec } from '../../../src/cluster/facts/node-spec.js';
import type { ProcessSpec } from '../../../src/cluster/facts/process-spec.js';
import { CPU_BOUND } from '../../../src/cluster/facts/profile.js';
import { asNodeIndex } from '../../../src/cluster/node-index.js';
import { checkFlows } from '../../../src/cluster/watching/flow-laws.js';
import { altered } from '../../support/altered.js';
import {
  nodeSpecs,
  processSpec,
  processSpecs,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';

/** `count` endless processes of a single node. */
function crowd(
  count: number,
  changes: Partial<NodeSpec> = {},
  process: Partial<ProcessSpec> = {},
): Cluster {
  const processes = processSpecs(count, 1, process);
  const simulation = simulationOf({ nodes: nodeSpecs(1, changes), processes });
  runUntil(simulation, 1);
  return simulation.cluster;
}

/**
 * Process 1000 computes at home, node 1; 1001 is a guest on node 2, and its calls and bytes go home:
 * each second of its work takes 0.005 CPUs and 10 MB there, and 1000 has the rest of the CPU.
 */
function withGuest(): Cluster {
  const profile = { ...CPU_BOUND, callsPerWork: 100, bytesPerWork: 10e6 };
  const processes = [processSpec(1), processSpec(1, { profile })];
  const simulation = simulationOf({ nodes: nodeSpecs(2), processes });
  runUntil(simulation, 0);
  expect(simulation.execute({ do: 'migrate', pid: 1001, to: 2 }).accepted).toBe(true);
  runUntil(simulation, 10);
  return simulation.cluster;
}

type Changes<T> = Partial<Record<keyof T, unknown>>;
const withCpus = (all: Cluster, changes: Changes<Cluster['cpus']>) =>
  altered(all, { cpus: altered(all.cpus, changes) });
const withTable = (all: Cluster, changes: Changes<Cluster['table']>) =>
  altered(all, { table: altered(all.table, changes) });
const withBandwidth = (all: Cluster, index: number, bandwidth: number) => {
  const nodes = all.nodes.map((node) => {
    return node.index === index ? altered(node, { spec: { ...node.spec, bandwidth } }) : node;
  });
  return altered(all, { nodes });
};

describe('what is shared', () => {
  it('breaks no law where it is shared as it should be', () => {
    const some = [crowd(0), crowd(1), crowd(3), crowd(3, { cpus: 2, threads: 2 }), withGuest()];
    for (const cluster of some) checkFlows(cluster);
  });

  it.each([
    [1, {}, 1 + 2e-9, 'node 1 gives 1.000000002 CPUs: 1'],
    [2, {}, 0.6, 'node 1 gives 1.2 CPUs: 1'],
    [5, { cpus: 2, threads: 2 }, 1, 'node 1 gives 5 CPUs: 4'],
    [1, {}, 1 - 2e-9, 'process 1000 is idle, and nothing holds it up'],
    [2, {}, 0.4, 'process 1000 is idle, and nothing holds it up'],
    [3, { cpus: 4 }, 0.9, 'process 1000 is idle, and nothing holds it up'],
  ])('%i processes on %j with %f CPUs each: %s', (count, changes, share, law) => {
    expect(() => checkFlows(withCpus(crowd(count, changes), { share: () => share }))).toThrow(law);
  });

  it('may be off by what rounding makes of it', () => {
    for (const share of [1 + 5e-10, 1 - 5e-10]) {
      checkFlows(withCpus(crowd(1), { share: () => share }));
    }
  });

  it('is not looked at where a process does not compute', () => {
    const cluster = crowd(1);
    const stopped = withTable(cluster, { standing: () => 1 });
    checkFlows(altered(stopped, { cpus: altered(cluster.cpus, { share: () => 0.5 }) }));
  });

  it('is used by each thread: two of a process alone on two CPUs are never idle', () => {
    const profile = { ...CPU_BOUND, clones: 2 };
    const cluster = crowd(1, { cpus: 2 }, { profile });
    checkFlows(cluster);
    expect(() => checkFlows(withCpus(cluster, { share: () => 1 }))).toThrow('1000 is idle');
    expect(() => checkFlows(withCpus(cluster, { share: () => 2.1 }))).toThrow('gives 2.1 CPUs: 2');
  });
});

describe('a guest whose calls and bytes go home', () => {
  // It waits 100 x (2 x 100 us + 50 us) + 10 / 125 = 0.105 s per second of its work.
  const rate = 1 / 1.105;

  it('takes CPU time there, which is counted', () => {
    const cluster = withGuest();
    const home = asNodeIndex(0);
    expect(cluster.cpus.deputies(home)).toBeCloseTo(0.005 * rate, 12);
    const wrong = withCpus(cluster, { deputies: (index: number) => (index === home ? 0.25 : 0) });
    expect(() => checkFlows(wrong)).toThrow(
      'node 1 counts 0.25 CPUs for deputies, they take 0.0045',
    );
    const nobody = withCpus(cluster, { deputies: () => 0.25 });
    expect(() => checkFlows(nobody)).toThrow('CPUs for deputies');
  });

  it('leaves the home what it has: both together are one CPU', () => {
    const cluster = withGuest();
    const own = cluster.table.find(1000);
    const share = (slot: number) => (slot === own ? 1 : cluster.cpus.share(slot as never));
    const given = 1 + 0.005 * rate;
    expect(() => checkFlows(withCpus(cluster, { share }))).toThrow(
      `node 1 gives ${given.toFixed(6).slice(0, 7)}`,
    );
  });

  it.each([
    [0, 'node 1 gives 904977', 'bytes a second that it sends: 9000000'],
    [1, 'node 2 gives 904977', 'bytes a second that it receives: 9000000'],
  ])('uses the link of node index %i: %s', (index, given, law) => {
    const cluster = withGuest();
    const wrong = () => checkFlows(withBandwidth(cluster, index, 9e6));
    expect(wrong).toThrow(given);
    expect(wrong).toThrow(law);
    checkFlows(withBandwidth(cluster, index, 9.05e6));
  });

  it('shares links with migrations', () => {
    const cluster = withGuest();
    for (const [link, law] of [
      [sendingOf(asNodeIndex(0)), 'node 1 gives 134049773'],
      [sendingOf(asNodeIndex(1)), 'checked'],
      [receivingOf(asNodeIndex(1)), 'node 2 gives 134049773'],
    ] as const) {
      const transfersOn = (one: number) => (one === link ? [{ rate: 125e6 }] : []);
      const busy = altered(cluster, { network: altered(cluster.network, { transfersOn }) });
      if (law === 'checked') checkFlows(busy);
      else expect(() => checkFlows(busy)).toThrow(law);
    }
  });

  it('computes or waits, never both', () => {
    const cluster = withGuest();
    const guest = cluster.table.find(1001);
    const waits = (seconds: number) => (slot: number) => (slot === guest ? seconds : 0);
    // (1 + 0.2) / 1.105
    const wrong = withTable(cluster, { waitPerWork: waits(0.2) });
    expect(() => checkFlows(wrong)).toThrow('process 1001 computes and waits at once: 1.0859');
    checkFlows(withTable(cluster, { waitPerWork: waits(0.105) }));
  });

  it('gets on only with its files', () => {
    const wrong = withTable(withGuest(), { waitPerWork: () => Number.POSITIVE_INFINITY });
    expect(() => checkFlows(wrong)).toThrow('process 1000 gets on without its files');
  });

  it('may be idle while what it uses is used up, and then only', () => {
    const cluster = withGuest();
    checkFlows(withTable(cluster, { waitPerWork: () => 0 }));
    cluster.end(cluster.table.find(1000), 'signal', 'KILL');
    checkFlows(cluster);
    expect(() => checkFlows(withTable(cluster, { waitPerWork: () => 0 }))).toThrow(
      'process 1001 is idle, and nothing holds it up',
    );
    const member = altered(cluster.table.traits, {
      pipes: new Map([[cluster.table.find(1001), 0]]),
    });
    checkFlows(withTable(cluster, { waitPerWork: () => 0, traits: member }));
  });
});
