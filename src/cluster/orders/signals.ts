import { type Slot, STOPPED } from '../cpus/process-table.js';
import { ACCEPTED, type Answer, refused, type Signal } from '../facts/command.js';
import type { Ground } from '../ground.js';
import type { Migrations } from '../moving/migrations.js';

/** Carries out kill(1): at home, where the deputy passes a signal on, or at the remote side. */
export class Signals {
  readonly #cluster: Ground & { readonly migrations: Migrations };

  constructor(cluster: Ground & { readonly migrations: Migrations }) {
    this.#cluster = cluster;
  }

  /** The default action of every other signal is to end the process (signal(7)). */
  kill(slot: Slot, signal: Signal): Answer {
    if (signal === 'STOP') return this.stop(slot);
    if (signal === 'CONT') return this.continue(slot);
    this.#cluster.end(slot, 'signal', signal);
    return ACCEPTED;
  }

  /** TERM asks a guest to go home (MOSIX's linux/mosix.h); of others nothing is known. */
  killRemote(slot: Slot, signal: Signal): Answer {
    const cluster = this.#cluster;
    const home = cluster.homeOf(slot);
    const pid = cluster.table.pid(slot);
    if (signal !== 'TERM') return refused(`on the remote side only TERM works, not ${signal}`);
    if (cluster.nodeOf(slot) !== home) {
      return cluster.migrations.begin(slot, home, 'user', 'TERM at the remote side');
    }
    return refused(`process ${pid} is at home and has no remote side`);
  }

  stop(slot: Slot): Answer {
    const { table } = this.#cluster;
    const pid = table.pid(slot);
    if (table.isStopped(slot)) return refused(`process ${pid} is stopped already`);
    this.#cluster.halt(slot);
    table.setStanding(slot, table.standing(slot) | STOPPED);
    this.#cluster.emit({ at: this.#cluster.agenda.now, type: 'stopped', pid });
    return ACCEPTED;
  }

  continue(slot: Slot): Answer {
    const { table } = this.#cluster;
    const pid = table.pid(slot);
    if (!table.isStopped(slot)) return refused(`process ${pid} is not stopped`);
    table.setStanding(slot, table.standing(slot) & ~STOPPED);
    this.#cluster.resume(slot);
    this.#cluster.emit({ at: this.#cluster.agenda.now, type: 'continued', pid });
    return ACCEPTED;
  }
}
