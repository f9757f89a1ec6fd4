import { inPidOrder } from '../cpus/pid-order.js';
import type { FileWaits } from '../doing/file-waits.js';
import { ACCEPTED, type Answer, refused } from '../facts/command.js';
import { initialSettings } from '../facts/node-settings.js';
import { BLOCK, LSTAY } from '../facts/status.js';
import type { Ground } from '../ground.js';
import type { Evacuation } from '../moving/evacuation.js';
import type { Migrations } from '../moving/migrations.js';
import type { Node } from '../node.js';
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

/**
 * Nodes that come and go. Leaving in good order is openMosix's `expel` and `bring`, then the end
 * of its membership: no process dies. A crash kills the processes that run on the node and,
 * everywhere, those whose home it is. A node that restarts has forgotten what was set on it.
 */
export class Membership {
  readonly #cluster: MembershipGround;
  readonly #evacuation: Evacuation;

  constructor(cluster: MembershipGround, evacuation: Evacuation) {
    this.#cluster = cluster;
    this.#evacuation = evacuation;
    evacuation.onEnd((node, part) => this.#evacuated(node, part));
  }

  join(node: Node): Answer {
    if (!node.spec.mosix) return refused(`the kernel of node ${node.id} has no openMosix`);
    if (node.state !== 'left') return refused(`node ${node.id} is ${node.state}; it has not left`);
    this.#start(node);
    this.#cluster.emit({ at: this.#cluster.agenda.now, type: 'node-joined', node: node.id });
    startOmdiscd(this.#cluster, node);
    return ACCEPTED;
  }

  recover(node: Node): Answer {
    if (node.state !== 'down') return refused(`node ${node.id} is ${node.state}, not down`);
    this.#start(node);
    this.#cluster.emit({ at: this.#cluster.agenda.now, type: 'node-recovered', node: node.id });
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

  /** A leaving node goes when it is empty; one that stays reports the end of its expel or bring. */
  #evacuated(node: Node, part: 'expel' | 'bring'): void {
    if (node.state === 'up') {
      const type = part === 'expel' ? 'expelled' : 'brought';
      this.#cluster.emit({ at: this.#cluster.agenda.now, type, node: node.id });
    } else if (node.state === 'leaving' && !this.#evacuation.isUnderway(node)) {
      this.#left(node);
    }
  }

  /** It has no guests any more, and all of its own processes are at home. */
  #left(node: Node): void {
    this.#cluster.setState(node, 'left');
    this.#cluster.neighbours.forget(node.index);
    this.#cluster.fileWaits.settleAll();
    this.#cluster.emit({ at: this.#cluster.agenda.now, type: 'node-left', node: node.id });
  }

  crash(node: Node): Answer {
    if (node.state === 'down') return refused(`node ${node.id} is down already`);
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
    node.settings = initialSettings(node.spec);
    if (node.settings.gateways !== gateways) this.#cluster.gateways.changed();
    this.#cluster.cpus.watch?.refade(node.slots());
    this.#cluster.fileWaits.settleAll();
  }
}
