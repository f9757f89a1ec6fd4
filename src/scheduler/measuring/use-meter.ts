import { extended } from '../../base/extended.js';
import type { Cluster } from '../../cluster/cluster.js';
import type { Lane } from '../../cluster/cpus/cpu-layout.js';
import type { Slot } from '../../cluster/cpus/process-table.js';
import type { UseWatch } from '../../cluster/cpus/use-watch.js';
import type { Archive, Stateful } from '../../kernel/archive.js';
import type { OpenMosixParameters } from '../policies/policy.js';
import { type Fading, faded, rateOf } from './fading-sum.js';
import { LaneSums } from './lane-sums.js';

/**
 * Numbers of a process, side by side. Its use, and the CPU seconds of its statistics; while it
 * computes, what there is of both beyond the sums of its lane.
 */
const PID = 0;
const USE = 1;
const CPU = 2;
/** Seconds of its life, which fade as its CPU seconds do. */
const LIFE = 3;
/** The time of these numbers. */
const AT = 4;
/** How its statistics fade: an index of the fadings that there are. */
const FADING = 5;
/** Whether it computes, and goes by the sums of its lane. */
const COMPUTES = 6;
const STRIDE = 8;

/**
 * What each process uses of a CPU, as functions of time that do not depend on when they are read:
 * sums that fade, in closed form as long as its share is constant, and brought up to date when that
 * changes.
 *
 * Use: per period it takes on `useRise` of what it uses now. Source: the per-process load of
 * mosix_probe.c, (5 old + 3 new) / 8 per second.
 *
 * History: the CPU time it has used per second of its life, where of both only a part is kept per
 * interval, so that the far past counts less. That part depends on its decay kind: slowdecay (the
 * usual one) and fastdecay as the node has them (`setdecay`), nodecay everything, or numbers of its
 * own. A cpujob counts as 1 and an iojob as 0, whatever it does. Source: mosctl(1) setdecay,
 * mosrun(1); what openMosix weighs with it is not known, so here the use is multiplied by it where
 * a process is chosen. openMosix decays at the end of each interval, here it fades all the time.
 */
export class UseMeter implements UseWatch, Stateful {
  #values = new Float64Array(64 * STRIDE).fill(-1);
  /** How sums fade: all ways there have been. */
  readonly #fadings: Fading[] = [];
  readonly #lanes = new LaneSums(this.#fadings);
  /** How the use of all processes fades. */
  #ofUse: number;
  /** How the statistics of a process of the usual kind fade on a node with the default setting. */
  #usual: number;

  readonly #cluster: Cluster;
  readonly #parameters: OpenMosixParameters;

  constructor(cluster: Cluster, parameters: OpenMosixParameters) {
    this.#cluster = cluster;
    this.#parameters = parameters;
    this.#ofUse = this.#fadingOfUse();
    this.#usual = this.#fadingOf(parameters.slowDecay, parameters.decayInterval);
  }

