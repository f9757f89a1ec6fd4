import { assert } from '../../src/base/assert.js';
import type { Node } from '../../src/cluster/node.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { trueLoad } from '../../src/scheduler/information/entry.js';
import { delayOf } from '../../src/scheduler/information/kind.js';
import { oneProcessLoad } from '../../src/scheduler/measuring/load.js';
import type { Entry } from '../../src/scheduler/policies/policy.js';
import type { SimulatedSession } from '../../src/session/simulated.js';

interface Truth {
  readonly at: number;
  readonly load: number;
  readonly freeBytes: number;
  readonly speed: number;
}

/**
 * What nodes are told, and the truth of a while ago, was once true: every entry says what was so at
 * its time, besides what its believer has sent there itself. Delayed truth is always equally old.
 */
export class TruthLaws {
  readonly #truths: Truth[][];
  readonly #session: SimulatedSession;
  readonly #delaySeconds: number | undefined;
  #tick: number;

  constructor(session: SimulatedSession, { information }: Scenario) {
    this.#session = session;
    this.#delaySeconds = delayOf(information);
    this.#truths = this.#nodes.map((node) => [truthOf(node, 0)]);
    this.#tick = this.#nextTick;
  }

  /** Something has happened. */
  after(): void {
    const { now } = this.#session.view();
    for (const node of this.#nodes) {
      const truths = this.#truths[node.index]!;
      const truth = truthOf(node, now);
      const last = truths.at(-1)!;
      const isAlike = last.load === truth.load && last.freeBytes === truth.freeBytes;
      if (!isAlike || last.speed !== truth.speed) truths.push(truth);
    }
    if (this.#nextTick === this.#tick) return;
    this.#tick = this.#nextTick;
    for (const node of this.#nodes) this.#check(node, now);
  }

  #check({ index, id }: Node, now: number): void {
    for (const entry of this.#session.simulation.scheduler.known(index)) {
      const what = `node ${id} knows of node ${entry.node}`;
      assert(entry.measuredAt <= now && entry.node !== id, `${what} what it cannot`);
      const delay = this.#delaySeconds;
      const isDelayed = delay === undefined || entry.measuredAt === now - delay;
      assert(isDelayed, `${what} what was ${now - entry.measuredAt} s ago`);
      const about = this.#session.simulation.cluster.node(entry.node)!;
      const truths = this.#truths[about.index]!;
      const last = truths.findLastIndex(({ at }) => at < entry.measuredAt);
      const possible = truths.filter(({ at }, place) => place === last || at === entry.measuredAt);
      const isTrue = possible.some((truth) => agrees(entry, truth));
      assert(isTrue, `${what} a load of ${entry.load} at ${entry.measuredAt}, which it never had`);
    }
  }

  get #nodes() {
    return this.#session.simulation.cluster.nodes;
  }

  get #nextTick(): number {
    return this.#session.simulation.scheduler.nextTick;
  }
}

function truthOf(node: Node, at: number): Truth {
  const { speed } = node.settings.believed;
  return { at, load: trueLoad(node), freeBytes: node.freeBytes, speed };
}

/** What an administrator sets counts from the next message of its node. */
function agrees(entry: Entry, truth: Truth): boolean {
  if (entry.speed !== truth.speed) return true;
  const more = (entry.load - truth.load) / oneProcessLoad(entry);
  return (
    Math.abs(more - Math.round(more)) < 1e-6 && more > -1e-6 && entry.freeBytes <= truth.freeBytes
  );
}
