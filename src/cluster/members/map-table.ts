import { MAX_NODE_ID, type NodeId } from '../facts/node-spec.js';
import { octetsOf } from './address.js';

/** A node of an openmosix.map: with an address or a name, or with neither when it counts names. */
export interface MapNode {
  readonly id: NodeId;
  /** IPv4; undefined: the map gives it a name. */
  readonly address: string | undefined;
  readonly name: string | undefined;
  /** Its other addresses (ALIAS). */
  readonly aliases: readonly string[];
}

const MOST_ENTRIES = 256;

/**
 * The entries of a map as setpe reads them, checked as they come: `first-id  IP-or-name  count`,
 * where a count above 1 counts up the last octet, and `id  IP  ALIAS` (or a count of 0) for a
 * second address of a node.
 */
export class MapTable {
  #mistakes = 0;
  readonly #nodes = new Map<NodeId, MapNode & { readonly aliases: string[] }>();
  readonly #lines = new Map<NodeId | string, number>();
  readonly #aliases: { readonly line: number; readonly id: NodeId; readonly address: string }[] =
    [];
  #entries = 0;

  readonly #report: (line: number, message: string) => void;

  /** @param report is told each mistake, with its line */
  constructor(report: (line: number, message: string) => void) {
    this.#report = report;
  }

  /** @returns false when it can take no more */
  add(line: number, fields: readonly string[]): boolean {
    if (++this.#entries > MOST_ENTRIES) {
      this.#wrong(line, `a map has at most ${MOST_ENTRIES} entries; this is one more`);
      return false;
    }
    const [first = '', host = '', count = ''] = fields;
    const id = wholeNumber(first);
    const isAlias = count === 'ALIAS' || count === '0';
    if (fields.length !== 3) {
      this.#wrong(
        line,
        `an entry is first-id, IP or name, count; got ${fields.join(' ').slice(0, 60)}`,
      );
    } else if (id === undefined || id < 1 || id > MAX_NODE_ID) {
      this.#wrong(line, `first-id must be from 1 to ${MAX_NODE_ID}, got ${first}`);
    } else if (!isAddressOrName(host)) {
      this.#wrong(line, `must have an IPv4 address or a name, got ${host.slice(0, 60)}`);
    } else if (isAlias) {
      this.#addAlias(line, id, host);
    } else {
      this.#addNodes(line, id, host, count);
    }
    return true;
  }

  /**
   * The nodes in the order of their numbers.
   * @param lastLine where what is wrong with the whole map is reported
   * @param self an address that must be among them, as every node demands it of its own map
   */
  finish(lastLine: number, self: string | undefined): MapNode[] {
    for (const { line, id, address } of this.#aliases) {
      const node = this.#nodes.get(id);
      if (node === undefined) this.#wrong(line, `an ALIAS of node ${id}, which is not there`);
      else node.aliases.push(address);
    }
    if (this.#entries === 0) this.#wrong(lastLine, 'there are no nodes in it');
    if (this.#mistakes === 0 && self !== undefined && !this.#lines.has(self)) {
      this.#wrong(lastLine, addressMissing(self));
    }
    return [...this.#nodes.values()].sort((a, b) => a.id - b.id);
  }

  #wrong(line: number, message: string): void {
    this.#mistakes++;
    this.#report(line, message);
  }

  #addAlias(line: number, id: NodeId, address: string): void {
    if (octetsOf(address) === undefined) {
      this.#wrong(line, `an ALIAS must have an IPv4 address, got ${address}`);
    } else if (this.#isFree(line, address, address)) {
      this.#aliases.push({ line, id, address });
    }
  }

  #addNodes(line: number, first: NodeId, host: string, written: string): void {
    const count = wholeNumber(written);
    const octets = octetsOf(host);
    if (count === undefined) {
      this.#wrong(line, `count must be a whole number or ALIAS, got ${written}`);
    } else if (count > 1 && octets === undefined) {
      this.#wrong(line, `a count above 1 needs an IPv4 address, got ${host}`);
    } else if (first + count - 1 > MAX_NODE_ID) {
      this.#wrong(line, `N# goes up to ${MAX_NODE_ID}; this would reach ${first + count - 1}`);
    } else if (octets !== undefined && octets[3]! + count - 1 > 255) {
      this.#wrong(line, `the last octet goes up to 255; ${count} nodes would exceed it`);
    } else {
      for (let index = 0; index < count; index++) {
        const address = octets && [...octets.slice(0, 3), octets[3]! + index].join('.');
        if (!this.#isFree(line, first + index, `N# ${first + index}`)) return;
        if (!this.#isFree(line, address ?? host, address ?? host)) return;
        const name = octets === undefined ? host : undefined;
        this.#nodes.set(first + index, { id: first + index, address, name, aliases: [] });
      }
    }
  }

  /** Takes a number, address or name, if no node has it. */
  #isFree(line: number, taken: NodeId | string, words: string): boolean {
    const before = this.#lines.get(taken);
    if (before === undefined) this.#lines.set(taken, line);
    else this.#wrong(line, `${words} was given in line ${before} before`);
    return before === undefined;
  }
}

/** What setpe says of a map without the node that reads it. */
export function addressMissing(address: string): string {
  return `the supplied table is well-formatted, but my IP address (${address}) is not there!`;
}

function wholeNumber(written: string): number | undefined {
  return /^\d{1,9}$/.test(written) ? Number(written) : undefined;
}

/** Digits and dots alone are meant as an address. */
function isAddressOrName(host: string): boolean {
  return octetsOf(host) !== undefined || /^[a-z][a-z0-9._-]{0,31}$/i.test(host);
}
