import { assert } from '../../base/assert.js';
import type { Cluster } from '../cluster.js';
import { RUNNABLE, type Slot } from '../cpus/process-table.js';
import { cpusOf, type Resource, receivingOf, sendingOf } from '../cpus/resources.js';

/** Beyond what rounding makes of a sum. */
const TOLERANCE = 1e-9;

/**
 * The laws of what is shared: no node gives more CPU time than it has, to processes and deputies,
 * and no link more bytes; what deputies take is what the calls need; no process computes and waits
 * at once; and one that does neither is held up by something that is used up.
 */
export function checkFlows(cluster: Cluster): void {
  const used = usedOf(cluster);
  const full = new Set<Resource>();
  for (const { index, id, spec } of cluster.nodes) {
    const capacities: [Resource, number, string][] = [
      [cpusOf(index), spec.cpus * spec.threads, 'CPUs'],
      [sendingOf(index), spec.bandwidth, 'bytes a second that it sends'],
      [receivingOf(index), spec.bandwidth, 'bytes a second that it receives'],
    ];
    for (const [resource, capacity, what] of capacities) {
      const given = used.get(resource) ?? 0;
      assert(given <= capacity * (1 + TOLERANCE), `node ${id} gives ${given} ${what}: ${capacity}`);
      if (given >= capacity * (1 - TOLERANCE)) full.add(resource);
    }
  }
  checkDeputies(cluster);
  for (const slot of cluster.table.slots()) {
    if (cluster.table.standing(slot) === RUNNABLE) checkProgress(cluster, slot, full);
  }
}

/** What is used of every resource, process by process and transfer by transfer. */
function usedOf({ cpus, table, network, nodes }: Cluster): Map<Resource, number> {
  const used = new Map<Resource, number>();
  const add = (resource: Resource, amount: number) => {
    used.set(resource, amount + (used.get(resource) ?? 0));
  };
  for (const slot of table.slots()) {
    if (table.standing(slot) !== RUNNABLE) continue;
    add(cpusOf(table.node(slot)), cpus.share(slot));
    for (const { resource, perWork } of table.traits.uses.get(slot) ?? []) {
      add(resource, cpus.rate(slot) * perWork);
    }
  }
  for (const { index } of nodes) {
    for (const link of [sendingOf(index), receivingOf(index)]) {
      for (const transfer of network.transfersOn(link)) add(link, transfer.rate);
    }
  }
  return used;
}

function checkDeputies({ cpus, table, nodes }: Cluster): void {
  const taken = nodes.map(() => 0);
  for (const slot of table.slots()) {
    if (table.standing(slot) !== RUNNABLE) continue;
    for (const { resource, perWork, isCpu } of table.traits.uses.get(slot) ?? []) {
      const node = nodes.find(({ index }) => isCpu && cpusOf(index) === resource);
      if (node !== undefined) taken[node.index]! += cpus.rate(slot) * perWork;
    }
  }
  for (const { index, id } of nodes) {
    const counted = cpus.deputies(index);
    const word = `node ${id} counts ${counted} CPUs for deputies, they take ${taken[index]}`;
    assert(Math.abs(counted - taken[index]!) <= TOLERANCE, word);
  }
}

/** A process computes or waits for its files, never both; if it does neither, something is full. */
function checkProgress(cluster: Cluster, slot: Slot, full: ReadonlySet<Resource>): void {
  const { cpus, table } = cluster;
  const wait = table.waitPerWork(slot);
  if (wait === Number.POSITIVE_INFINITY) {
    assert(cpus.rate(slot) === 0, `process ${table.pid(slot)} gets on without its files`);
    return;
  }
  const threads = table.traits.clones(slot);
  const busy = (cpus.share(slot) + cpus.rate(slot) * wait) / threads;
  assert(busy <= 1 + TOLERANCE, `process ${table.pid(slot)} computes and waits at once: ${busy}`);
  // The others of its pipe are looked at one by one.
  if (busy > 1 - TOLERANCE || table.traits.pipes.has(slot)) return;
  const uses = table.traits.uses.get(slot) ?? [];
  const isHeldUp = [cpusOf(table.node(slot)), ...uses.map(({ resource }) => resource)].some(
    (resource) => full.has(resource),
  );
  assert(isHeldUp, `process ${table.pid(slot)} is idle, and nothing holds it up`);
}
