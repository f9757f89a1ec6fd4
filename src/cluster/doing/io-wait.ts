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

/** How the cluster carries out calls on files. */
export interface FileAccess {
  /** MFS: the files of all nodes under /mfs. */
  readonly fs: boolean;
  /** DFSA: calls on /mfs go straight to the node of the file. */
  readonly dfsa: boolean;
  /** Seconds that carrying out one forwarded call takes. */
  readonly handlingSeconds: number;
}

/** Where a process, its home and its files are. */
export interface Places {
  readonly node: NodeIndex;
  readonly home: NodeIndex;
  readonly files: NodeIndex;
  /** Whether the node of the files serves them by MFS: it is a member, and does not say `nomfs`. */
  readonly served: boolean;
  /** Whether the node of the files is down. */
  readonly isDown: boolean;
}

/** What input and output cost a process where it is. */
export interface IoWait {
  /** Seconds of waiting per second of work; Infinity: there is no way to its files. */
  readonly waitPerWork: number;
  /** Whether its deputy at home carries out its calls. */
  readonly usesDeputy: boolean;
}

/**
 * A call is carried out where the file is. With MFS and DFSA it goes straight there; otherwise it
 * goes home first, where the deputy carries it out or passes it on (openMosix HOWTO, DFSA). Every
 * way between two nodes costs a round trip and the handling, and the time its bytes take.
 */
export function ioWait(
  profile: Profile,
  { node, home, files, served, isDown }: Places,
  access: FileAccess,
  paths: Paths,
): IoWait {
  if (profile.callsPerWork === 0 && profile.bytesPerWork === 0) return FREE;
  if (isDown) return { waitPerWork: Number.POSITIVE_INFINITY, usesDeputy: false };
  const isDirect = access.fs && access.dfsa && served && files !== home;
  if (isDirect)
    return { waitPerWork: wayWait(profile, node, files, access, paths), usesDeputy: false };
  const toHome = wayWait(profile, node, home, access, paths);
  const toFiles = wayWait(profile, home, files, access, paths);
  return { waitPerWork: toHome + toFiles, usesDeputy: node !== home };
}

const FREE: IoWait = { waitPerWork: 0, usesDeputy: false };

function wayWait(
  { callsPerWork, bytesPerWork }: Profile,
  a: NodeIndex,
  b: NodeIndex,
  { handlingSeconds }: FileAccess,
  paths: Paths,
): number {
  if (a === b) return 0;
  if (paths.isCut(a, b)) return Number.POSITIVE_INFINITY;
  const perCall = 2 * paths.latencySeconds(a, b) + handlingSeconds;
  return callsPerWork * perCall + bytesPerWork / paths.bandwidth(a, b);
}
