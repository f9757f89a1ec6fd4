import type { NodeLink, SampleListener, WallClock } from '../../src/live/link.js';

/** A clock that goes on when it is told to. */
export class FakeClock implements WallClock {
  #now = 0;
  readonly #actions: { readonly period: number; readonly action: () => void; next: number }[] = [];

  now(): number {
    return this.#now;
  }

  every(seconds: number, action: () => void): () => void {
    const entry = { period: seconds, action, next: this.#now + seconds };
    this.#actions.push(entry);
    return () => this.#actions.splice(this.#actions.indexOf(entry), 1);
  }

  /**
   * Lets whole seconds pass, one after the other; `each` happens in each before what waits for it.
   */
  pass(seconds: number, each: () => void = () => {}): void {
    for (let second = 0; second < seconds; second++) {
      this.#now++;
      each();
      for (const entry of [...this.#actions]) {
        while (entry.next <= this.#now) {
          entry.next += entry.period;
          entry.action();
        }
      }
    }
  }
}

/** A process of a fake node. */
export interface FakeProcess {
  readonly pid: number;
  readonly state: string;
  readonly ticks: number;
  readonly nice?: number;
  readonly threads?: number;
  readonly start?: number;
  readonly name?: string;
  readonly parent?: number;
  /** Its pid in a namespace of its own. */
  readonly inner?: number;
  /** Default: its name and an argument. */
  readonly commandLine?: string;
}

/** A node that says what a test has it say, in the lines of the sampler. */
export class FakeNode implements NodeLink {
  /** The pid of its sampler. */
  static readonly SAMPLER = 77;
  listener: SampleListener | undefined;
  readonly scripts: string[] = [];
  /** What the next script is answered. */
  complaint: string | undefined;
  connections = 0;
  isClosed = false;
  readonly #host: string;
  #uptime = 1000;

  constructor(host = 'cm1') {
    this.#host = host;
  }

  sample(listener: SampleListener): void {
    this.connections++;
    this.listener = listener;
    this.say(`H 100 4096 1000 ${FakeNode.SAMPLER} 2 2 2000000 ${this.#host}`);
  }

  run(script: string, done: (complaint: string | undefined) => void): void {
    this.scripts.push(script);
    done(this.complaint);
  }

  close(): void {
    this.isClosed = true;
  }

  /** The connection breaks. */
  breaks(reason: string): void {
    const { listener } = this;
    this.listener = undefined;
    listener!.end(reason);
  }

  say(...lines: readonly string[]): void {
    for (const line of lines) this.listener?.line(line);
  }

  /** One sample a second later, with all processes written in full; `gone` are those that ended. */
  shows(processes: readonly FakeProcess[], gone: readonly number[] = []): void {
    this.#uptime++;
    this.say(`T ${this.#uptime}`, 'C 100 0 0 100 0 0 0 0 0 0', 'M 4000000 3000000 1000 1000');
    for (const process of processes) {
      const { pid, state, ticks, nice = 0, threads = 1, start = 5, name = 'loop' } = process;
      const { parent = 1, commandLine = `${name}\0-x` } = process;
      const values = `${nice} ${threads} ${ticks} 0 2560`;
      this.say(`+ ${pid} ${parent} 1000 ana ${start} ${state} ${values} ${name}\t${commandLine}`);
      if (process.inner !== undefined) this.say(`N ${pid} ${process.inner}`);
    }
    this.say(...gone.map((pid) => `- ${pid}`), '.');
  }
}