  exchange(archive: Archive): void {
    this.#values = archive.value('values', this.#values);
    archive.list('fadings', this.#fadings);
    archive.part('lanes', this.#lanes);
    this.#ofUse = archive.value('ofUse', this.#ofUse);
    this.#usual = archive.value('usual', this.#usual);
  }

  /** Smoothed use of a CPU, 0 to 1 for each of its threads. */
  use(slot: Slot): number {
    const at = this.#recordOf(slot);
    if (this.#fadings[this.#ofUse]!.rate === Number.POSITIVE_INFINITY) return this.#useNow(slot);
    const { traits } = this.#cluster.table;
    return Math.min(traits.clones(slot), this.#sum(slot, this.#values[at + USE]!, this.#ofUse));
  }

  /** What its statistics say, 0 to 1. */
  history(slot: Slot): number {
    const decay = this.#cluster.table.traits.decay(slot);
    if (decay === 'cpujob') return 1;
    if (decay === 'iojob') return 0;
    const at = this.#recordOf(slot);
    const values = this.#values;
    const number = values[at + FADING]!;
    const fading = this.#fadings[number]!;
    if (fading.rate === Number.POSITIVE_INFINITY) return this.#useNow(slot);
    const life = faded(values[at + LIFE]!, fading, this.#now - values[at + AT]!, 1);
    return life > 0 ? Math.min(1, this.#sum(slot, values[at + CPU]!, number) / life) : 1;
  }

  changes(lane: Lane, use: number): void {
    this.#lanes.advance(lane, use, this.#now);
  }

  entered(slot: Slot, lane: Lane, use: number): void {
    const at = this.#recordOf(slot);
    this.#update(at);
    const values = this.#values;
    values[at + FADING] = this.#fadingOfHistory(slot);
    values[at + COMPUTES] = 1;
    const now = this.#now;
    const ofCpu = values[at + FADING]!;
    values[at + USE] = values[at + USE]! - this.#lanes.enter(lane, this.#ofUse, use, now);
    values[at + CPU] = values[at + CPU]! - this.#lanes.enter(lane, ofCpu, use, now);
  }

  completed(slot: Slot, lane: Lane, use: number): void {
    // A process that only computes has come to its end: its sums are not needed any more.
    if (this.#cluster.table.traits.profile(slot) === undefined) this.#leave(slot, lane);
    else this.left(slot, lane, use);
  }

  left(slot: Slot, lane: Lane, use: number): void {
    const at = this.#recordOf(slot);
    const values = this.#values;
    if (values[at + COMPUTES] === 0) return;
    this.#update(at);
    const now = this.#now;
    const ofUse = this.#ofUse;
    const isInstant = this.#fadings[ofUse]!.rate === Number.POSITIVE_INFINITY;
    const sum = this.#lanes.value(lane, ofUse, use, now);
    const ofCpu = values[at + FADING]!;
    values[at + USE] = isInstant ? use : values[at + USE]! + sum;
    values[at + CPU] = values[at + CPU]! + this.#lanes.value(lane, ofCpu, use, now);
    this.#leave(slot, lane);
  }

  restarted(slot: Slot): void {
    const at = this.#recordOf(slot);
    this.#update(at);
    this.#values[at + CPU] = 0;
    this.#values[at + LIFE] = 0;
    this.#values[at + FADING] = this.#fadingOfHistory(slot);
  }

  refade(slots: Iterable<Slot>): void {
    const { table, cpus } = this.#cluster;
    const all = [...slots].map((slot) => {
      const computes = this.#values[this.#recordOf(slot) + COMPUTES] === 1;
      return { slot, computes, lane: table.lane(slot), use: computes ? cpus.use(slot) : 0 };
    });
    for (const { slot, computes, lane, use } of all) {
      if (computes) this.left(slot, lane, use);
      else this.#update(this.#recordOf(slot));
    }
    const { slowDecay, decayInterval } = this.#parameters;
    this.#ofUse = this.#fadingOfUse();
    this.#usual = this.#fadingOf(slowDecay, decayInterval);
    for (const { slot, computes, lane, use } of all) {
      if (computes) this.entered(slot, lane, use);
      else this.#values[this.#recordOf(slot) + FADING] = this.#fadingOfHistory(slot);
    }
  }

  get #now(): number {
    return this.#cluster.agenda.now;
  }

  /** It goes by the sums of its lane no longer. */
  #leave(slot: Slot, lane: Lane): void {
    const at = this.#recordOf(slot);
    this.#values[at + COMPUTES] = 0;
    this.#lanes.leave(lane, this.#ofUse);
    this.#lanes.leave(lane, this.#values[at + FADING]!);
  }

  /** What it uses of a CPU at this instant. */
  #useNow(slot: Slot): number {
    const computes = this.#values[this.#recordOf(slot) + COMPUTES] === 1;
    return computes ? this.#cluster.cpus.use(slot) : 0;
  }

  /** A sum of a process, now, given `value`, its own part of it. */
  #sum(slot: Slot, value: number, fading: number): number {
    const at = this.#recordOf(slot);
    const own = faded(value, this.#fadings[fading]!, this.#now - this.#values[at + AT]!, 0);
    if (this.#values[at + COMPUTES] === 0) return own;
    const { table, cpus } = this.#cluster;
    return own + this.#lanes.value(table.lane(slot), fading, cpus.use(slot), this.#now);
  }

  /** Lets its own part of its sums fade up to now. */
  #update(at: number): void {
    const values = this.#values;
    const seconds = this.#now - values[at + AT]!;
    if (seconds === 0) return;
    const ofCpu = this.#fadings[values[at + FADING]!]!;
    values[at + USE] = faded(values[at + USE]!, this.#fadings[this.#ofUse]!, seconds, 0);
    values[at + CPU] = faded(values[at + CPU]!, ofCpu, seconds, 0);
    values[at + LIFE] = faded(values[at + LIFE]!, ofCpu, seconds, 1);
    values[at + AT] = this.#now;
  }

  /** Where its numbers are. */
  #recordOf(slot: Slot): number {
    const at = slot * STRIDE;
    const { table } = this.#cluster;
    while (at >= this.#values.length) this.#grow();
    if (this.#values[at + PID] !== table.pid(slot)) this.#begin(slot, at);
    return at;
  }

  #begin(slot: Slot, at: number): void {
    const values = this.#values;
    const { table } = this.#cluster;
    values.fill(0, at, at + STRIDE);
    values[at + PID] = table.pid(slot);
    values[at + AT] = table.arrivalSeconds(slot);
    values[at + FADING] = this.#fadingOfHistory(slot);
  }

  #fadingOfHistory(slot: Slot): number {
    const decay = this.#cluster.table.traits.decay(slot);
    const node = this.#cluster.nodeOf(slot).settings.decay;
    if (decay === undefined && node === undefined) return this.#usual;
    if (decay === 'nodecay') return this.#fadingOf(1000, 1);
    const { decayInterval, slowDecay, fastDecay } = this.#parameters;
    const own = typeof decay === 'object' ? decay : undefined;
    const interval = own?.intervalSeconds ?? node?.intervalSeconds ?? decayInterval;
    const slow = own?.kept ?? node?.slow ?? slowDecay;
    return this.#fadingOf(decay === 'fastdecay' ? (node?.fast ?? fastDecay) : slow, interval);
  }

  /** The fading of a sum of which `kept` thousandths are kept per interval. */
  #fadingOf(kept: number, intervalSeconds: number): number {
    return this.#indexOf({ rate: rateOf(kept / 1000, intervalSeconds), gain: 1 });
  }

  /** The fading of a mean: the share taken on of the new is lost of the old. */
  #fadingOfUse(): number {
    const { useRise, period } = this.#parameters;
    const rate = rateOf(1 - useRise, period);
    return this.#indexOf({ rate, gain: rate });
  }

  #indexOf({ rate, gain }: Fading): number {
    const known = this.#fadings.findIndex((one) => one.rate === rate && one.gain === gain);
    return known === -1 ? this.#fadings.push({ rate, gain }) - 1 : known;
  }

  #grow(): void {
    const old = this.#values.length;
    this.#values = extended(this.#values, new Float64Array(2 * old).fill(-1, old));
  }
}
