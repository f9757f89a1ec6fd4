/** Where the line of each replication stands: a million of them in a few arrays. */
export class LineIndex {
  #files: Uint16Array;
  #offsets: Float64Array;
  /** 0: there is none. */
  #lengths: Uint32Array;

  /** @param room for so many replications, before more is made */
  constructor(room = 16) {
    this.#files = new Uint16Array(room);
    this.#offsets = new Float64Array(room);
    this.#lengths = new Uint32Array(room);
  }

  set(replication: number, { file, offset, length }: LinePlace): void {
    if (replication >= this.#lengths.length) this.#grow(replication + 1);
    this.#files[replication] = file;
    this.#offsets[replication] = offset;
    this.#lengths[replication] = length;
  }

  get(replication: number): LinePlace | undefined {
    const length = this.#lengths[replication] ?? 0;
    if (length === 0) return undefined;
    return { file: this.#files[replication]!, offset: this.#offsets[replication]!, length };
  }

  #grow(least: number): void {
    const length = Math.max(least, 2 * this.#lengths.length);
    const [files, offsets, lengths] = [this.#files, this.#offsets, this.#lengths];
    this.#files = new Uint16Array(length);
    this.#offsets = new Float64Array(length);
    this.#lengths = new Uint32Array(length);
    this.#files.set(files);
    this.#offsets.set(offsets);
    this.#lengths.set(lengths);
  }
}

/** A line of a file, its end included. */
export interface LinePlace {
  /** Number of the file. */
  readonly file: number;
  /** Bytes. */
  readonly offset: number;
  readonly length: number;
}
