import type { Archive, Codec, Stateful } from '../../kernel/archive.js';
import { NO_SLOT, PIPED, type Slot } from '../cpus/process-table.js';
import type { PipeMember } from '../cpus/process-traits.js';
import { cpusOf } from '../cpus/resources.js';
import type { Ground } from '../ground.js';
import type { LinkSharing } from '../moving/network.js';

/** How a process ends: its work is done, or not. */
export type Ending = 'completed' | 'killed';

/** Processes, each reading what the one before it writes, by their part: 0 reads from none. */
interface Pipe {
  readonly id: number;
  readonly members: Map<number, Slot>;
}

/**
 * Pipes. What is written is read at once: the processes of a pipe run side by side and keep pace,
 * so that each has always done the same part of its work, as fast as the slowest of them can. When
 * one is killed, its reader wakes and ends if the kernel reports exceptions on pipes
 * (CONFIG_MOSIX_PIPE_EXCEPTIONS); otherwise it never learns of that, and hangs.
 */
export class Pipes implements Stateful {
  readonly #pipes: (Pipe | undefined)[] = [];
  /** Ids of pipes that are no more. */
  readonly #free: number[] = [];

  readonly #ground: Ground;
  readonly #flows: LinkSharing;

  constructor(ground: Ground, flows: LinkSharing) {
    this.#ground = ground;
    this.#flows = flows;
  }

  exchange(archive: Archive): void {
    archive.list('pipes', this.#pipes, PIPES);
    archive.list('free', this.#free);
  }

  /** A process that is about to start reads what another one writes. */
  open(reader: Slot, writerPid: number): void {
    const { table } = this.#ground;
    const writer = table.find(writerPid);
    if (writer === NO_SLOT) return;
    const known = table.traits.pipes.get(writer);
    const { pipe, part } = known ?? { pipe: this.#create(), part: 0 };
    if (known === undefined) this.#join(writer, { pipe, part });
    const member = { pipe, part: part + 1 };
    this.#pipes[pipe.id]!.members.set(member.part, reader);
    table.traits.pipes.set(reader, member);
  }

  /** Whether that many processes are all that a pipe has. */
  isWhole(pipe: number, processes: number): boolean {
    return this.#pipes[pipe]!.members.size === processes;
  }

  /** Work that each part does while the pipe does one unit: all of its own, if all have an end. */
  scales(pipe: number): (part: number) => number {
    const { table } = this.#ground;
    const { members } = this.#pipes[pipe]!;
    for (const slot of members.values()) {
      if (table.workSeconds(slot) === Number.POSITIVE_INFINITY) return () => 1;
    }
    return (part) => table.workSeconds(members.get(part)!);
  }

  /** A process ends. @returns which member of a pipe it was; undefined: of none */
  leave(slot: Slot): PipeMember | undefined {
    const { pipes } = this.#ground.table.traits;
    if (pipes.size === 0) return undefined;
    const member = pipes.get(slot);
    pipes.delete(slot);
    return member;
  }

  /**
   * A member of a pipe has ended: who wrote to it goes on, who read from it learns of that or not.
   */
  close(member: PipeMember, ending: Ending): void {
    this.#flows.together(() => this.#close(member, ending));
  }

  #close({ pipe: { id }, part }: PipeMember, ending: Ending): void {
    const { members } = this.#pipes[id]!;
    members.delete(part);
    const readers = ending === 'completed' ? [] : [...members].filter(([other]) => other > part);
    const rest = this.#create();
    const dying: Slot[] = [];
    let follows = true;
    for (const [other, slot] of readers) {
      members.delete(other);
      follows &&= this.#learns(slot) && !this.#diesAnyway(slot);
      if (follows) dying.push(this.#takenOut(slot));
      else this.#join(slot, { pipe: rest, part: other });
    }
    this.#goOn(id);
    for (const slot of dying) this.#ground.end(slot, 'signal', 'PIPE');
    const hanging = readers[dying.length]?.[1];
    if (hanging !== undefined && !this.#learns(hanging)) this.#hang(hanging);
    this.#goOn(rest.id);
  }

  /** Whether it is told that its writer was killed. Its pipe is at home, with its deputy. */
  #learns(reader: Slot): boolean {
    return this.#ground.homeOf(reader).kernel.pipeExceptions;
  }

  /** It computes no more, and is part of no pipe. */
  #takenOut(slot: Slot): Slot {
    this.#ground.halt(slot);
    this.#ground.table.traits.pipes.delete(slot);
    return slot;
  }

  /** A reader never learns that its writer was killed. */
  #hang(reader: Slot): void {
    const { table } = this.#ground;
    this.#ground.halt(reader);
    table.setStanding(reader, table.standing(reader) | PIPED);
  }

  #create(): Pipe {
    const id = this.#free.pop() ?? this.#pipes.length;
    const pipe = { id, members: new Map<number, Slot>() };
    this.#pipes[id] = pipe;
    return pipe;
  }

  #join(slot: Slot, member: PipeMember): void {
    this.#pipes[member.pipe.id]!.members.set(member.part, slot);
    this.#set(slot, member);
  }

  /** Those left of a pipe keep pace with each other; a single one is part of no pipe. */
  #goOn(id: number): void {
    const pipe = this.#pipes[id];
    if (pipe === undefined) return;
    const { table } = this.#ground;
    const slots = [...pipe.members.values()];
    if (slots.length > 1) {
      this.#flows.solve(slots.map((slot) => cpusOf(table.node(slot))));
      return;
    }
    for (const slot of slots) this.#set(slot, undefined);
    this.#pipes[id] = undefined;
    this.#free.push(id);
  }

  /** The lane in which it computes, if it does, depends on which member it is. */
  #set(slot: Slot, member: PipeMember | undefined): void {
    const { table } = this.#ground;
    const computes = !this.#ground.nodeOf(slot).parked.has(slot);
    if (computes) this.#ground.halt(slot);
    if (member === undefined) table.traits.pipes.delete(slot);
    else table.traits.pipes.set(slot, member);
    if (computes) this.#ground.resume(slot);
  }

  /** Its home or its node has just crashed: that is its own cause, and its turn comes. */
  #diesAnyway(slot: Slot): boolean {
    const ground = this.#ground;
    return ground.homeOf(slot).state === 'down' || ground.nodeOf(slot).state === 'down';
  }
}

const PIPES: Codec<Pipe | undefined> = {
  save: (pipe) => pipe && [pipe.id, [...pipe.members]],
  restore: (saved) => {
    if (saved === undefined) return undefined;
    const [id, members] = saved as readonly [number, readonly (readonly [number, Slot])[]];
    return { id, members: new Map(members) };
  },
};
