import type { MoveCause } from '../facts/event.js';
import { BLOCK, LSTAY, STAY } from '../facts/status.js';
import type { Neighbours } from '../members/neighbours.js';
import type { Node } from '../node.js';
import type { Network } from './network.js';

/**
 * Why what an administrator has set keeps a process from going from one node to another;
 * undefined: nothing does. `stay` and `lstay` are about automatic migration only, and a process
 * may always come home.
 */
export function administrativeRefusal(
  source: Node,
  target: Node,
  home: Node,
  cause: MoveCause,
): string | undefined {
  if (isAutomatic(cause)) {
    if (source.has(STAY)) return `nothing leaves node ${source.id} by itself (stay)`;
    if (source.has(LSTAY) && source === home) {
      return `no local process leaves node ${source.id} by itself (lstay)`;
    }
  }
  return target === home ? undefined : guestRefusal(target);
}

/** Whether nobody has asked for it: what an administrator has set holds for it. */
export function isAutomatic(cause: MoveCause): boolean {
  return cause === 'policy' || cause === 'place';
}

/** Why a node takes no guest now; undefined: it takes one. */
export function guestRefusal(node: Node): string | undefined {
  if (node.state !== 'up') return standingOf(node);
  if (node.has(BLOCK)) return `node ${node.id} is blocked`;
  const { fullBy } = node.settings;
  return fullBy === undefined ? undefined : `node ${node.id} is at its ${fullBy} limit`;
}

/** That a node is down, leaving or no member: a sentence. */
export function standingOf({ id, state }: Node): string {
  return `node ${id} is ${state === 'left' ? 'no member' : state}`;
}

/** What keeps nodes apart. */
export interface Ways {
  readonly neighbours: Neighbours;
  readonly network: Network;
}

/** Why nothing gets from one node to another one; undefined: it does. */
export function wayRefusal(
  { neighbours, network }: Ways,
  source: Node,
  target: Node,
): string | undefined {
  const unknown =
    strangeness(neighbours, source, target) ?? strangeness(neighbours, target, source);
  if (unknown !== undefined) return unknown;
  if (network.isCut(source.index, target.index)) return `node ${target.id} cannot be reached`;
  return source.state === 'left' ? standingOf(source) : undefined;
}

/** Why two nodes that a process needs do not know of each other; undefined: they do. */
export function strangersRefusal({ neighbours }: Ways, one: Node, other: Node): string | undefined {
  if (one === other || !neighbours.differ) return undefined;
  return strangeness(neighbours, one, other) ?? strangeness(neighbours, other, one);
}

function strangeness(neighbours: Neighbours, node: Node, other: Node): string | undefined {
  if (neighbours.knows(node.index, other.index)) return undefined;
  return neighbours.kind === 'omdiscd'
    ? `node ${node.id} has not found node ${other.id}`
    : `node ${other.id} is not in the map of node ${node.id}`;
}
