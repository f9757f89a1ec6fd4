import type { Timer } from '../../kernel/agenda.js';
import type { Archive, Stateful } from '../../kernel/archive.js';
import { CHILD } from '../agenda-kinds.js';
import { BLOCKED, FROZEN, PIPED, type Slot, STOPPED } from '../cpus/process-table.js';
import type { ProcessSpec } from '../facts/process-spec.js';
import type { Ground } from '../ground.js';
import type { Network } from '../moving/network.js';
import type { Ending } from './pipes.js';

/** What parents stand on: they start children again. */
type FamilyGround = Ground & {
  readonly network: Network;
  start(spec: ProcessSpec): number;
};

/** A child has ended, and its parent is to act on that. */
interface Notice {
  readonly parent: Slot;
  readonly child: number;
  readonly ending: Ending;
  /** What the child was started as. */
  readonly spec: ProcessSpec;
  /** When the parent acts, if it can. */
  readonly actsAt: number;
}

/** Time after which a child is started again, so that one that cannot live is no endless loop. */
const RESTART_SECONDS = 1;

/**
 * Parents that act on CHLD, as their profiles say: a child that was killed is started again where
 * its parent is, or its parent ends too. The signal comes by way of home. A parent that is frozen,
 * stopped or cut off from there acts when it goes on. To all others CHLD means nothing, as is its
 * default.
 */
export class Parents implements Stateful {
  /** Processes whose profiles say that they act. */
  readonly #acting = new Set<Slot>();
  /** Their children, as they were started. */
  readonly #children = new Map<Slot, ProcessSpec>();
  /** In the order in which children have ended. */
  readonly #notices: Notice[] = [];
  readonly #timer: Timer;

  readonly #ground: FamilyGround;

  constructor(ground: FamilyGround) {
    this.#ground = ground;

    this.#timer = ground.agenda.create(CHILD, 0);
    ground.timers.on(CHILD, () => this.#act());
  }

  exchange(archive: Archive): void {
    archive.set('acting', this.#acting);
    archive.map('children', this.#children);
    archive.list('notices', this.#notices);
  }

  /** A process has begun a program. */
  begun(slot: Slot): void {
    const profile = this.#ground.table.traits.profile(slot);
    if (profile !== undefined && profile.chld !== 'ignore') this.#acting.add(slot);
    else if (this.#acting.delete(slot)) this.#drop(slot);
  }

  /** A process has been started as `spec` by another one, whose mask it has. */
  started(slot: Slot, spec: ProcessSpec): void {
    const { table } = this.#ground;
    const parent = table.find(spec.parent!);
    const mask = table.traits.masks.get(parent);
    if (mask !== undefined) table.traits.masks.set(slot, mask);
    if (this.#acting.has(parent)) this.#children.set(slot, spec);
  }

  /** A process ends; it is in the table still. */
  ended(slot: Slot, ending: Ending): void {
    // A child may outlive all who would have acted on its end.
    if (this.#acting.size === 0 && this.#children.size === 0) return;
    this.#acting.delete(slot);
    this.#drop(slot);
    const spec = this.#children.get(slot);
    if (spec === undefined) return;
    this.#children.delete(slot);
    const { table, agenda } = this.#ground;
    const parent = table.find(spec.parent!);
    if (!this.#acting.has(parent)) return;
    const restarts = ending === 'killed' && table.traits.profile(parent)?.chld === 'restart';
    const actsAt = agenda.now + (restarts ? RESTART_SECONDS : 0);
    this.#notices.push({ parent, child: table.pid(slot), ending, spec, actsAt });
    this.goOn();
  }

  /** A process goes on: a parent that has waited may act now. */
  goOn(): void {
    if (this.#notices.length === 0) return;
    const { agenda } = this.#ground;
    const times = this.#notices.filter((notice) => this.#canAct(notice)).map((one) => one.actsAt);
    if (times.length === 0) agenda.clear(this.#timer);
    else agenda.set(this.#timer, Math.max(agenda.now, Math.min(...times)));
  }

  /** It is the time of a notice, or of several. */
  #act(): void {
    const { agenda } = this.#ground;
    for (;;) {
      const at = this.#notices.findIndex(
        (notice) => notice.actsAt <= agenda.now && this.#canAct(notice),
      );
      if (at < 0) break;
      this.#actOn(this.#notices.splice(at, 1)[0]!);
    }
    this.goOn();
  }

  #actOn({ parent, child, ending, spec }: Notice): void {
    const ground = this.#ground;
    const { table, agenda } = ground;
    const pid = table.pid(parent);
    ground.emit({ at: agenda.now, type: 'child-ended', pid, child, ending });
    if (ending === 'completed') return;
    const chld = table.traits.profile(parent)?.chld;
    if (chld === 'end') ground.end(parent, 'signal', 'CHLD');
    if (chld !== 'restart') return;
    const startsAt = ground.nodeOf(parent).id;
    ground.start({ ...spec, pid: undefined, startsAt, arrivalSeconds: agenda.now });
  }

  #canAct({ parent }: Notice): boolean {
    const { table, network } = this.#ground;
    if ((table.standing(parent) & (STOPPED | FROZEN | BLOCKED | PIPED)) !== 0) return false;
    return !network.isCut(table.home(parent), table.node(parent));
  }

  /** A parent is gone. */
  #drop(parent: Slot): void {
    const left = this.#notices.filter((notice) => notice.parent !== parent);
    if (left.length === this.#notices.length) return;
    this.#notices.splice(0, this.#notices.length, ...left);
    if (left.length === 0) this.#ground.agenda.clear(this.#timer);
  }
}
