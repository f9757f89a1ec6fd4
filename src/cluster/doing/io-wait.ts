import {
  cpusOf,
  isCpus,
  type Resource,
  receivingOf,
  sendingOf,
  type Use,
} from '../cpus/resources.js';
import type { Profile } from '../facts/profile.js';
import type { NodeIndex } from '../node-index.js';

/** What a forwarded call and a byte cost on the way between two nodes. */
export interface Paths {
  /** One way, seconds. */
  latencySeconds(a: NodeIndex, b: NodeIndex): number;
  /** Bytes per second. */
  bandwidth(a: NodeIndex, b: NodeIndex): number;
  isCut(a: NodeIndex, b: NodeIndex): boolean;
}

/** Where a process, its home and files on which it works are. */
export interface AccessNodes {
  readonly node: NodeIndex;
  readonly home: NodeIndex;
  readonly files: NodeIndex;
  /**
   * Whether calls go straight to the files: both node and home have mounted /mfs with one dfsa=.
   */
  readonly isDirect: boolean;
  /**
   * Whether who asks for the files gets them: by other means than MFS, or from a node that serves.
   */
  readonly isServed: boolean;
  /** Whether the node of the files is down. */
  readonly isDown: boolean;
  /** The part of its calls and bytes that are for these files. */
  readonly part: number;
}

/** A way that calls and bytes take: from the node that asks to the one that answers. */
export interface CallWay {
  readonly from: NodeIndex;
  readonly to: NodeIndex;
  /** The part of all calls and bytes of the process that take it. */
  readonly part: number;
}

/**
 * The ways of a process's calls on the files of one node. A call is carried out where the file is.
 * With MFS and DFSA it goes straight there; otherwise it goes home first, where the deputy carries
 * it out or passes it on (openMosix HOWTO, DFSA). A node that says `nomfs` serves only itself.
 * @returns none: nothing is asked of another node; undefined: there is no way to its files
 */
export function callWays(
  profile: Profile,
  { node, home, files, isDirect, isServed, isDown, part }: AccessNodes,
  paths: Paths,
): readonly CallWay[] | undefined {
  if (profile.callsPerWork === 0 && profile.bytesPerWork === 0) return [];
  if (isDown) return undefined;
  const stops = isDirect ? [node, files] : [node, home, files];
  const ways: CallWay[] = [];
  for (let i = 1; i < stops.length; i++) {
    const [from, to] = [stops[i - 1]!, stops[i]!];
    if (from === to) continue;
    const isRefused = to === files && files !== home && !isServed;
    if (isRefused || paths.isCut(from, to)) return undefined;
    ways.push({ from, to, part });
  }
  return ways;
}

/**
 * Seconds that a process waits per second of its work while no other uses its ways: for each, of
 * every call the round trip and the handling, and the time that its bytes take.
 * @returns Infinity: there is no way to its files
 */
export function waitPerWork(
  { callsPerWork, bytesPerWork }: Profile,
  ways: readonly CallWay[] | undefined,
  handlingSeconds: number,
  paths: Paths,
): number {
  if (ways === undefined) return Number.POSITIVE_INFINITY;
  let seconds = 0;
  for (const { from, to, part } of ways) {
    const perCall = 2 * paths.latencySeconds(from, to) + handlingSeconds;
    seconds += part * (callsPerWork * perCall + bytesPerWork / paths.bandwidth(from, to));
  }
  return seconds;
}

/**
 * What a second of its work uses elsewhere: CPU time where its calls are carried out or passed on,
 * and what its bytes take of the links. They come to it: it reads. What it might write would have
 * the other direction of the links for itself.
 */
export function usesElsewhere(
  { callsPerWork, bytesPerWork }: Profile,
  ways: readonly CallWay[] | undefined,
  handlingSeconds: number,
): readonly Use[] {
  const uses = new Map<Resource, number>();
  const add = (resource: Resource, perWork: number) => {
    if (perWork > 0) uses.set(resource, perWork + (uses.get(resource) ?? 0));
  };
  for (const { from, to, part } of ways ?? []) {
    add(cpusOf(to), part * callsPerWork * handlingSeconds);
    add(sendingOf(to), part * bytesPerWork);
    add(receivingOf(from), part * bytesPerWork);
  }
  return [...uses].map(([resource, perWork]) => {
    return { resource, perWork, isCpu: isCpus(resource) };
  });
}
