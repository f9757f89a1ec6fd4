import type { Archive, Stateful } from '../../kernel/archive.js';
import type { Random } from '../../kernel/random.js';
import type { Cluster } from '../cluster.js';
import { NO_SLOT, type Slot } from '../cpus/process-table.js';
import { USER_LOCK } from '../facts/cantmove.js';
import {
  type Answer,
  type NodeRange,
  type Placing,
  refused,
  type Spawn,
} from '../facts/command.js';
import { PROFILE_NAMES, profileNamed } from '../facts/profile.js';
import { guestRefusal, wayRefusal } from '../moving/admission.js';
import type { Node } from '../node.js';
import { parseMosrun } from './mosrun.js';

/** Starts processes as `spawn` asks for them: at home, as a child, or where mosrun(1) wants them. */
export class Spawning implements Stateful {
  readonly #cluster: Cluster;
  readonly #random: Random;

  /** @param random draws the node of `mosrun -j` */
  constructor(cluster: Cluster, random: Random) {
    this.#cluster = cluster;
    this.#random = random;
  }

  exchange(archive: Archive): void {
    archive.part('random', this.#random);
  }

  spawn(asked: Spawn): Answer {
    const spawn = withRun(asked);
    if (typeof spawn === 'string') return refused(spawn);
    const wrong = problemOf(spawn);
    if (wrong !== undefined) return refused(wrong);
    const { table } = this.#cluster;
    const parent = spawn.parent === undefined ? undefined : table.find(spawn.parent);
    if (parent === NO_SLOT) return refused(`there is no process ${spawn.parent}`);
    const home =
      parent === undefined ? this.#cluster.node(spawn.home!) : this.#cluster.homeOf(parent);
    if (home === undefined) return refused(`there is no node ${spawn.home}`);
    if (home.state === 'down') return refused(`node ${home.id} is down`);
    let target = this.#target(spawn.on, home);
    if (typeof target === 'string') {
      if (spawn.orAnywhere !== true) return refused(target);
      target = undefined;
    }
    // A child begins where its parent is, and goes on from there.
    const source = parent === undefined ? home : this.#cluster.nodeOf(parent);
    if (target !== undefined && target !== source) {
      const bytes = spawn.memoryBytes ?? DEFAULT_BYTES;
      const refusal = this.#refusalOf(source, target, target === home, bytes);
      if (refusal !== undefined) {
        if (spawn.orAnywhere !== true) return refused(refusal);
        target = undefined;
      }
    }
    return this.#start(spawn, home, parent, target);
  }

  #start(spawn: Spawn, home: Node, parent: Slot | undefined, target: Node | undefined): Answer {
    const cluster = this.#cluster;
    const { table } = cluster;
    const { command = 'loop', workSeconds = 60, memoryBytes = DEFAULT_BYTES } = spawn;
    const isLocked = parent !== undefined && (table.cantmove(parent) & USER_LOCK) !== 0;
    const pid = cluster.start({
      home: home.id,
      parent: spawn.parent,
      startsAt: parent === undefined ? undefined : cluster.nodeOf(parent).id,
      arrivalSeconds: cluster.agenda.now,
      ...{ workSeconds, residentBytes: memoryBytes, command },
      user: spawn.user ?? (parent === undefined ? 'root' : table.traits.user(parent)),
      nice: spawn.nice ?? (parent === undefined ? 0 : table.nice(parent)),
      cantmove: (spawn.lock ?? isLocked) ? USER_LOCK : 0,
      decay: spawn.decay ?? (parent === undefined ? undefined : table.traits.decay(parent)),
      profile: spawn.profile === undefined ? undefined : profileNamed(spawn.profile),
    });
    const slot = table.find(pid);
    if (slot !== NO_SLOT && target !== undefined && cluster.nodeOf(slot) !== target) {
      cluster.migrations.begin(slot, target, 'user', `started on node ${target.id} by mosrun`);
    }
    return { accepted: true, pid };
  }

  /** The node asked for (undefined: none is), or why there is no such node. */
  #target(on: Placing['on'], home: Node): Node | string | undefined {
    if (on === undefined) return undefined;
    if (on === 'home') return home;
    if (typeof on === 'number') return this.#cluster.node(on) ?? `there is no node ${on}`;
    const nodes = this.#cluster.nodes.filter(({ id }) => on.some((range) => holds(range, id)));
    return (
      nodes[this.#random.below(nodes.length)] ?? `there is no node ${on.map(written).join(',')}`
    );
  }

  /** Why a process cannot go on from where it begins; undefined: it can. */
  #refusalOf(source: Node, target: Node, isHome: boolean, bytes: number): string | undefined {
    const isUp = target.state === 'up';
    const refusal = isHome && isUp ? undefined : guestRefusal(target);
    if (refusal !== undefined) return refusal;
    if (target.hasRoomFor(bytes)) return wayRefusal(this.#cluster, source, target);
    return `node ${target.id} has no room for ${bytes} bytes`;
  }
}

const DEFAULT_BYTES = 2 ** 20;

/** Whether a number is a nice value. */
export function isNice(nice: number): boolean {
  return Number.isInteger(nice) && nice >= -20 && nice <= 19;
}

/** What is asked for and what its mosrun line says; or what is wrong with that line. */
function withRun(spawn: Spawn): Spawn | string {
  if (spawn.run === undefined) return spawn;
  const parsed = parseMosrun(spawn.run);
  return parsed.ok ? { ...spawn, ...parsed.request } : parsed.reason;
}

function problemOf(spawn: Spawn): string | undefined {
  const { workSeconds = 60, memoryBytes = 0, nice = 0 } = spawn;
  if ((spawn.home === undefined) === (spawn.parent === undefined)) {
    return 'a process needs either a home or a parent';
  }
  if (!(workSeconds > 0)) return `work is more than 0 seconds, not ${workSeconds}`;
  if (!(memoryBytes >= 0)) return `memory is 0 bytes or more, not ${memoryBytes}`;
  if (spawn.profile !== undefined && profileNamed(spawn.profile) === undefined) {
    return `"${spawn.profile}" is not a profile; use one of ${PROFILE_NAMES.join(' ')}`;
  }
  return isNice(nice) ? undefined : `nice is a whole number from -20 to 19, not ${nice}`;
}

function holds({ first, last }: NodeRange, id: number): boolean {
  return first <= id && id <= last;
}

function written({ first, last }: NodeRange): string {
  return first === last ? String(first) : `${first}-${last}`;
}
