import type { Decay } from '../facts/decay.js';
import type { ProcessSpec } from '../facts/process-spec.js';
import type { Profile } from '../facts/profile.js';
import type { Slot } from './process-table.js';

/** Where what a process has is in its record. */
const PROFILE = 0;
const USER = 1;
const COMMAND = 2;
const DECAY = 3;
const STRIDE = 4;

/** What is no number and never changes of the processes that are alive: a record each, in one array. */
export class ProcessTraits {
  readonly #traits: (Profile | string | Decay | undefined)[] = [];

  add(slot: Slot, spec: ProcessSpec): void {
    const traits = this.#traits;
    const at = slot * STRIDE;
    traits[at + PROFILE] = spec.profile;
    traits[at + USER] = spec.user;
    traits[at + COMMAND] = spec.command;
    traits[at + DECAY] = spec.decay;
  }

  /** What it does besides computing; undefined: nothing. */
  profile(slot: Slot): Profile | undefined {
    return this.#traits[slot * STRIDE + PROFILE] as Profile | undefined;
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
