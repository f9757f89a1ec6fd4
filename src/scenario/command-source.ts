import type { Command } from '../cluster/facts/command.js';
import type { Archive, Stateful } from '../kernel/archive.js';

/** Commands with their virtual times, in order, one at a time. */
export interface CommandSource extends Stateful {
  /** When the next command is; Infinity: there is none. */
  readonly nextTime: number;
  /** Takes the next command. */
  pop(): Command;
}

/** Several sources as one; at one instant the first of them comes first. */
export class MergedCommands implements CommandSource {
  nextTime = Number.POSITIVE_INFINITY;
  #first: CommandSource | undefined;

  readonly #sources: readonly CommandSource[];

  constructor(sources: readonly CommandSource[]) {
    this.#sources = sources;

    this.#choose();
  }

  exchange(archive: Archive): void {
    archive.parts('sources', this.#sources);
    if (archive.restores) this.#choose();
  }

  pop(): Command {
    const command = this.#first!.pop();
    this.#choose();
    return command;
  }

  #choose(): void {
    this.#first = undefined;
    this.nextTime = Number.POSITIVE_INFINITY;
    for (const source of this.#sources) {
      if (source.nextTime >= this.nextTime) continue;
      this.#first = source;
      this.nextTime = source.nextTime;
    }
  }
}
