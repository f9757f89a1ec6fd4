import type { NodeId } from '../cluster/facts/node-spec.js';
import type { ClusterView, NodeView, ProcessView, Totals } from '../cluster/facts/view.js';

/** A cluster as it was seen last. */
export class SeenCluster implements ClusterView {
  readonly #nodes: ReadonlyMap<NodeId, NodeView>;
  readonly #processes: readonly ProcessView[];

  constructor(
    readonly now: number,
    readonly totals: Totals,
    nodes: readonly NodeView[],
    processes: readonly ProcessView[],
  ) {
    this.#nodes = new Map(nodes.map((node) => [node.id, node]));
    this.#processes = processes;
  }

  nodes(): readonly NodeView[] {
    return [...this.#nodes.values()];
  }

  node(id: NodeId): NodeView | undefined {
    return this.#nodes.get(id);
  }

  processes(): readonly ProcessView[] {
    return this.#processes;
  }

  process(pid: number): ProcessView | undefined {
    return this.#processes.find((process) => process.pid === pid);
  }
}
