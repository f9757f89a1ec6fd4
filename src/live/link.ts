/** The way to a node: its sampler, and commands that are carried out there. */
export interface NodeLink {
  /** Lets the sampler run; calls `end` with the reason when it ends, unless that was `close`. */
  sample(listener: SampleListener): void;
  /**
   * Carries out a script of POSIX sh.
   * @param done gets a sentence that says what went wrong; undefined: nothing
   */
  run(script: string, done: (complaint: string | undefined) => void): void;
  /** Ends the sampler and all that was begun. */
  close(): void;
}

export interface SampleListener {
  line(line: string): void;
  end(reason: string): void;
}

/** Wall time in seconds, and what is to be done again and again. */
export interface WallClock {
  now(): number;
  /** @returns a function that ends it */
  every(seconds: number, action: () => void): () => void;
}
