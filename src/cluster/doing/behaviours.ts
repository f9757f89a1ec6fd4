import { draw } from '../../base/distribution.js';
import type { Timer } from '../../kernel/agenda.js';
import type { Archive, Stateful } from '../../kernel/archive.js';
import type { Random } from '../../kernel/random.js';
import { GROWTH, WAKE } from '../agenda-kinds.js';
import {
  asSlot,
  BLOCKED,
  FROZEN,
  PIPED,
  SLEEPING,
  type Slot,
  STOPPED,
} from '../cpus/process-table.js';
import { cantmoveBit } from '../facts/cantmove.js';
import { type Amount, isTiedByClones, type Profile } from '../facts/profile.js';
import type { Ground } from '../ground.js';
import { grow } from './growth.js';
import { OomKiller } from './oom-killer.js';
import { tie, untie } from './ties.js';

/** How a process with a profile stands. */
interface Behaviour {
  readonly profile: Profile;
  /** Work that is left after the present stretch; 0: none. */
  leftSeconds: number;
  /** Work after the present stretch until it pauses; 0: then it does. */
  burstSeconds: number;
  /** How many of its bursts and pauses have been drawn. */
  draws: number;
  /** Work after the present stretch until its tie comes or goes; 0: then it does. */
  turnSeconds: number;
  /** Whether it is at the part of its work that needs the tie. */
  needsTie: boolean;
  /** Whether that has tied it; it may have been tied for another cause already. */
  hasTied: boolean;
  /** Whether its threads tie it: one that shares its memory does not move. */
  readonly clonesTie: boolean;
  readonly wakeTimer: Timer;
  readonly growthTimer: Timer;
}

/** The memory that a process waits for since it was started. */
interface Claim {
  readonly bytes: number;
  readonly timer: Timer;
}

const CLONE_VM = cantmoveBit('clone_vm');

/** Seconds between two steps of a growing resident set. */
const GROWTH_STEP_SECONDS = 1;

/**
 * What processes do besides computing: pausing between bursts, growing, waiting for memory, being
 * tied to their node for a time. Work is cut into stretches, each up to the next of these that it
 * brings.
 */
export class Behaviours implements Stateful {
  readonly #bySlot = new Map<Slot, Behaviour>();
  readonly #claims = new Map<Slot, Claim>();

  readonly #ground: Ground;
  readonly #oomKiller: OomKiller;
  readonly #random: Random;

