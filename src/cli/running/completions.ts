import { Float64List } from '../../base/growable.js';
import type { ClusterEvent } from '../../cluster/facts/event.js';
import type { Archive, Stateful } from '../../kernel/archive.js';
import type { OutputFile } from '../files/output-file.js';

/** Remembers when each process completed. */
export class Completions implements Stateful {
  readonly #pids = new Float64List();
  readonly #times = new Float64List();

  exchange(archive: Archive): void {
    const pids = archive.value('pids', this.#pids.toArray());
    const times = archive.value('times', this.#times.toArray());
    if (!archive.restores) return;
    this.#pids.replace(pids);
    this.#times.replace(times);
  }

  /** An observer. */
  readonly observe = (event: ClusterEvent): void => {
    if (event.type !== 'completed') return;
    this.#pids.push(event.pid);
    this.#times.push(event.at);
  };

  /** Writes `pid,completion` in the order of the pids; times are the shortest that read back. */
  writeTo(file: OutputFile): void {
    const pids = this.#pids.toArray();
    const times = this.#times.toArray();
    const order = Uint32Array.from(pids.keys()).sort((a, b) => pids[a]! - pids[b]!);
    file.write('pid,completion\n');
    for (const index of order) file.write(`${pids[index]},${times[index]}\n`);
  }
}
