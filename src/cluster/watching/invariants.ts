import { assert } from '../../base/assert.js';
import type { Cluster } from '../cluster.js';
import { RUNNABLE, type Slot } from '../cpus/process-table.js';
import { workDoneOf } from '../doing/progress.js';
import { BLOCK } from '../facts/status.js';
import type { Node } from '../node.js';
import { checkFlows } from './flow-laws.js';

/**
 * The laws that hold after every event (test/laws/1-conservation.test.ts). Throws with the law that
 * is broken. It looks at everything, so it is for tests and for `run --check`: n calls take O(n x
 * alive).
 */
export function checkInvariants(cluster: Cluster): void {
  const { table, nodes, arrived, completed, killed } = cluster;
  assert(
    arrived === completed + killed + table.alive,
    `${arrived} arrived, but ${completed} completed + ${killed} killed + ${table.alive} alive`,
  );
  checkOneNodeEach(cluster);
  for (const node of nodes) checkNode(cluster, node);
  for (const slot of table.slots()) checkWaits(cluster, slot);
  checkFlows(cluster);
  checkWork(cluster);
}

/** Every process is in exactly one place, and in a lane or parked as it stands. */
function checkOneNodeEach(cluster: Cluster): void {
  const { table, nodes, migrations } = cluster;
  const places = new Map<Slot, number>();
  for (const node of nodes) {
    for (const slot of node.slots()) {
      const pid = table.pid(slot);
      assert(!places.has(slot), `process ${pid} is in two places`);
      assert(table.node(slot) === node.index, `process ${pid} is not where its entry says`);
      assert(node.parked.has(slot) === (table.standing(slot) !== RUNNABLE), `${pid} stands wrong`);
      assert(table.isFrozen(slot) === (migrations.targetOf(slot) !== undefined), `${pid} frozen`);
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
  assert(node.fits(0), `node ${node.id} uses more than memory and swap: ${node.usedBytes} bytes`);
  assert(node.state !== 'down' || here.length === 0, `node ${node.id} is down, but inhabited`);
  assert(node.state !== 'left' || guests + away === 0, `node ${node.id} has left something`);
  checkBlocked(cluster, node);
  checkPromises(cluster, node);
  const threads = [...cluster.cpus.slots(node.index)].map((slot) => table.traits.clones(slot));
  assert(node.runnable === sumOf(threads), `${node.id}: runnable`);
}

/** No guest has come to a blocked node since it was blocked, unless it was started there. */
function checkBlocked({ table }: Cluster, node: Node): void {
  if (!node.has(BLOCK)) return;
  for (const slot of node.slots()) {
    if (table.home(slot) === node.index || table.migrations(slot) === 0) continue;
    const isEarlier = table.sinceSeconds(slot) <= node.settings.blockedSince;
    assert(isEarlier, `process ${table.pid(slot)} has come to node ${node.id}, which is blocked`);
  }
}

/** Room is promised to processes on their way, and to no others. */
function checkPromises({ table, migrations }: Cluster, node: Node): void {
  const coming = [...table.slots()].filter((slot) => migrations.targetOf(slot) === node);
  const bytes = coming.reduce((sum, slot) => sum + table.residentBytes(slot), 0);
  const threads = sumOf(coming.map((slot) => table.traits.clones(slot)));
  assert(node.incoming === threads, `node ${node.id} counts ${node.incoming} on their way`);
  assert(Math.abs(node.incomingBytes - bytes) < 1, `node ${node.id} promises room to no process`);
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0);
}

/** What calls and bytes cost a process is what they cost where it computes. */
function checkWaits({ table, fileWaits }: Cluster, slot: Slot): void {
  if (table.traits.profile(slot) === undefined || table.standing(slot) !== RUNNABLE) return;
  const waitPerWork = fileWaits.waitPerWork(slot, table.node(slot));
  const waits = table.waitPerWork(slot);
  assert(waits === waitPerWork, `process ${table.pid(slot)} waits ${waits}, not ${waitPerWork}`);
}

/** CPU delivered = work done. */
function checkWork(cluster: Cluster): void {
  let delivered = 0;
  for (const node of cluster.nodes)
    delivered += cluster.cpus.workSeconds(node.index, cluster.agenda.now);
  let done = cluster.workOfEnded;
  for (const slot of cluster.table.slots()) done += workDoneOf(cluster, slot);
  assert(
    Math.abs(delivered - done) <= 1e-6 * Math.max(1, done),
    `${delivered} s of work delivered, ${done} s done`,
  );
}