  /** @param random is only split: each process draws by itself, whatever others do */
  constructor(ground: Ground, random: Random) {
    this.#ground = ground;
    this.#random = random;
    this.#oomKiller = new OomKiller(ground);
    ground.timers.on(WAKE, (subject) => this.#clear(asSlot(subject), SLEEPING));
    ground.timers.on(GROWTH, (subject) => this.#onGrowth(asSlot(subject)));
  }

  exchange(archive: Archive): void {
    archive.part('random', this.#random);
    archive.map('bySlot', this.#bySlot);
    archive.map('claims', this.#claims);
    this.#oomKiller.forget();
  }

  /** A process with a profile is about to start, or to go on with that much work. */
  begin(slot: Slot, profile: Profile, workSeconds: number, draws = 0): void {
    const { agenda, table } = this.#ground;
    const bits = table.cantmove(slot);
    const clonesTie = isTiedByClones(profile) && (bits & CLONE_VM) === 0;
    if (clonesTie) table.setCantmove(slot, bits | CLONE_VM);
    const behaviour: Behaviour = {
      profile,
      leftSeconds: workSeconds,
      burstSeconds: 0,
      draws,
      turnSeconds: profile.tie?.afterSeconds ?? Number.POSITIVE_INFINITY,
      needsTie: false,
      hasTied: false,
      clonesTie,
      wakeTimer: agenda.create(WAKE, slot),
      growthTimer: agenda.create(GROWTH, slot),
    };
    behaviour.burstSeconds = this.#drawn(slot, behaviour, profile.burstSeconds);
    this.#bySlot.set(slot, behaviour);
    this.#nextStretch(slot, behaviour);
    if (profile.growthPerSecond > 0)
      agenda.set(behaviour.growthTimer, agenda.now + GROWTH_STEP_SECONDS);
  }

  /** A process becomes another program, which does the rest of its work. It does not compute. */
  exec(slot: Slot, profile: Profile): void {
    const before = this.#bySlot.get(slot);
    const leftSeconds = this.#ground.table.finish(slot) + (before?.leftSeconds ?? 0);
    if (before !== undefined) {
      if (before.hasTied) untie(this.#ground, slot, before.profile.tie!.reason);
      if (before.clonesTie) untie(this.#ground, slot, 'clone_vm');
      this.#release(slot, before);
    }
    this.begin(slot, profile, leftSeconds, before?.draws);
  }

  /** A process has just started: without room for it, some process dies or it waits. */
  takeRoom(slot: Slot): void {
    const ground = this.#ground;
    const node = ground.nodeOf(slot);
    if (!node.kernel.noOom) {
      this.#oomKiller.makeRoom(node, slot);
      return;
    }
    if (node.fits(0)) return;
    const bytes = ground.table.residentBytes(slot);
    const timer = ground.agenda.create(GROWTH, slot);
    this.#claims.set(slot, { bytes, timer });
    this.#set(slot, BLOCKED);
    grow(ground, this.#oomKiller, slot, -bytes);
    ground.agenda.set(timer, ground.agenda.now + GROWTH_STEP_SECONDS);
  }

  /** A stretch of a process with a profile is over: whether another one follows. */
  goesOn(slot: Slot): boolean {
    return this.#bySlot.get(slot)!.leftSeconds > 0;
  }

  /** The next stretch of a process, which is parked, begins: at once, or after a pause. */
  goOn(slot: Slot): void {
    const { agenda, table } = this.#ground;
    const behaviour = this.#bySlot.get(slot)!;
    const { burstSeconds, thinkSeconds, tie } = behaviour.profile;
    const turns = behaviour.turnSeconds === 0;
    if (behaviour.burstSeconds === 0) {
      const pause = this.#drawn(slot, behaviour, thinkSeconds);
      behaviour.burstSeconds = this.#drawn(slot, behaviour, burstSeconds);
      table.setStanding(slot, table.standing(slot) | SLEEPING);
      agenda.set(behaviour.wakeTimer, agenda.now + pause);
    }
    if (turns) {
      behaviour.needsTie = !behaviour.needsTie;
      behaviour.turnSeconds = behaviour.needsTie ? tie!.forSeconds : tie!.afterSeconds;
    }
    this.#nextStretch(slot, behaviour);
    this.#ground.resume(slot);
    if (turns) this.#turn(slot, behaviour, tie!.reason);
  }

  /** A step of growth; without room for it, some process dies or it waits. */
  #onGrowth(slot: Slot): void {
    const claim = this.#claims.get(slot);
    if (claim !== undefined) this.#claim(slot, claim);
    const behaviour = this.#bySlot.get(slot);
    if (behaviour !== undefined) this.#grow(slot, behaviour);
  }

  /** What it was started with comes at once, or not yet. */
  #claim(slot: Slot, { bytes, timer }: Claim): void {
    const { agenda, table } = this.#ground;
    if (table.isFrozen(slot) || !this.#ground.nodeOf(slot).hasRoomFor(bytes)) {
      agenda.set(timer, agenda.now + GROWTH_STEP_SECONDS);
      return;
    }
    agenda.release(timer);
    this.#claims.delete(slot);
    grow(this.#ground, this.#oomKiller, slot, bytes);
    this.#clear(slot, BLOCKED);
  }

  #grow(slot: Slot, { profile, growthTimer }: Behaviour): void {
    const { agenda, table } = this.#ground;
    const standing = table.standing(slot);
    const grows = (standing & (STOPPED | FROZEN | SLEEPING | PIPED)) === 0;
    const resident = table.residentBytes(slot);
    const step = Math.min(
      profile.growthPerSecond * GROWTH_STEP_SECONDS,
      profile.growthLimitBytes - resident,
    );
    if (!(step > 0)) return;
    agenda.set(growthTimer, agenda.now + GROWTH_STEP_SECONDS);
    if (!grows || this.#claims.has(slot)) return;
    const node = this.#ground.nodeOf(slot);
    const isBlocked = node.kernel.noOom && !node.hasRoomFor(step);
    if (isBlocked) {
      this.#set(slot, BLOCKED);
    } else {
      this.#clear(slot, BLOCKED);
      grow(this.#ground, this.#oomKiller, slot, step);
    }
  }

  /** A process has ended. */
  forget(slot: Slot): void {
    const claim = this.#claims.get(slot);
    if (claim !== undefined) this.#ground.agenda.release(claim.timer);
    this.#claims.delete(slot);
    const behaviour = this.#bySlot.get(slot);
    if (behaviour !== undefined) this.#release(slot, behaviour);
  }

  #release(slot: Slot, { wakeTimer, growthTimer }: Behaviour): void {
    this.#ground.agenda.release(wakeTimer);
    this.#ground.agenda.release(growthTimer);
    this.#bySlot.delete(slot);
  }

  /** What an amount of its profile is this time: of its pid and the number of its draw. */
  #drawn(slot: Slot, behaviour: Behaviour, amount: Amount): number {
    if (typeof amount === 'number') return amount;
    const pid = `${this.#ground.table.pid(slot)}`;
    return draw(amount, this.#random.splitTwice(pid, `${behaviour.draws++}`));
  }

  #nextStretch(slot: Slot, behaviour: Behaviour): void {
    const { leftSeconds, burstSeconds, turnSeconds } = behaviour;
    const stretch = Math.min(leftSeconds, burstSeconds, turnSeconds);
    this.#ground.table.setFinish(slot, stretch);
    behaviour.leftSeconds = after(leftSeconds, stretch);
    behaviour.burstSeconds = after(burstSeconds, stretch);
    behaviour.turnSeconds = after(turnSeconds, stretch);
  }

  /** The tie of a process comes or goes; one that it had for another cause stays. */
  #turn(slot: Slot, behaviour: Behaviour, reason: string): void {
    if (behaviour.needsTie) behaviour.hasTied = tie(this.#ground, slot, reason);
    else if (behaviour.hasTied) {
      behaviour.hasTied = false;
      untie(this.#ground, slot, reason);
    }
  }

  /** A process gets one more reason to stand still. */
  #set(slot: Slot, bit: number): void {
    const { table } = this.#ground;
    const before = table.standing(slot);
    if ((before & bit) !== 0) return;
    this.#ground.halt(slot);
    table.setStanding(slot, before | bit);
  }

  /** A process has one reason less to stand still. */
  #clear(slot: Slot, bit: number): void {
    const { table } = this.#ground;
    const before = table.standing(slot);
    if ((before & bit) === 0) return;
    table.setStanding(slot, before & ~bit);
    this.#ground.resume(slot);
  }
}

/**
 * What is left of some work after a stretch of it: an endless one leaves nothing of an endless one.
 */
function after(seconds: number, stretch: number): number {
  return seconds === stretch ? 0 : seconds - stretch;
}
