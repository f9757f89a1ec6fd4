import type { Cluster } from '../cluster.js';
import type { Slot } from '../cpus/process-table.js';
import { maskText } from '../facts/cluster-mask.js';
import { type Answer, type Command, refused, said } from '../facts/command.js';

/** Sets which nodes a process may go to. Where it is, it stays until something moves it. */
export function setMask(
  cluster: Cluster,
  slot: Slot,
  { policy, nodes = [] }: Extract<Command, { readonly do: 'mask' }>,
): Answer {
  const { masks } = cluster.table.traits;
  if (policy === 'off') {
    if (!masks.delete(slot)) return refused(`process ${cluster.table.pid(slot)} has no mask`);
    return masked(cluster, slot, 'migfilter 0');
  }
  if (nodes.length === 0) return refused(`${policy} needs at least one node`);
  const unknown = nodes.find((id) => cluster.node(id) === undefined);
  if (unknown !== undefined) return refused(`there is no node ${unknown}`);
  const mask = { allows: policy === 'allow', nodes: [...nodes] };
  masks.set(slot, mask);
  return masked(cluster, slot, maskText(mask));
}

function masked(cluster: Cluster, slot: Slot, mask: string): Answer {
  const pid = cluster.table.pid(slot);
  cluster.emit({ at: cluster.agenda.now, type: 'masked', pid, mask });
  return said(mask);
}
