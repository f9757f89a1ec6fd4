import type { NodeId, NodeSpec } from '../../cluster/facts/node-spec.js';
import { octetsOf } from '../../cluster/members/address.js';
import type { Position, Report } from '../problem.js';
import type { Value } from '../yaml-tree.js';
import { find } from './field.js';

/** The nodes read so far: no two with the same N#, name or address. */
export class NodeRoster {
  readonly nodes: NodeSpec[] = [];
  readonly #ids = new Set<NodeId>();
  readonly #names = new Set<string>();
  readonly #addresses = new Set<string>();

  /** Adds a group; reports the first clash of each kind, not one for every node of it. */
  add(group: Value, specs: readonly NodeSpec[], report: Report): void {
    const clashes = new Map<string, { readonly position: Position; readonly message: string }>();
    const clash = (key: string, message: string) => {
      if (!clashes.has(key)) clashes.set(key, { position: find(group, key) ?? group, message });
    };
    for (const spec of specs) {
      this.#check(spec, clash);
      this.#ids.add(spec.id);
      this.#names.add(spec.name);
      this.#addresses.add(spec.address);
      this.nodes.push(spec);
    }
    for (const { position, message } of clashes.values()) report(position, message);
  }

  #check({ id, name, address }: NodeSpec, clash: (key: string, message: string) => void): void {
    if (id === 0) clash('address', `omdiscd cannot derive an N# from ${address}`);
    if (this.#ids.has(id)) clash('id', `N# ${id} is taken; every node must have its own`);
    if (this.#names.has(name)) clash('name', `the name ${name} is taken; ${OWN}`);
    if (octetsOf(address) === undefined) {
      clash('address', `must be an IPv4 address (%d: the N#), got ${address} for N# ${id}`);
    } else if (this.#addresses.has(address)) {
      clash('address', `${address} is taken; ${OWN}`);
    }
  }
}

const OWN = 'every node must have its own (%d: the N#)';
