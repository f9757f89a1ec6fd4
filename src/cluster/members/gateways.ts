import type { FileWaits } from '../doing/file-waits.js';
import type { Ground } from '../ground.js';
import type { Migrations } from '../moving/migrations.js';
import type { Network } from '../moving/network.js';
import { asNodeIndex, type NodeIndex } from '../node-index.js';

/** What reaches or does not. */
type GatewaysGround = Ground & {
  readonly network: Network;
  readonly migrations: Migrations;
  readonly fileWaits: FileWaits;
};

/**
 * How many gateways the nodes allow on their ways (setpe -g): some pairs do not reach each other.
 */
export class Gateways {
  readonly #cluster: GatewaysGround;

  constructor(cluster: GatewaysGround) {
    this.#cluster = cluster;
    this.#update();
  }

  /** A node allows more or fewer of them. */
  changed(): void {
    const { migrations, fileWaits } = this.#cluster;
    if (!this.#update()) return;
    migrations.abandonCut('there are too many gateways on the way');
    fileWaits.settleAll();
  }

  #update(): boolean {
    const { nodes, network } = this.#cluster;
    const limits = nodes.map(({ spec, settings: { gateways } }) => ({ spec, gateways }));
    return network.setFar(farPairs(limits));
  }
}

/** What says in which networks a node is, and how far it may reach. */
export interface GatewayNode {
  readonly spec: { readonly address: string; readonly aliases: readonly string[] };
  /** The most gateways between it and another node (setpe -g); Infinity: any number. */
  readonly gateways: number;
}

/**
 * The pairs of nodes with more gateways between them than one of the two allows. A network is what
 * addresses with the same first three octets have in common; a gateway is a node with addresses in
 * several networks (ALIAS). Where no gateway leads, only a node without a limit is reached.
 */
export function farPairs(nodes: readonly GatewayNode[]): (readonly [NodeIndex, NodeIndex])[] {
  const pairs: (readonly [NodeIndex, NodeIndex])[] = [];
  if (nodes.every(({ gateways }) => gateways === Number.POSITIVE_INFINITY)) return pairs;
  const networks = nodes.map(networksOf);
  for (let a = 0; a < nodes.length; a++) {
    const hops = gatewaysFrom(networks[a]!, networks);
    for (let b = 0; b < nodes.length; b++) {
      const between = Math.min(...networks[b]!.map((name) => hops.get(name) ?? Infinity));
      if (between > nodes[a]!.gateways) pairs.push([asNodeIndex(a), asNodeIndex(b)]);
    }
  }
  return pairs;
}

/** How many gateways there are, at least, on the way from some networks to each one. */
export function gatewaysFrom(
  start: readonly string[],
  networks: readonly (readonly string[])[],
): ReadonlyMap<string, number> {
  const hops = new Map(start.map((name) => [name, 0]));
  const links = networks.filter((names) => names.length > 1);
  for (let count = 0, before = 0; before < hops.size; count++) {
    before = hops.size;
    const reached = links.filter((names) => names.some((name) => hops.get(name) === count));
    for (const name of reached.flat()) if (!hops.has(name)) hops.set(name, count + 1);
  }
  return hops;
}

function networksOf({ spec }: GatewayNode): readonly string[] {
  const names = [spec.address, ...spec.aliases].map((address) => address.replace(/\.\d+$/, ''));
  return [...new Set(names)];
}
