import type { Command } from '../cluster/facts/command.js';
import type { Archive } from '../kernel/archive.js';
import type { CommandSource } from './command-source.js';
import type { TimelineEntry } from './scenario.js';

/** The commands that a scenario writes down. */
export class TimelineSource implements CommandSource {
  nextTime = Number.POSITIVE_INFINITY;
  readonly #entries: readonly TimelineEntry[];
  #next = -1;

  constructor(timeline: readonly TimelineEntry[]) {
    this.#entries = [...timeline].sort((a, b) => a.atSeconds - b.atSeconds);
    this.#advance();
  }

  exchange(archive: Archive): void {
    this.#next = archive.value('next', this.#next);
    this.nextTime = archive.value('nextTime', this.nextTime);
  }

  pop(): Command {
    const { command } = this.#entries[this.#next]!;
    this.#advance();
    return command;
  }

  #advance(): void {
    this.#next++;
    this.nextTime = this.#entries[this.#next]?.atSeconds ?? Number.POSITIVE_INFINITY;
  }
}
