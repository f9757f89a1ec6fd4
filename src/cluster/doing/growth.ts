import type { Slot } from '../cpus/process-table.js';
import { cantmoveBit } from '../facts/cantmove.js';
import type { Ground } from '../ground.js';
import type { Node } from '../node.js';
import { cpuSecondsOf } from './progress.js';

/** The resident set of a process grows; while there is no room for it, the OOM killer ends others. */
export function grow(ground: Ground, slot: Slot, bytes: number): void {
  const { table, cpus, agenda } = ground;
  const node = ground.nodeOf(slot);
  cpus.advance(node.index, agenda.now);
  table.setResidentBytes(slot, table.residentBytes(slot) + bytes);
  node.addMemory(bytes);
  ground.rearm(node.index);
  makeRoom(ground, node);
}

/** The OOM killer: ends the worst processes of a node until the rest fits. */
export function makeRoom(ground: Ground, node: Node): void {
  while (!node.fits(0) && node.population > 0) {
    ground.end(worstOn(ground, node), 'out of memory', 'KILL');
  }
}

/** The worst by `badness`, of equals the lowest pid. */
function worstOn(ground: Ground, node: Node): Slot {
  const { table } = ground;
  return [...node.slots()].reduce((worst, slot) => {
    const more = badness(ground, slot) - badness(ground, worst);
    return more > 0 || (more === 0 && table.pid(slot) < table.pid(worst)) ? slot : worst;
  });
}

/** Units of Linux 2.4 at 100 ticks a second: 1024 ticks of CPU time, 131072 of age. */
const CPU_UNIT_SECONDS = 10.24;
const AGE_UNIT_SECONDS = 1310.72;

/**
 * Whom Linux 2.4 gives up first (mm/oom_kill.c, badness): its size over the square root of its CPU
 * time and the fourth root of its age, both in whole units and at least 1; twice that if it is
 * niced, a quarter if it is root's, and again if it talks to a device.
 */
function badness(ground: Ground, slot: Slot): number {
  const { table, agenda } = ground;
  const ageSeconds = agenda.now - table.arrivalSeconds(slot);
  const cpuRoot = wholeRoot(cpuSecondsOf(ground, slot) / CPU_UNIT_SECONDS);
  const ageRoot = wholeRoot(wholeRoot(ageSeconds / AGE_UNIT_SECONDS));
  let points = table.residentBytes(slot) / cpuRoot / ageRoot;
  if (table.nice(slot) > 0) points *= 2;
  if (table.traits.user(slot) === 'root') points /= 4;
  if ((table.cantmove(slot) & DIRECT_IO) !== 0) points /= 4;
  return points;
}

const DIRECT_IO = cantmoveBit('direct_io');

function wholeRoot(units: number): number {
  return Math.max(1, Math.floor(Math.sqrt(Math.floor(units))));
}
