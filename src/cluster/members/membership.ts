import type { Cluster } from '../cluster.js';
import type { Slot } from '../cpus/process-table.js';
import { ACCEPTED, type Answer, refused } from '../facts/command.js';
import { initialSettings } from '../facts/node-settings.js';
import { BLOCK, LSTAY } from '../facts/status.js';
import type { Evacuation } from '../moving/evacuation.js';
import type { Node } from '../node.js';
import { startOmdiscd } from './omdiscd.js';

/**
 * Nodes that come and go. Leaving in good order is openMosix's `expel` and `bring`, then the end
 * of its membership: nobody dies. A crash kills the processes that run on the node and,
 * everywhere, those whose home it is. A node that starts anew has forgotten what was set on it.
 */
export class Membership {
  readonly #cluster: Cluster;
  readonly #evacuation: Evacuation;

  constructor(cluster: Cluster, evacuation: Evacuation) {
    this.#cluster = cluster;
    this.#evacuation = evacuation;
  }

  join(node: Node): Answer {
    if (!node.spec.mosix) return refused(`the kernel of node ${node.id} has no openMosix`);
    if (node.state !== 'left') return refused(`node ${node.id} is ${node.state}, it has not left`);
    this.#start(node);
    this.#cluster.emit({ at: this.#cluster.agenda.now, type: 'node-joined', node: node.id });
    startOmdiscd(this.#cluster, node);
    return ACCEPTED;
  }

  recover(node: Node): Answer {
    if (node.state !== 'down') return refused(`node ${node.id} is ${node.state}, not down`);
    this.#start(node);
    this.#cluster.downs--;
    this.#cluster.emit({ at: this.#cluster.agenda.now, type: 'node-recovered', node: node.id });
    if (node.spec.mosix) startOmdiscd(this.#cluster, node);
    return ACCEPTED;
  }

  leave(node: Node): Answer {
    if (node.state !== 'up') return refused(`node ${node.id} is ${node.state}, not up`);
    const cluster = this.#cluster;
    node.state = 'leaving';
    node.settings.flags |= BLOCK | LSTAY;
    node.settings.blockedSince = cluster.agenda.now;
    cluster.emit({ at: cluster.agenda.now, type: 'node-leaving', node: node.id });
    cluster.migrations.abandonGuestsTo(node, `node ${node.id} is leaving`);
    this.#evacuation.begin(node, ['expel', 'bring']);
    return ACCEPTED;
  }

  /** A leaving node without guests, all of whose own processes are at home, has left. */
  leaveIfEmpty(node: Node): void {
    if (node.state !== 'leaving' || this.#evacuation.isUnderway(node)) return;
    node.state = 'left';
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
    node.state = 'down';
    cluster.neighbours.forget(node.index);
    cluster.downs++;
    const at = cluster.agenda.now;
    cluster.emit({ at, type: 'node-crashed', node: node.id, killed: dying.length });
    cluster.migrations.abandonTo(node, `node ${node.id} is down`);
    for (const slot of byPid(cluster, dying)) {
      if (table.home(slot) === node.index) cluster.end(slot, 'home died', 'KILL');
      else cluster.end(slot, 'node died', 'CHLD');
    }
    cluster.fileWaits.settleAll();
    return ACCEPTED;
  }

  #start(node: Node): void {
    node.state = node.spec.mosix ? 'up' : 'left';
    node.settings = initialSettings(node.spec);
    this.#cluster.fileWaits.settleAll();
  }
}

function byPid(cluster: Cluster, slots: readonly Slot[]): Slot[] {
  const { table } = cluster;
  return [...slots].sort((a, b) => table.pid(a) - table.pid(b));
}
