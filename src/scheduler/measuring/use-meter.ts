import { extended } from '../../base/extended.js';
import type { Cluster } from '../../cluster/cluster.js';
import type { Slot } from '../../cluster/cpus/process-table.js';
import { cpuSecondsOf } from '../../cluster/doing/progress.js';
import type { Archive, Stateful } from '../../kernel/archive.js';
import type { OpenMosixParameters } from '../policies/policy.js';

/**
 * The smoothed use of a CPU by each process: per period it takes on `useRise` of a new sample. It
 * is brought up to date when a decision asks for it; over the seconds since then the use counts as
 * constant, which it is unless processes came or went.
 *
 * Source: the per-process load of mosix_probe.c, (5 old + 3 new) / 8 per second.
 */
export class UseMeter implements Stateful {
  #pid = new Float64Array(64).fill(-1);
  #use = new Float64Array(64);
  #at = new Float64Array(64);
  #cpuSeconds = new Float64Array(64);

  readonly #cluster: Cluster;
  readonly #parameters: OpenMosixParameters;

  constructor(cluster: Cluster, parameters: OpenMosixParameters) {
    this.#cluster = cluster;
    this.#parameters = parameters;
  }

  exchange(archive: Archive): void {
    this.#pid = archive.value('pid', this.#pid);
    this.#use = archive.value('use', this.#use);
    this.#at = archive.value('at', this.#at);
    this.#cpuSeconds = archive.value('cpuSeconds', this.#cpuSeconds);
  }

  /** Brings the use of a process up to now and returns it, 0 to 1. */
  measure(slot: Slot): number {
    const { table, agenda } = this.#cluster;
    while (slot >= this.#pid.length) this.#grow();
    if (this.#pid[slot] !== table.pid(slot)) {
      this.#pid[slot] = table.pid(slot);
      this.#use[slot] = 0;
      this.#at[slot] = table.arrivalSeconds(slot);
      this.#cpuSeconds[slot] = 0;
    }
    const seconds = agenda.now - this.#at[slot]!;
    if (seconds <= 0) return this.#use[slot]!;
    const cpuSeconds = cpuSecondsOf(this.#cluster, slot);
    const sample = (cpuSeconds - this.#cpuSeconds[slot]!) / seconds;
    const { useRise, period } = this.#parameters;
    const kept = (1 - useRise) ** (seconds / period);
    this.#use[slot] = sample + kept * (this.#use[slot]! - sample);
    this.#at[slot] = agenda.now;
    this.#cpuSeconds[slot] = cpuSeconds;
    return this.#use[slot]!;
  }

  #grow(): void {
    const old = this.#pid.length;
    this.#pid = extended(this.#pid, new Float64Array(2 * old).fill(-1, old));
    this.#use = extended(this.#use, new Float64Array(2 * old));
    this.#at = extended(this.#at, new Float64Array(2 * old));
    this.#cpuSeconds = extended(this.#cpuSeconds, new Float64Array(2 * old));
  }
}
