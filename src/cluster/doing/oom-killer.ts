import { Heap } from '../../base/heap.js';
import type { Slot } from '../cpus/process-table.js';
import { cantmoveBit } from '../facts/cantmove.js';
import type { Ground } from '../ground.js';
import type { Node } from '../node.js';
import type { NodeIndex } from '../node-index.js';
import { cpuSecondsOf } from './progress.js';

/** A process of a node with its badness, which may be out of date. */
interface Ranked {
  readonly slot: Slot;
  readonly pid: number;
  readonly points: number;
}

/**
 * The OOM killer: ends the worst processes of a node, of equals the lowest pid, until the rest
 * fits. At one instant it ranks a node once, so that n processes that arrive at a full node cost
 * O(n log n): a badness changes with time, or with what the table's `revision` counts, or it is
 * that of the process for which room is to be made.
 */
export class OomKiller {
  readonly #ground: Ground;
  /** The nodes that have been full at this instant. */
  readonly #rankings = new Map<NodeIndex, Heap<Ranked>>();
  #now = 0;
  #revision = 0;

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /** Forgets what it has ranked: the run may go on from another state. */
  forget(): void {
    this.#rankings.clear();
  }

  /** Makes room where a process has just come, or has grown. */
  makeRoom(node: Node, slot: Slot): void {
    if (this.#rankings.size > 0) {
      this.#forgetThePast();
      this.#rankings.get(node.index)?.push(this.#ranked(slot));
    }
    while (!node.fits(0) && node.population > 0) {
      this.#ground.end(this.#takeWorst(node), 'out of memory', 'KILL');
    }
  }

  #forgetThePast(): void {
    const { agenda, table } = this.#ground;
    if (agenda.now === this.#now && table.revision === this.#revision) return;
    this.#rankings.clear();
  }

  /** The worst of a node that has processes. */
  #takeWorst(node: Node): Slot {
    this.#forgetThePast();
    const { table } = this.#ground;
    const ranking = this.#rankings.get(node.index) ?? this.#rank(node);
    for (let worst = ranking.pop(); worst !== undefined; worst = ranking.pop()) {
      const { slot, pid } = worst;
      if (table.pid(slot) !== pid || table.node(slot) !== node.index) continue;
      const now = this.#ranked(slot);
      if (now.points === worst.points) return slot;
      ranking.push(now);
    }
    this.#rankings.delete(node.index);
    return this.#takeWorst(node);
  }

  #rank(node: Node): Heap<Ranked> {
    const { agenda, table } = this.#ground;
    const ranking = new Heap(
      [...node.slots()].map((slot) => this.#ranked(slot)),
      isWorse,
    );
    this.#now = agenda.now;
    this.#revision = table.revision;
    this.#rankings.set(node.index, ranking);
    return ranking;
  }

  #ranked(slot: Slot): Ranked {
    return { slot, pid: this.#ground.table.pid(slot), points: badness(this.#ground, slot) };
  }
}

function isWorse(a: Ranked, b: Ranked): boolean {
  return a.points > b.points || (a.points === b.points && a.pid < b.pid);
}

/** Units of Linux 2.4 at 100 ticks a second: 1024 ticks of CPU time, 131072 of age. */
const CPU_UNIT_SECONDS = 10.24;
const AGE_UNIT_SECONDS = 1310.72;

/**
 * What Linux 2.4 kills first (mm/oom_kill.c, badness): its size over the square root of its CPU
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
