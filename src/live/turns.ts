import type { SeenJob } from './job-tree.js';
import type { LiveNode } from './live-node.js';

/** A sample that comes so soon after a move may be older than its end. */
const SETTLING_SECONDS = 0.5;

/** A move, as far as its nodes are concerned. */
export interface NodesOfMove {
  readonly job: SeenJob;
  readonly node: LiveNode;
  readonly target: LiveNode;
}

/**
 * Which nodes the policy may decide about: each takes part in one move at a time, and in the next one
 * only when it has been seen after that.
 */
export class Turns {
  readonly #underWay = new Set<NodesOfMove>();
  readonly #last = new Map<LiveNode, NodesOfMove & { readonly hasMoved: boolean; at: number }>();
  readonly #jobsAt: (node: LiveNode) => ReadonlyMap<number, SeenJob>;

  constructor(jobsAt: (node: LiveNode) => ReadonlyMap<number, SeenJob>) {
    this.#jobsAt = jobsAt;
  }

  begin(move: NodesOfMove): void {
    this.#underWay.add(move);
  }

  /**
   * The job runs at its target, or stays. What is then left to do concerns nobody; a second end of the
   * same move says nothing new.
   */
  end(move: NodesOfMove, hasMoved: boolean, at: number): void {
    if (!this.#underWay.delete(move)) return;
    for (const one of [move.node, move.target]) this.#last.set(one, { ...move, hasMoved, at });
  }

  /** @returns why nothing may be moved from or to a node now; undefined: it may */
  refusal(node: LiveNode): string | undefined {
    for (const { node: source, target } of this.#underWay) {
      if (node === source || node === target) {
        return `a move from or to node ${node.id} is under way`;
      }
    }
    return this.#isSeen(node) ? undefined : `node ${node.id} has not been seen since its last move`;
  }

  /** A sample shows by itself that it is younger than a move; failing that, its time does. */
  #isSeen(node: LiveNode): boolean {
    const last = this.#last.get(node);
    if (last === undefined || node.sampledAt >= last.at + SETTLING_SECONDS) return true;
    if (!last.hasMoved || node.sampledAt < last.at) return false;
    const job = [...this.#jobsAt(node).values()].find((one) => one.job === last.job.job);
    if (node === last.node) return job === undefined;
    return job?.processes.some(({ state }) => state === 'R') === true;
  }
}
