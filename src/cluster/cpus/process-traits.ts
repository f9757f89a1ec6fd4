import type { Archive, Codec, Stateful } from '../../kernel/archive.js';
import type { ClusterMask } from '../facts/cluster-mask.js';
import type { Decay, DecayScope } from '../facts/decay.js';
import type { ProcessSpec } from '../facts/process-spec.js';
import type { Profile } from '../facts/profile.js';
import type { Use } from './resources.js';
import type { Slot } from './slot.js';

/** Where what a process has is in its record. */
const PROFILE = 0;
const USER = 1;
const COMMAND = 2;
const DECAY = 3;
const STRIDE = 4;

/** A process's place in the pipe of which it is a part (pipes.ts). */
export interface PipeMember {
  readonly pipe: { readonly id: number };
  readonly part: number;
}

/** What processes have besides numbers: one record each, in one array, of what rarely changes. */
export class ProcessTraits implements Stateful {
  /** What their work uses elsewhere; most use nothing. */
  readonly uses = new Map<Slot, readonly Use[]>();
  /** Those that are parts of pipes. */
  readonly pipes = new Map<Slot, PipeMember>();
  /** How far the decays of processes go, if not as far as they can. */
  readonly scopes = new Map<Slot, DecayScope>();
  /** Those that may not go everywhere. */
  readonly masks = new Map<Slot, ClusterMask>();
  /** The jobs of those that are parts of one, and what their users said how long they run. */
  readonly jobs = new Map<Slot, number>();
  readonly estimates = new Map<Slot, number>();
  readonly #traits: (Profile | string | Decay | undefined)[] = [];

  exchange(archive: Archive): void {
    archive.map('uses', this.uses);
    archive.map('masks', this.masks);
    archive.map('pipes', this.pipes, MEMBERS);
    archive.map('scopes', this.scopes);
    archive.map('jobs', this.jobs);
    archive.map('estimates', this.estimates);
    archive.list('traits', this.#traits);
  }

  add(slot: Slot, spec: ProcessSpec): void {
    const traits = this.#traits;
    const at = slot * STRIDE;
    if (this.masks.size > 0) this.masks.delete(slot);
    traits[at + PROFILE] = spec.profile;
    traits[at + USER] = spec.user;
    traits[at + COMMAND] = spec.command;
    traits[at + DECAY] = spec.decay;
    if (spec.decayScope !== undefined) this.scopes.set(slot, spec.decayScope);
    else if (this.scopes.size > 0) this.scopes.delete(slot);
    if (spec.job !== undefined) this.jobs.set(slot, spec.job);
    else if (this.jobs.size > 0) this.jobs.delete(slot);
    if (spec.estimateSeconds !== undefined) this.estimates.set(slot, spec.estimateSeconds);
    else if (this.estimates.size > 0) this.estimates.delete(slot);
  }

  /** A process becomes another program. */
  setProgram(slot: Slot, command: string, profile: Profile): void {
    this.#traits[slot * STRIDE + COMMAND] = command;
    this.#traits[slot * STRIDE + PROFILE] = profile;
  }

  /** Its history decays as that of most processes from now on. */
  resetDecay(slot: Slot): void {
    this.#traits[slot * STRIDE + DECAY] = undefined;
    this.scopes.delete(slot);
  }

  /** What it does besides computing; undefined: nothing. */
  profile(slot: Slot): Profile | undefined {
    return this.#traits[slot * STRIDE + PROFILE] as Profile | undefined;
  }

  /** Its threads, each of which computes by itself. */
  clones(slot: Slot): number {
    return this.profile(slot)?.clones ?? 1;
  }

  user(slot: Slot): string {
    return this.#traits[slot * STRIDE + USER] as string;
  }

  command(slot: Slot): string {
    return this.#traits[slot * STRIDE + COMMAND] as string;
  }

  /** How its history decays; undefined: slowdecay. */
  decay(slot: Slot): Decay | undefined {
    return this.#traits[slot * STRIDE + DECAY] as Decay | undefined;
  }
}

/** Of a place's pipe, only the id is asked for. */
const MEMBERS: Codec<PipeMember> = {
  save: ({ pipe, part }) => [pipe.id, part],
  restore: (saved) => {
    const [id, part] = saved as readonly [number, number];
    return { pipe: { id }, part };
  },
};
