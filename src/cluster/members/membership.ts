import type { Timer } from '../../kernel/agenda.js';
import type { Archive, Stateful } from '../../kernel/archive.js';
import { BOOT } from '../agenda-kinds.js';
import { inPidOrder } from '../cpus/pid-order.js';
import type { FileWaits } from '../doing/file-waits.js';
import { ACCEPTED, type Answer, type Reboot, refused } from '../facts/command.js';
import { initialSettings } from '../facts/node-settings.js';
import { BLOCK, LSTAY } from '../facts/status.js';
import type { Ground } from '../ground.js';
import type { Evacuation } from '../moving/evacuation.js';
import type { Migrations } from '../moving/migrations.js';
import type { Node } from '../node.js';
import type { NodeIndex } from '../node-index.js';
import type { Gateways } from './gateways.js';
import type { Neighbours } from './neighbours.js';
import { startOmdiscd } from './omdiscd.js';

/** What changes with the members of a cluster. */
type MembershipGround = Ground & {
  readonly migrations: Migrations;
  readonly neighbours: Neighbours;
  readonly fileWaits: FileWaits;
  readonly gateways: Gateways;
};

/** What a reboot is to end with. */
interface Rebooting {
  readonly threads: number;
  readonly bootSeconds: number;
  /** Fires when it is up again; undefined: it is not down yet. */
  readonly timer: Timer | undefined;
}

/**
 * Nodes that come and go. Leaving in good order is openMosix's `expel` and `bring`, then the end
 * of its membership: no process dies. A crash kills the processes that run on the node and,
 * everywhere, those whose home it is. A node that restarts has forgotten what was set on it.
 */
export class Membership implements Stateful {
  /** Nodes that are on their way down, or booting, by index. */
  readonly #rebooting = new Map<NodeIndex, Rebooting>();
  /** Nodes that are leaving and join again then, by index. */
  readonly #returning = new Set<NodeIndex>();
  readonly #cluster: MembershipGround;
  readonly #evacuation: Evacuation;

