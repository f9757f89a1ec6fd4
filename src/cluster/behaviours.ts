import type { Timer } from '../kernel/agenda.js';
import { GROWTH, WAKE } from './agenda-kinds.js';
import type { Cluster } from './cluster.js';
import { grow, makeRoom } from './growth.js';
import { BLOCKED, FROZEN, PIPED, SLEEPING, type Slot, STOPPED } from './process-table.js';
import type { Profile } from './profile.js';

/** How a process with a profile stands. */
interface Behaviour {
  readonly profile: Profile;
  /** Work that is left after the present burst. */
  leftSeconds: number;
  readonly wakeTimer: Timer;
  readonly growthTimer: Timer;
}

/** The memory that a process waits for since it was started. */
interface Claim {
  readonly bytes: number;
  readonly timer: Timer;
}

/** Seconds between two steps of a growing resident set. */
const GROWTH_STEP = 1;

/** What processes do besides computing: pausing between bursts, growing, waiting for memory. */
export class Behaviours {
  readonly #bySlot = new Map<Slot, Behaviour>();
  readonly #claims = new Map<Slot, Claim>();

  constructor(private readonly cluster: Cluster) {}

  /** A process with a profile is about to start. */
  begin(slot: Slot, profile: Profile): void {
    const { agenda, table } = this.cluster;
    const behaviour = {
      profile,
      leftSeconds: table.workSeconds(slot),
      wakeTimer: agenda.create(WAKE, slot),
      growthTimer: agenda.create(GROWTH, slot),
    };
    this.#bySlot.set(slot, behaviour);
    this.#nextBurst(slot, behaviour);
    if (profile.growthPerSecond > 0) agenda.set(behaviour.growthTimer, agenda.now + GROWTH_STEP);
  }

  /** A process has just started: when there is no room for it, somebody dies or it waits. */
  takeRoom(slot: Slot): void {
    const { cluster } = this;
    const node = cluster.nodeOf(slot);
    if (node.fits(0)) return;
    if (!cluster.noOom) {
      makeRoom(cluster, node);
      return;
    }
    const bytes = cluster.table.residentBytes(slot);
    const timer = cluster.agenda.create(GROWTH, slot);
    this.#claims.set(slot, { bytes, timer });
    this.#stand(slot, BLOCKED, true);
    grow(cluster, slot, -bytes);
    cluster.agenda.set(timer, cluster.agenda.now + GROWTH_STEP);
  }

  /** The burst of a process is over. @returns whether it pauses; else its work is done */
  pause(slot: Slot): boolean {
    const behaviour = this.#bySlot.get(slot);
    if (behaviour === undefined || behaviour.leftSeconds === 0) return false;
    const { agenda, table } = this.cluster;
    this.#nextBurst(slot, behaviour);
    table.setStanding(slot, table.standing(slot) | SLEEPING);
    agenda.set(behaviour.wakeTimer, agenda.now + behaviour.profile.thinkSeconds);
    return true;
  }

  onWake(slot: Slot): void {
    this.#stand(slot, SLEEPING, false);
  }

  /** A step of growth; when there is no room, somebody dies or it waits. */
  onGrowth(slot: Slot): void {
    const claim = this.#claims.get(slot);
    if (claim !== undefined) this.#claim(slot, claim);
    const behaviour = this.#bySlot.get(slot);
    if (behaviour !== undefined) this.#grow(slot, behaviour);
  }

  /** What it was started with comes at once, or not yet. */
  #claim(slot: Slot, { bytes, timer }: Claim): void {
    const { agenda, table } = this.cluster;
    if (table.isFrozen(slot) || !this.cluster.nodeOf(slot).hasRoomFor(bytes)) {
      agenda.set(timer, agenda.now + GROWTH_STEP);
      return;
    }
    agenda.release(timer);
    this.#claims.delete(slot);
    grow(this.cluster, slot, bytes);
    this.#stand(slot, BLOCKED, false);
  }

  #grow(slot: Slot, { profile, growthTimer }: Behaviour): void {
    const { agenda, table } = this.cluster;
    const standing = table.standing(slot);
    const grows = (standing & (STOPPED | FROZEN | SLEEPING | PIPED)) === 0;
    const resident = table.residentBytes(slot);
    const step = Math.min(
      profile.growthPerSecond * GROWTH_STEP,
      profile.growthLimitBytes - resident,
    );
    if (!(step > 0)) return;
    agenda.set(growthTimer, agenda.now + GROWTH_STEP);
    if (!grows || this.#claims.has(slot)) return;
    const node = this.cluster.nodeOf(slot);
    const isBlocked = this.cluster.noOom && !node.hasRoomFor(step);
    this.#stand(slot, BLOCKED, isBlocked);
    if (!isBlocked) grow(this.cluster, slot, step);
  }

  /** A process has ended. */
  forget(slot: Slot): void {
    const claim = this.#claims.get(slot);
    if (claim !== undefined) this.cluster.agenda.release(claim.timer);
    this.#claims.delete(slot);
    const behaviour = this.#bySlot.get(slot);
    if (behaviour === undefined) return;
    this.cluster.agenda.release(behaviour.wakeTimer);
    this.cluster.agenda.release(behaviour.growthTimer);
    this.#bySlot.delete(slot);
  }

  #nextBurst(slot: Slot, behaviour: Behaviour): void {
    const burst = Math.min(behaviour.profile.burstSeconds, behaviour.leftSeconds);
    this.cluster.table.setFinish(slot, burst);
    // Infinity less a burst stays endless, but an endless burst leaves nothing.
    behaviour.leftSeconds = burst === behaviour.leftSeconds ? 0 : behaviour.leftSeconds - burst;
  }

  #stand(slot: Slot, bit: number, isSet: boolean): void {
    const { table } = this.cluster;
    const before = table.standing(slot);
    const after = isSet ? before | bit : before & ~bit;
    if (after === before) return;
    if (isSet) this.cluster.halt(slot);
    table.setStanding(slot, after);
    if (!isSet) this.cluster.resume(slot);
  }
}
