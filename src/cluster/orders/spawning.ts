import { MOST_BYTES } from '../../base/units.js';
import type { Archive, Stateful } from '../../kernel/archive.js';
import type { Random } from '../../kernel/random.js';
import type { Cluster } from '../cluster.js';
import { NO_SLOT, type ProcessTable, type Slot } from '../cpus/process-table.js';
import { USER_LOCK } from '../facts/cantmove.js';
import { masks } from '../facts/cluster-mask.js';
import { type Answer, refused, type Spawn, type StartOptions } from '../facts/command.js';
import type { NodeRange } from '../facts/node-ranges.js';
import type { ProcessSpec } from '../facts/process-spec.js';
import { isTiedByClones, profileAsked, profileProblem } from '../facts/profile.js';
import { guestRefusal, wayRefusal } from '../moving/admission.js';
import type { Node } from '../node.js';
import { parseMosrun, runOn } from './mosrun.js';

/**
 * Starts processes as `spawn` asks for them: at home, as a child, or where mosrun(1) wants them.
 */
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
    const { parallel, ...one } = asked;
    return parallel === undefined ? this.#spawnOne(one) : this.#spawnMany(one, parallel);
  }

  /** One on each node; what is refused on some is told apart, unless it is on all. */
  #spawnMany(spawn: Spawn, ranges: readonly NodeRange[]): Answer {
    const cluster = this.#cluster;
    const nodes = nodesIn(cluster.nodes, ranges);
    if (nodes.length === 0) return refused(noneOf(ranges));
    const answers = nodes.map(({ id }) => {
      const { run } = spawn;
      const place = run === undefined ? { on: id, lock: true } : { run: runOn(id, run) };
      const command = { ...spawn, ...place };
      return { id, command, answer: this.#spawnOne(command) };
    });
    const started = answers.filter(({ answer }) => answer.accepted);
    if (started.length === 0) return answers[0]!.answer;
    for (const { command, answer } of answers) {
      if (answer.accepted) continue;
      const { reason } = answer;
      const refusal = { command: { do: 'spawn', ...command } as const, reason };
      cluster.emit({ at: cluster.agenda.now, type: 'refused', ...refusal });
    }
    const where = started.map(({ id }) => id).join(', ');
    return { accepted: true, message: `${started.length} started, for nodes ${where}` };
  }

  #spawnOne(asked: Spawn): Answer {
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
      const refusal =
        refusalByItself(spawn, source, target) ??
        refusalByMask(table, parent, target, home) ??
        this.#refusalOf(source, target, target === home, spawn.memoryBytes ?? DEFAULT_BYTES);
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
      ...decayOf(spawn, parent, table),
      profile: profileAsked(spawn.profile),
    });
    const slot = table.find(pid);
    if (slot !== NO_SLOT && target !== undefined && cluster.nodeOf(slot) !== target) {
      cluster.migrations.begin(slot, target, 'user', `started on node ${target.id} by mosrun`);
    }
    return { accepted: true, pid };
  }

  /** The node asked for (undefined: none is), or why there is no such node. */
  #target(on: StartOptions['on'], home: Node): Node | string | undefined {
    if (on === undefined) return undefined;
    if (on === 'home') return home;
    if (typeof on === 'number') return this.#cluster.node(on) ?? `there is no node ${on}`;
    const nodes = nodesIn(this.#cluster.nodes, on);
    return nodes[this.#random.below(nodes.length)] ?? noneOf(on);
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

/** Why it stays where it begins, wherever that is; undefined: it does not. */
function refusalByItself({ profile }: Spawn, source: Node, target: Node): string | undefined {
  const asked = profileAsked(profile);
  if (asked === undefined || !isTiedByClones(asked)) return undefined;
  return `its threads tie it to node ${source.id}, so that it cannot go to node ${target.id} (clone_vm)`;
}

/** Why a child may not go where its parent may not; undefined: it may, or it is no child. */
function refusalByMask(
  table: ProcessTable,
  parent: Slot | undefined,
  target: Node,
  home: Node,
): string | undefined {
  const mask = parent === undefined ? undefined : table.traits.masks.get(parent);
  if (mask === undefined || !masks(mask, target.id, home.id)) return undefined;
  return `the mask of process ${table.pid(parent!)} keeps it from node ${target.id} (migfilter)`;
}

/** Whether a number is a nice value. */
export function isNice(nice: number): boolean {
  return Number.isInteger(nice) && nice >= -20 && nice <= 19;
}

/** The decay that is asked for, or that of the parent if it passes it on. */
function decayOf(
  { decay, decayScope }: Spawn,
  parent: Slot | undefined,
  { traits }: ProcessTable,
): Pick<ProcessSpec, 'decay' | 'decayScope'> {
  if (decay !== undefined || parent === undefined) return { decay, decayScope };
  const inherited = traits.scopes.get(parent);
  if (inherited?.byChildren === false) return { decayScope };
  return { decay: traits.decay(parent), decayScope: decayScope ?? inherited };
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
  if (!(memoryBytes >= 0 && memoryBytes <= MOST_BYTES)) {
    return `memory is 0 to ${MOST_BYTES} bytes, not ${memoryBytes}`;
  }
  const wrong = profileProblem(spawn.profile);
  if (wrong !== undefined) return wrong;
  return isNice(nice) ? undefined : `nice is a whole number from -20 to 19, not ${nice}`;
}

function nodesIn(nodes: readonly Node[], ranges: readonly NodeRange[]): readonly Node[] {
  return nodes.filter(({ id }) => ranges.some((range) => holds(range, id)));
}

function noneOf(ranges: readonly NodeRange[]): string {
  return `there is no node ${ranges.map(written).join(',')}`;
}

function holds({ first, last }: NodeRange, id: number): boolean {
  return first <= id && id <= last;
}

function written({ first, last }: NodeRange): string {
  return first === last ? String(first) : `${first}-${last}`;
}
