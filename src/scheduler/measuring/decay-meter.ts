import { extended } from '../../base/extended.js';
import type { Cluster } from '../../cluster/cluster.js';
import type { Slot } from '../../cluster/cpus/process-table.js';
import { cpuSecondsOf } from '../../cluster/doing/progress.js';
import type { Archive, Stateful } from '../../kernel/archive.js';
import type { OpenMosixParameters } from '../policies/policy.js';

/**
 * What a process's past says of it, 0 to 1: the CPU time it has used per second of its life, where
 * of both only a part is kept each interval, so that the far past counts less. That part depends on
 * its decay kind: slowdecay (the usual one) and fastdecay as the node has them (`setdecay`),
 * nodecay everything, or numbers of its own. A cpujob counts as 1 and an iojob as 0, whatever it
 * does. Between two measurements the use counts as constant.
 *
 * Source: mosctl(1) setdecay, mosrun(1); what openMosix weighs with it is not known, so here the
 * smoothed use is multiplied by it where a process is chosen.
 */
export class DecayMeter implements Stateful {
  #pid = new Float64Array(64).fill(-1);
  #at = new Float64Array(64);
  /** CPU time at the last measurement. */
  #cpuSeconds = new Float64Array(64);
  /** CPU time and time that are kept. */
  #keptCpu = new Float64Array(64);
  #keptTime = new Float64Array(64);

  readonly #cluster: Cluster;
  readonly #parameters: OpenMosixParameters;

  constructor(cluster: Cluster, parameters: OpenMosixParameters) {
    this.#cluster = cluster;
    this.#parameters = parameters;
  }

  exchange(archive: Archive): void {
    this.#pid = archive.value('pid', this.#pid);
    this.#at = archive.value('at', this.#at);
    this.#cpuSeconds = archive.value('cpuSeconds', this.#cpuSeconds);
    this.#keptCpu = archive.value('keptCpu', this.#keptCpu);
    this.#keptTime = archive.value('keptTime', this.#keptTime);
  }

  /** Brings the statistics of a process up to now. @returns what they say, 0 to 1 */
  measure(slot: Slot): number {
    const decay = this.#cluster.table.traits.decay(slot);
    if (decay === 'cpujob') return 1;
    if (decay === 'iojob') return 0;
    const { table, agenda } = this.#cluster;
    while (slot >= this.#pid.length) this.#grow();
    if (this.#pid[slot] !== table.pid(slot)) this.#begin(slot);
    const { now } = agenda;
    if (now > this.#at[slot]!) {
      const cpuSeconds = cpuSecondsOf(this.#cluster, slot);
      const kept = this.#keptSince(slot, this.#at[slot]!, now);
      this.#keptCpu[slot] = kept * this.#keptCpu[slot]! + cpuSeconds - this.#cpuSeconds[slot]!;
      this.#keptTime[slot] = kept * this.#keptTime[slot]! + now - this.#at[slot]!;
      this.#cpuSeconds[slot] = cpuSeconds;
      this.#at[slot] = now;
    }
    const time = this.#keptTime[slot]!;
    return time > 0 ? Math.min(1, this.#keptCpu[slot]! / time) : 1;
  }

  #begin(slot: Slot): void {
    const { table } = this.#cluster;
    this.#pid[slot] = table.pid(slot);
    this.#at[slot] = table.arrivalSeconds(slot);
    this.#cpuSeconds[slot] = 0;
    this.#keptCpu[slot] = 0;
    this.#keptTime[slot] = 0;
  }

  /** The part that is kept of what was known at `from`: so much per interval that ends since. */
  #keptSince(slot: Slot, from: number, to: number): number {
    const { table } = this.#cluster;
    const decay = table.traits.decay(slot);
    if (decay === 'nodecay') return 1;
    const node = this.#cluster.nodeOf(slot).settings.decay;
    const { decayInterval, slowDecay, fastDecay } = this.#parameters;
    const own = typeof decay === 'object' ? decay : undefined;
    const interval = own?.intervalSeconds ?? node?.intervalSeconds ?? decayInterval;
    const slow = own?.kept ?? node?.slow ?? slowDecay;
    const thousandths = decay === 'fastdecay' ? (node?.fast ?? fastDecay) : slow;
    const intervals = Math.floor(to / interval) - Math.floor(from / interval);
    return intervals === 0 ? 1 : (thousandths / 1000) ** intervals;
  }

  #grow(): void {
    const old = this.#pid.length;
    this.#pid = extended(this.#pid, new Float64Array(2 * old).fill(-1, old));
    this.#at = extended(this.#at, new Float64Array(2 * old));
    this.#cpuSeconds = extended(this.#cpuSeconds, new Float64Array(2 * old));
    this.#keptCpu = extended(this.#keptCpu, new Float64Array(2 * old));
    this.#keptTime = extended(this.#keptTime, new Float64Array(2 * old));
  }
}
