import type { Archive, Stateful } from '../../kernel/archive.js';
import type { Refused } from '../policies/policy.js';

/** The place of a policy of cluster scope: it belongs to no node. */
export const CLUSTER = -1;

const NONE: readonly Refused[] = Object.freeze([]);

/** Which moves have come to nothing since those who wanted them were asked the last time. */
export class ToldRefusals implements Stateful {
  /** By index of the node that decided. */
  readonly #byNode = new Map<number, readonly Refused[]>();

  exchange(archive: Archive): void {
    archive.map('byNode', this.#byNode);
  }

  add(index: number, refused: Refused): void {
    this.#byNode.set(index, [...this.of(index), refused]);
  }

  of(index: number): readonly Refused[] {
    return this.#byNode.get(index) ?? NONE;
  }

  /** Has been told. */
  forget(index: number): void {
    if (this.#byNode.size > 0) this.#byNode.delete(index);
  }

  /** Another policy decides from now on. */
  forgetAll(): void {
    this.#byNode.clear();
  }
}
