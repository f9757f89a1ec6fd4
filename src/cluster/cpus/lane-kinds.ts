import type { Archive, Stateful } from '../../kernel/archive.js';
import { weightOf } from './fair-shares.js';
import type { ProcessTable, Slot } from './process-table.js';
import type { Use } from './resources.js';

/** What makes processes of one node progress alike. */
export interface LaneKind {
  /** Of all threads of a process together. */
  readonly weight: number;
  /** Seconds of waiting for calls and bytes per second of work (io-wait.ts). */
  readonly waitPerWork: number;
  /** What the program gains from the threads of a processor; undefined: what the node says. */
  readonly htGain: number | undefined;
  /** Threads of a process. */
  readonly clones: number;
  /** What its work uses elsewhere. */
  readonly uses: readonly Use[];
  /** The pipe of which it is a part (pipes.ts), and which part; undefined: of none. */
  readonly pipe: number | undefined;
  readonly part: number;
}

/**
 * The kind of every node's first lane: nice 0, no waiting, the node's own gain, one thread, no
 * pipe.
 */
export const COMMON = 0;

const COMMON_KIND: LaneKind = {
  weight: 1,
  waitPerWork: 0,
  htGain: undefined,
  clones: 1,
  uses: [],
  pipe: undefined,
  part: 0,
};

/** The kinds that a run has met, numbered. */
export class LaneKinds implements Stateful {
  readonly #kinds: LaneKind[] = [COMMON_KIND];
  readonly #numbers = new Map<string, number>([[keyOf(COMMON_KIND), COMMON]]);

  /** The number of a process's kind. */
  of(table: ProcessTable, slot: Slot): number {
    const isPlain = table.nice(slot) === 0 && table.waitPerWork(slot) === 0;
    const { traits } = table;
    if (!isPlain || traits.pipes.size > 0) return this.#other(table, slot);
    const profile = traits.profile(slot);
    if (profile === undefined) return COMMON;
    const isUsual = profile.htGain === undefined && profile.clones === 1;
    return isUsual ? COMMON : this.#other(table, slot);
  }

  exchange(archive: Archive): void {
    archive.list('kinds', this.#kinds);
    archive.map('numbers', this.#numbers);
  }

  #other(table: ProcessTable, slot: Slot): number {
    const { traits } = table;
    const member = traits.pipes.get(slot);
    const clones = traits.clones(slot);
    return this.#number({
      weight: clones * weightOf(table.nice(slot)),
      waitPerWork: table.waitPerWork(slot),
      htGain: traits.profile(slot)?.htGain,
      clones,
      uses: traits.uses.get(slot) ?? COMMON_KIND.uses,
      pipe: member?.pipe.id,
      part: member?.part ?? 0,
    });
  }

  kind(number: number): LaneKind {
    return this.#kinds[number]!;
  }

  #number(kind: LaneKind): number {
    const key = keyOf(kind);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#kinds.push(kind) - 1;
    this.#numbers.set(key, number);
    return number;
  }
}

function keyOf({ weight, waitPerWork, htGain, clones, uses, pipe, part }: LaneKind): string {
  const elsewhere = uses.map(({ resource, perWork }) => `${resource}:${perWork}`).join(' ');
  return [weight, waitPerWork, htGain, clones, elsewhere, pipe, part].join();
}
