import type { NodeSpec } from '../facts/node-spec.js';
import type { NodeIndex } from '../node-index.js';

/** What the way between two sites, or within one, costs in place of the network's own figures. */
export interface TopologyClass {
  /** Two sites, or the same one twice: the way between its nodes. */
  readonly sites: readonly [string, string];
  /** One way, seconds. */
  readonly latencySeconds: number;
  /** The most bytes per second that one transfer gets. */
  readonly bandwidth: number;
  /** What a migration costs before its bytes move, seconds. */
  readonly fixedSeconds: number;
}

/** The costs of a way. */
type Way = Omit<TopologyClass, 'sites'>;

/**
 * What the ways between nodes cost. openMosix's TOPOLOGY option knows up to ten classes of
 * them, each with a table of costs; without it all ways are alike. A class is a cost, not a wire:
 * transfers share the links of their nodes, and of the class each has its full bandwidth.
 */
export class Topology {
  readonly #sites: Int32Array;
  readonly #bandwidths: Float64Array;
  /** By pair of sites. */
  readonly #ways: Way[] = [];
  readonly #siteCount: number;

  /** What the ways cost that no class describes. */
  readonly uniform: Omit<Way, 'bandwidth'>;

  constructor(
    nodes: readonly Pick<NodeSpec, 'site' | 'bandwidth'>[],
    uniform: Omit<Way, 'bandwidth'>,
    classes: readonly TopologyClass[],
  ) {
    this.uniform = uniform;
    const names = [...new Set(nodes.map(({ site }) => site))];
    const count = names.length;
    this.#siteCount = count;
    this.#sites = Int32Array.from(nodes, ({ site }) => names.indexOf(site));
    this.#bandwidths = Float64Array.from(nodes, ({ bandwidth }) => bandwidth);
    const way = wayOf({ ...uniform, bandwidth: Number.POSITIVE_INFINITY });
    for (let pair = 0; pair < count * count; pair++) this.#ways.push(way);
    for (const { sites, ...costs } of classes) {
      const [a, b] = [names.indexOf(sites[0]), names.indexOf(sites[1])];
      if (a < 0 || b < 0) continue;
      this.#ways[a * count + b] = this.#ways[b * count + a] = wayOf(costs);
    }
  }

  /** One way, seconds. */
  latencySeconds(a: NodeIndex, b: NodeIndex): number {
    return this.#way(a, b).latencySeconds;
  }

  /** Bytes per second of a transfer that has its links for itself. */
  bandwidth(a: NodeIndex, b: NodeIndex): number {
    const way = this.#way(a, b).bandwidth;
    return Math.min(way, this.#bandwidths[a]!, this.#bandwidths[b]!);
  }

  /** What a migration costs before its bytes move, seconds. */
  fixedSeconds(a: NodeIndex, b: NodeIndex): number {
    return this.#way(a, b).fixedSeconds;
  }

  #way(a: NodeIndex, b: NodeIndex): Way {
    return this.#ways[this.#sites[a]! * this.#siteCount + this.#sites[b]!]!;
  }
}

/** A spread has a hidden class of its own in each run, for which V8 would compile its readers anew. */
function wayOf({ latencySeconds, bandwidth, fixedSeconds }: Way): Way {
  return { latencySeconds, bandwidth, fixedSeconds };
}
