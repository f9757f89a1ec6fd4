import { ACCEPTED, type Answer, type Claims, type Intrusion, refused } from '../facts/command.js';
import type { NodeId } from '../facts/node-spec.js';
import type { Ground } from '../ground.js';
import { standingOf } from '../moving/admission.js';
import type { NodeIndex } from '../node-index.js';

/** What can be made to believe a message. */
export interface Believer {
  /** @returns whether the node takes messages at all */
  believe(index: NodeIndex, claims: Claims): boolean;
}

/**
 * The port of the information daemon (udp 5428). With SECUREPORTS a message from an address that is
 * not among the configured nodes is refused, and the kernel logs "Received an unauthorized
 * information request from IP"; without, it is taken for that of a node.
 */
export class SecurePorts {
  readonly #addresses: ReadonlyMap<string, NodeId>;

  readonly #cluster: Ground;
  readonly #believer: Believer;

  constructor(cluster: Ground, believer: Believer) {
    this.#cluster = cluster;
    this.#believer = believer;

    this.#addresses = new Map(
      cluster.nodes.flatMap(({ id, spec }) =>
        [spec.address, ...spec.aliases].map((address) => [address, id] as const),
      ),
    );
  }

  /** A stranger's message arrives; that the node refuses it is not a refusal of the command. */
  intrude({ from, node: id, claims }: Intrusion): Answer {
    const node = this.#cluster.node(id);
    if (node === undefined) return refused(`there is no node ${id}`);
    const owner = this.#addresses.get(from);
    if (owner !== undefined) return refused(`${from} is not a stranger: it is node ${owner}`);
    if (!node.isMember) return refused(standingOf(node));
    const believed = !node.kernel.secureports && this.#believer.believe(node.index, claims);
    this.#cluster.emit({
      at: this.#cluster.agenda.now,
      type: 'intrusion',
      node: id,
      from,
      believed,
    });
    return ACCEPTED;
  }
}
