import type { MigrationCause } from '../facts/event.js';
import { BLOCK, LSTAY, STAY } from '../facts/status.js';
import type { Neighbours } from '../members/discovery.js';
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
  cause: MigrationCause,
): string | undefined {
  if (cause === 'policy') {
    if (source.has(STAY)) return `nothing leaves node ${source.id} by itself (stay)`;
    if (source.has(LSTAY) && source === home) {
      return `no local process leaves node ${source.id} by itself (lstay)`;
    }
  }
  return target === home ? undefined : guestRefusal(target);
}

/** Why a node takes no guest now; undefined: it takes one. */
export function guestRefusal(node: Node): string | undefined {
  if (node.state !== 'up') {
    return `node ${node.id} is ${node.state === 'left' ? 'no member' : node.state}`;
  }
  if (node.has(BLOCK)) return `node ${node.id} is blocked`;
  return node.settings.takesGuests ? undefined : `node ${node.id} is at its load limit`;
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
  if (!neighbours.knows(source.index, target.index)) {
    return `node ${source.id} has not found node ${target.id}`;
  }
  if (!neighbours.knows(target.index, source.index)) {
    return `node ${target.id} has not found node ${source.id}`;
  }
  if (network.isCut(source.index, target.index)) return `node ${target.id} cannot be reached`;
  return source.state === 'left' ? `node ${source.id} is no member` : undefined;
}