  constructor(cluster: MembershipGround, evacuation: Evacuation) {
    this.#cluster = cluster;
    this.#evacuation = evacuation;
    evacuation.onEnd((node, part) => this.#evacuated(node, part));
    cluster.timers.on(BOOT, (subject) => this.recover(cluster.nodes[subject]!));
  }

  exchange(archive: Archive): void {
    archive.map('rebooting', this.#rebooting);
    archive.set('returning', this.#returning);
  }

  join(node: Node, { whenLeft = false }: { readonly whenLeft?: boolean } = {}): Answer {
    if (whenLeft && node.state === 'leaving') {
      this.#returning.add(node.index);
      return ACCEPTED;
    }
    if (!node.spec.mosix) return refused(`the kernel of node ${node.id} has no openMosix`);
    if (node.state !== 'left') return refused(`node ${node.id} is ${node.state}; it has not left`);
    this.#start(node);
    this.#cluster.emit({ at: this.#cluster.agenda.now, type: 'node-joined', node: node.id });
    startOmdiscd(this.#cluster, node);
    return ACCEPTED;
  }

  recover(node: Node): Answer {
    if (node.state !== 'down') return refused(`node ${node.id} is ${node.state}, not down`);
    const before = node.spec.threads;
    this.#endBoot(node);
    this.#start(node);
    const { threads } = node.spec;
    const fact = { node: node.id, ...(threads !== before && { threads }) };
    this.#cluster.emit({ at: this.#cluster.agenda.now, type: 'node-recovered', ...fact });
    if (node.spec.mosix) startOmdiscd(this.#cluster, node);
    return ACCEPTED;
  }

  leave(node: Node): Answer {
    if (node.state !== 'up') return refused(`node ${node.id} is ${node.state}, not up`);
    const cluster = this.#cluster;
    cluster.setState(node, 'leaving');
    node.settings.flags |= BLOCK | LSTAY;
    node.settings.blockedSince = cluster.agenda.now;
    cluster.emit({ at: cluster.agenda.now, type: 'node-leaving', node: node.id });
    cluster.migrations.abandonGuestsTo(node, `node ${node.id} is leaving`);
    this.#evacuation.begin(node, ['expel', 'bring']);
    return ACCEPTED;
  }

  /**
   * Boots a node again: it leaves the cluster in good order, its own processes end with it, and
   * `bootSeconds` later it starts, with Hyper-Threading or without.
   */
  reboot(node: Node, { noht, bootSeconds = 60 }: Reboot): Answer {
    const { id, spec, index, state } = node;
    const built = node.builtThreads;
    if (state === 'down' || state === 'leaving') return refused(`node ${id} is ${state}`);
    if (!(bootSeconds >= 0 && bootSeconds < Number.POSITIVE_INFINITY)) {
      return refused(`booting takes 0 seconds or more, not ${bootSeconds}`);
    }
    if (noht === false && built === 1) return refused(`node ${id} has no Hyper-Threading`);
    const threads = noht === undefined ? spec.threads : noht ? 1 : built;
    this.#rebooting.set(index, { threads, bootSeconds, timer: undefined });
    if (state === 'up') return this.leave(node);
    this.#shutDown(node);
    return ACCEPTED;
  }

  /** Nothing keeps it any more from going down. */
  #shutDown(node: Node): void {
    const { agenda } = this.#cluster;
    const request = this.#rebooting.get(node.index)!;
    this.#rebooting.delete(node.index);
    this.crash(node);
    const timer = agenda.create(BOOT, node.index);
    agenda.set(timer, agenda.now + request.bootSeconds);
    this.#rebooting.set(node.index, { ...request, timer });
  }

  /** A node that starts has the processors that it was to have, whoever starts it. */
  #endBoot(node: Node): void {
    const request = this.#rebooting.get(node.index);
    if (request?.timer === undefined) return;
    this.#cluster.agenda.release(request.timer);
    this.#rebooting.delete(node.index);
    if (request.threads !== node.spec.threads) node.setThreads(request.threads);
  }

  /** A leaving node goes when it is empty; one that stays reports the end of its expel or bring. */
  #evacuated(node: Node, part: 'expel' | 'bring'): void {
    if (node.state === 'up') {
      const type = part === 'expel' ? 'expelled' : 'brought';
      this.#cluster.emit({ at: this.#cluster.agenda.now, type, node: node.id });
    } else if (node.state === 'leaving' && !this.#evacuation.isUnderway(node)) {
      // While its guests were waited for, somebody may have sent one of its own away again.
      if (this.#evacuation.isDone(node)) this.#left(node);
      else this.#evacuation.begin(node, ['expel', 'bring']);
    }
  }

  /** It has no guests any more, and all of its own processes are at home. */
  #left(node: Node): void {
    this.#cluster.setState(node, 'left');
    this.#cluster.neighbours.forget(node.index);
    this.#cluster.fileWaits.settleAll();
    this.#cluster.emit({ at: this.#cluster.agenda.now, type: 'node-left', node: node.id });
    if (this.#rebooting.has(node.index)) this.#shutDown(node);
    else if (this.#returning.delete(node.index)) this.join(node);
  }

  crash(node: Node): Answer {
    if (node.state === 'down') return refused(`node ${node.id} is down already`);
    this.#rebooting.delete(node.index);
    this.#returning.delete(node.index);
    const cluster = this.#cluster;
    const { table } = cluster;
    const dying = [...table.slots()].filter(
      (slot) => table.home(slot) === node.index || table.node(slot) === node.index,
    );
    this.#evacuation.giveUp(node, ['expel', 'bring']);
    cluster.setState(node, 'down');
    cluster.neighbours.forget(node.index);
    const at = cluster.agenda.now;
    cluster.emit({ at, type: 'node-crashed', node: node.id, killed: dying.length });
    cluster.migrations.abandonTo(node, `node ${node.id} is down`);
    for (const slot of inPidOrder(table, dying)) {
      if (table.home(slot) === node.index) cluster.end(slot, 'home died', 'KILL');
      else cluster.end(slot, 'node died', 'CHLD');
    }
    cluster.fileWaits.settleAll();
    return ACCEPTED;
  }

  #start(node: Node): void {
    this.#cluster.setState(node, node.spec.mosix ? 'up' : 'left');
    const { gateways } = node.settings;
    node.settings = initialSettings(node.spec, node.capacity);
    if (node.settings.gateways !== gateways) this.#cluster.gateways.changed();
    this.#cluster.cpus.watch?.refade(node.slots());
    this.#cluster.fileWaits.settleAll();
  }
}
