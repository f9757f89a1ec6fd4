import { weightOf } from './fair-shares.js';
import type { ProcessTable, Slot } from './process-table.js';

/** What makes processes of one node progress alike. */
export interface LaneKind {
  readonly weight: number;
  /** Seconds of waiting for calls and bytes per second of work (io-wait.ts). */
  readonly waitPerWork: number;
  /** What the program gains from the threads of a processor; undefined: what the node says. */
  readonly htGain: number | undefined;
}

/** The kind of every node's first lane: nice 0, no waiting, the node's own gain. */
export const COMMON = 0;

/** The kinds that a run has met, numbered. */
export class LaneKinds {
  readonly #kinds: LaneKind[] = [{ weight: 1, waitPerWork: 0, htGain: undefined }];

  /** The number of a process's kind. */
  of(table: ProcessTable, slot: Slot): number {
    const nice = table.nice(slot);
    const waitPerWork = table.waitPerWork(slot);
    const htGain = table.traits.profile(slot)?.htGain;
    if (nice === 0 && waitPerWork === 0 && htGain === undefined) return COMMON;
    const weight = weightOf(nice);
    const known = this.#kinds.findIndex(
      (kind) =>
        kind.weight === weight && kind.waitPerWork === waitPerWork && kind.htGain === htGain,
    );
    return known >= 0 ? known : this.#kinds.push({ weight, waitPerWork, htGain }) - 1;
  }

  kind(number: number): LaneKind {
    return this.#kinds[number]!;
  }
}
