import { USER_LOCK } from './cantmove.js';
import type { Cluster } from './cluster.js';
import {
  ACCEPTED,
  type Answer,
  type Command,
  refused,
  type Signal,
  type Spawn,
} from './command.js';
import { Membership } from './membership.js';
import type { Node } from './node.js';
import type { NodeId } from './node-spec.js';
import type { Placement } from './placement.js';
import { NO_SLOT, RUNNABLE, type Slot, STOPPED } from './process-table.js';

type ProcessCommand = Extract<Command, { readonly pid: number }>;

/** Carries out commands on a cluster; each is answered, and a refusal is also an event. */
export class Commands {
  readonly #membership: Membership;

  constructor(
    private readonly cluster: Cluster,
    private readonly placement: Placement,
  ) {
    this.#membership = new Membership(cluster, placement);
  }

  execute(command: Command): Answer {
    const answer = this.#carryOut(command);
    if (!answer.accepted) {
      const { reason } = answer;
      this.cluster.emit({ at: this.cluster.agenda.now, type: 'refused', command, reason });
    }
    return answer;
  }

  #carryOut(command: Command): Answer {
    switch (command.do) {
      case 'spawn':
        return this.#spawn(command);
      case 'join':
      case 'leave':
      case 'crash':
      case 'recover': {
        const node = this.cluster.node(command.node);
        return node === undefined ? noNode(command.node) : this.#membership[command.do](node);
      }
      default: {
        const slot = this.cluster.table.find(command.pid);
        if (slot === NO_SLOT) return refused(`there is no process ${command.pid}`);
        return this.#onProcess(command, slot);
      }
    }
  }

  #onProcess(command: ProcessCommand, slot: Slot): Answer {
    switch (command.do) {
      case 'migrate':
        return this.#migrate(slot, command.to);
      case 'lock':
        return this.#lock(slot, true);
      case 'unlock':
        return this.#lock(slot, false);
      case 'stop':
        return this.#stop(slot);
      case 'cont':
        return this.#continue(slot);
      case 'kill':
        return this.#kill(slot, command.signal ?? 'TERM');
      case 'renice':
        return this.#renice(slot, command.nice);
    }
  }

  #migrate(slot: Slot, to: NodeId | 'home' | 'balance'): Answer {
    const { cluster } = this;
    const target = this.#target(slot, to);
    if (target === undefined) {
      const pid = cluster.table.pid(slot);
      return to === 'balance' ? refused(`process ${pid} is best off where it is`) : noNode(to);
    }
    return cluster.migrations.begin(slot, target, 'user', `migrate to ${to}`);
  }

  #target(slot: Slot, to: NodeId | 'home' | 'balance'): Node | undefined {
    if (to === 'home') return this.cluster.nodes[this.cluster.table.home(slot)];
    return to === 'balance' ? this.placement.better(slot) : this.cluster.node(to);
  }

  #lock(slot: Slot, lock: boolean): Answer {
    const { table } = this.cluster;
    const pid = table.pid(slot);
    const bits = table.cantmove(slot);
    if (((bits & USER_LOCK) !== 0) === lock) {
      return refused(`process ${pid} is ${lock ? 'locked already' : 'not locked'}`);
    }
    table.setCantmove(slot, bits ^ USER_LOCK);
    this.cluster.emit({ at: this.#now, type: lock ? 'locked' : 'unlocked', pid });
    return ACCEPTED;
  }

  #stop(slot: Slot): Answer {
    const { table } = this.cluster;
    const pid = table.pid(slot);
    if (this.cluster.isStopped(slot)) return refused(`process ${pid} is stopped already`);
    if (table.standing(slot) === RUNNABLE) this.cluster.halt(slot);
    table.setStanding(slot, table.standing(slot) | STOPPED);
    this.cluster.emit({ at: this.#now, type: 'stopped', pid });
    return ACCEPTED;
  }

  #continue(slot: Slot): Answer {
    const { table } = this.cluster;
    const pid = table.pid(slot);
    if (!this.cluster.isStopped(slot)) return refused(`process ${pid} is not stopped`);
    table.setStanding(slot, table.standing(slot) & ~STOPPED);
    this.cluster.resume(slot);
    this.cluster.emit({ at: this.#now, type: 'continued', pid });
    return ACCEPTED;
  }

  /** The default action of every other signal is to end the process (signal(7)). */
  #kill(slot: Slot, signal: Signal): Answer {
    if (signal === 'STOP') return this.#stop(slot);
    if (signal === 'CONT') return this.#continue(slot);
    this.cluster.end(slot, 'signal', signal);
    return ACCEPTED;
  }

  #renice(slot: Slot, nice: number): Answer {
    if (!isNice(nice)) return refused(`nice is a whole number from -20 to 19, not ${nice}`);
    this.cluster.renice(slot, nice);
    const pid = this.cluster.table.pid(slot);
    this.cluster.emit({ at: this.#now, type: 'reniced', pid, nice });
    return ACCEPTED;
  }

  #spawn(spawn: Spawn): Answer {
    const { cluster } = this;
    const home = cluster.node(spawn.home);
    if (home === undefined) return noNode(spawn.home);
    if (home.state === 'down') return refused(`node ${home.id} is down`);
    const { workSeconds = 60, memoryBytes = 2 ** 20, nice = 0 } = spawn;
    if (!(workSeconds > 0)) return refused(`work is more than 0 seconds, not ${workSeconds}`);
    if (!(memoryBytes >= 0)) return refused(`memory is 0 bytes or more, not ${memoryBytes}`);
    if (!isNice(nice)) return refused(`nice is a whole number from -20 to 19, not ${nice}`);
    const slot = cluster.start({
      home: home.id,
      arrivalSeconds: this.#now,
      workSeconds,
      memoryBytes,
      user: spawn.user ?? 'root',
      command: spawn.command ?? 'loop',
      nice,
      cantmove: 0,
    });
    return { accepted: true, pid: cluster.table.pid(slot) };
  }

  get #now(): number {
    return this.cluster.agenda.now;
  }
}

function isNice(nice: number): boolean {
  return Number.isInteger(nice) && nice >= -20 && nice <= 19;
}

function noNode(id: NodeId | string): Answer {
  return refused(`there is no node ${id}`);
}
