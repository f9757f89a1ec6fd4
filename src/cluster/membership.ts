import type { Cluster } from './cluster.js';
import { ACCEPTED, type Answer, refused } from './command.js';
import type { Node } from './node.js';
import type { Placement } from './placement.js';
import type { Slot } from './process-table.js';

/**
 * Nodes that come and go. Leaving in good order is openMosix's `expel`, then `bring`, then the
 * end of its membership: nobody dies. A crash kills the processes that run on the node and,
 * everywhere, those whose home it is.
 */
export class Membership {
  #leaving = 0;

  constructor(
    private readonly cluster: Cluster,
    private readonly placement: Placement,
  ) {}

  join(node: Node): Answer {
    if (node.state !== 'left') return refused(`node ${node.id} is ${node.state}, it has not left`);
    node.state = 'up';
    this.cluster.emit({ at: this.cluster.agenda.now, type: 'node-joined', node: node.id });
    return ACCEPTED;
  }

  recover(node: Node): Answer {
    if (node.state !== 'down') return refused(`node ${node.id} is ${node.state}, not down`);
    node.state = 'up';
    this.cluster.downs--;
    this.cluster.emit({ at: this.cluster.agenda.now, type: 'node-recovered', node: node.id });
    return ACCEPTED;
  }

  leave(node: Node): Answer {
    if (node.state !== 'up') return refused(`node ${node.id} is ${node.state}, not up`);
    const { cluster } = this;
    node.state = 'leaving';
    this.#setLeaving(1);
    cluster.emit({ at: cluster.agenda.now, type: 'node-leaving', node: node.id });
    cluster.migrations.abandonTo(node, `node ${node.id} is leaving`);
    this.#goOn(node);
    return ACCEPTED;
  }

  crash(node: Node): Answer {
    if (node.state === 'down') return refused(`node ${node.id} is down already`);
    const { cluster } = this;
    const { table } = cluster;
    const dying = [...table.slots()].filter(
      (slot) => table.home(slot) === node.index || table.node(slot) === node.index,
    );
    if (node.state === 'leaving') this.#setLeaving(-1);
    node.state = 'down';
    cluster.downs++;
    const at = cluster.agenda.now;
    cluster.emit({ at, type: 'node-crashed', node: node.id, killed: dying.length });
    cluster.migrations.abandonTo(node, `node ${node.id} is down`);
    for (const slot of byPid(cluster, dying)) {
      if (table.home(slot) === node.index) cluster.end(slot, 'home died', 'KILL');
      else cluster.end(slot, 'node died', 'CHLD');
    }
    return ACCEPTED;
  }

  /** Only while a node is leaving need anybody hear of migrations and processes that end. */
  #setLeaving(change: number): void {
    const { cluster } = this;
    this.#leaving += change;
    cluster.migrations.onSettled =
      this.#leaving === 0
        ? undefined
        : (index) => {
            const node = cluster.nodes[index]!;
            if (node.state === 'leaving') this.#goOn(node);
          };
  }

  /** Sends guests away and fetches own processes; when both are done, the node has left. */
  #goOn(node: Node): void {
    const { cluster } = this;
    const { table, migrations } = cluster;
    if (node.guests > 0) {
      for (const slot of byPid(cluster, [...node.slots()])) {
        if (table.home(slot) === node.index || cluster.isFrozen(slot)) continue;
        const target = this.placement.best(slot) ?? cluster.homeOf(slot);
        migrations.begin(slot, target, 'expel', `node ${node.id} is leaving`);
      }
    }
    if (node.away > 0) {
      for (const slot of byPid(cluster, [...table.slots()])) {
        if (table.home(slot) !== node.index || table.node(slot) === node.index) continue;
        if (cluster.isFrozen(slot)) continue;
        migrations.begin(slot, node, 'bring', `its home ${node.id} is leaving`);
      }
    }
    if (node.guests > 0 || node.away > 0) return;
    node.state = 'left';
    this.#setLeaving(-1);
    cluster.emit({ at: cluster.agenda.now, type: 'node-left', node: node.id });
  }
}

function byPid(cluster: Cluster, slots: readonly Slot[]): Slot[] {
  const { table } = cluster;
  return [...slots].sort((a, b) => table.pid(a) - table.pid(b));
}
