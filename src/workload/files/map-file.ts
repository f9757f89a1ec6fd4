import { MAX_NODE_ID, type NodeId } from '../../cluster/facts/node-spec.js';
import { octetsOf } from '../../cluster/members/address.js';
import { FileProblems } from './file-problems.js';
import { LineScanner } from './line-scanner.js';

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
 * Reads /etc/openmosix.map as setpe does: lines `first-id  IP-or-name  count`, where a count above 1
 * counts up the last octet, and `id  IP  ALIAS` (or a count of 0) for a second address of a node;
 * `#` starts a comment. In the order of the nodes' numbers.
 * @param self an address that must be among them, as every node demands it of its own map
 * @throws UserError with all mistakes, each with its line
 */
export function readMapFile(file: string, self: string | undefined): MapNode[] {
  const map = new MapTable(file);
  const scanner = new LineScanner(file);
  while (scanner.next()) {
    const written = scanner.text(scanner.start, scanner.end).replace(/#.*/, '').trim();
    if (written !== '' && !map.add(scanner.line, written.split(/\s+/))) break;
  }
  scanner.close();
  return map.finish(Math.max(1, scanner.line), self);
}

/** The entries of a map, checked as they come. */
class MapTable {
  readonly #problems: FileProblems;
  readonly #nodes = new Map<NodeId, MapNode & { readonly aliases: string[] }>();
  readonly #lines = new Map<NodeId | string, number>();
  readonly #aliases: { readonly line: number; readonly id: NodeId; readonly address: string }[] =
    [];
  #entries = 0;

  constructor(file: string) {
    this.#problems = new FileProblems(file);
  }

  /** @returns false when it can take no more */
  add(line: number, fields: readonly string[]): boolean {
    if (++this.#entries > MOST_ENTRIES) {
      this.#problems.add(line, `a map has at most ${MOST_ENTRIES} entries; this is one more`);
      return false;
    }
    const [first = '', host = '', count = ''] = fields;
    const id = wholeNumber(first);
    const isAlias = count === 'ALIAS' || count === '0';
    if (fields.length !== 3) {
      this.#problems.add(
        line,
        `an entry is first-id, IP or name, count; got ${fields.join(' ').slice(0, 60)}`,
      );
    } else if (id === undefined || id < 1 || id > MAX_NODE_ID) {
      this.#problems.add(line, `first-id must be from 1 to ${MAX_NODE_ID}, got ${first}`);
    } else if (!isAddressOrName(host)) {
      this.#problems.add(line, `must have an IPv4 address or a name, got ${host.slice(0, 60)}`);
    } else if (isAlias) {
      this.#addAlias(line, id, host);
    } else {
      this.#addNodes(line, id, host, count);
    }
    return true;
  }

  /** @param lastLine where what is wrong with the whole file is reported */
  finish(lastLine: number, self: string | undefined): MapNode[] {
    for (const { line, id, address } of this.#aliases) {
      const node = this.#nodes.get(id);
      if (node === undefined)
        this.#problems.add(line, `an ALIAS of node ${id}, which is not there`);
      else node.aliases.push(address);
    }
    if (this.#entries === 0) this.#problems.add(lastLine, 'there are no nodes in it');
    this.#problems.throwAny();
    if (self !== undefined && !this.#lines.has(self)) {
      const missing = `my IP address (${self}) is not there!`;
      this.#problems.add(lastLine, `the supplied table is well-formatted, but ${missing}`);
      this.#problems.throwAny();
    }
    return [...this.#nodes.values()].sort((a, b) => a.id - b.id);
  }

  #addAlias(line: number, id: NodeId, address: string): void {
    if (octetsOf(address) === undefined) {
      this.#problems.add(line, `an ALIAS must have an IPv4 address, got ${address}`);
    } else if (this.#isFree(line, address, address)) {
      this.#aliases.push({ line, id, address });
    }
  }

  #addNodes(line: number, first: NodeId, host: string, written: string): void {
    const count = wholeNumber(written);
    const octets = octetsOf(host);
    if (count === undefined) {
      this.#problems.add(line, `count must be a whole number or ALIAS, got ${written}`);
    } else if (count > 1 && octets === undefined) {
      this.#problems.add(line, `a count above 1 needs an IPv4 address, got ${host}`);
    } else if (first + count - 1 > MAX_NODE_ID) {
      this.#problems.add(
        line,
        `N# goes up to ${MAX_NODE_ID}; this would reach ${first + count - 1}`,
      );
    } else if (octets !== undefined && octets[3]! + count - 1 > 255) {
      this.#problems.add(line, `the last octet goes up to 255; ${count} nodes would exceed it`);
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
    else this.#problems.add(line, `${words} was given in line ${before} before`);
    return before === undefined;
  }
}

function wholeNumber(written: string): number | undefined {
  return /^\d{1,9}$/.test(written) ? Number(written) : undefined;
}

/** Digits and dots alone are meant as an address. */
function isAddressOrName(host: string): boolean {
  return octetsOf(host) !== undefined || /^[a-z][a-z0-9._-]{0,31}$/i.test(host);
}
