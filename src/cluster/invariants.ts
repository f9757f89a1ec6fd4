import { assert } from '../base/assert.js';
import type { Cluster } from './cluster.js';
import type { Node } from './node.js';
import { RUNNABLE, type Slot } from './process-table.js';

/**
 * The laws that hold after every event (laws.md, 1). Throws with the law that is broken. It looks
 * at everything, so it is for tests: a run of n events with it takes O(n x alive).
 */
export function checkInvariants(cluster: Cluster): void {
  const { table, nodes, arrived, completed, killed } = cluster;
  assert(
    arrived === completed + killed + table.alive,
    `${arrived} arrived, but ${completed} completed + ${killed} killed + ${table.alive} alive`,
  );
  checkPlaces(cluster);
  for (const node of nodes) checkNode(cluster, node);
  checkWork(cluster);
}

/** Every process is in exactly one place, and in a lane or parked as it stands. */
function checkPlaces(cluster: Cluster): void {
  const { table, nodes, migrations } = cluster;
  const places = new Map<Slot, number>();
  for (const node of nodes) {
    for (const slot of node.slots()) {
      const pid = table.pid(slot);
      assert(!places.has(slot), `process ${pid} is in two places`);
      assert(table.node(slot) === node.index, `process ${pid} is not where its entry says`);
      assert(node.parked.has(slot) === (table.standing(slot) !== RUNNABLE), `${pid} stands wrong`);
      assert(cluster.isFrozen(slot) === (migrations.targetOf(slot) !== undefined), `${pid} frozen`);
      places.set(slot, node.index);
    }
  }
  for (const slot of table.slots()) {
    const pid = table.pid(slot);
    assert(places.has(slot), `process ${pid} is nowhere`);
    assert(cluster.homeOf(slot).state !== 'down', `process ${pid} outlived its home`);
  }
}

function checkNode(cluster: Cluster, node: Node): void {
  const { table } = cluster;
  const here = [...node.slots()];
  const guests = here.filter((slot) => table.home(slot) !== node.index).length;
  const away = [...table.slots()].filter(
    (slot) => table.home(slot) === node.index && table.node(slot) !== node.index,
  ).length;
  const bytes = here.reduce((sum, slot) => sum + table.residentBytes(slot), 0);
  assert(node.guests === guests, `node ${node.id} counts ${node.guests} guests, has ${guests}`);
  assert(node.away === away, `node ${node.id} counts ${node.away} away, has ${away}`);
  assert(Math.abs(node.usedBytes - bytes) < 1, `node ${node.id} counts ${node.usedBytes} bytes`);
  assert(node.state !== 'down' || here.length === 0, `node ${node.id} is down, but inhabited`);
  assert(node.state !== 'left' || guests + away === 0, `node ${node.id} has left something`);
  checkShares(cluster, node);
}

/** The runnable processes share as many logical CPUs as can be busy, none more than one. */
function checkShares({ cpus }: Cluster, node: Node): void {
  const shares = [...cpus.slots(node.index)].map((slot) => cpus.share(node.index, slot));
  const total = shares.reduce((sum, share) => sum + share, 0);
  const busy = Math.min(shares.length, node.spec.cpus * node.spec.threads);
  assert(node.runnable === shares.length, `node ${node.id} counts ${node.runnable} runnable`);
  assert(Math.abs(total - busy) < 1e-9 * busy + 1e-12, `node ${node.id} shares out ${total} CPUs`);
  assert(Math.max(0, ...shares) <= 1 + 1e-12, `node ${node.id} gives more than one CPU`);
}

/** CPU delivered = work done. */
function checkWork(cluster: Cluster): void {
  let delivered = 0;
  for (const node of cluster.nodes)
    delivered += cluster.cpus.workSeconds(node.index, cluster.agenda.now);
  let done = cluster.workOfEnded;
  for (const slot of cluster.table.slots()) done += cluster.workDone(slot);
  assert(
    Math.abs(delivered - done) <= 1e-6 * Math.max(1, done),
    `${delivered} s of work delivered, ${done} s done`,
  );
}
