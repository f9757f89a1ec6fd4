import type { NodeId } from '../../../cluster/facts/node-spec.js';
import type { NodeView, ProcessView } from '../../../cluster/facts/view.js';
import type { Forecast } from '../../../session/session.js';
import { kept } from '../../drawing/kept.js';
import type { Sample } from '../../past/sample.js';
import { NOTICEABLE } from './migrate-rows.js';

/** Processes that are sent together, in their order, and where each goes as far as that is known. */
interface Together {
  readonly pids: readonly number[];
  /** Undefined: it stays. */
  readonly best: ReadonlyMap<number, NodeId | undefined>;
}

/**
 * The node that would give a process most, if noticeably more than it gets where it is, beside those
 * that are sent before it: a forecast counts those that run now, so that by forecasts alone all
 * would go to the same node. What a node gives is taken to be shared evenly once there are more
 * processes than CPUs; of nodes that give as much, the one to which fewer go.
 */
export function bestNode(
  { processes, nodes }: Pick<Sample, 'processes' | 'nodes'>,
  { pid, forecasts }: { readonly pid: number; readonly forecasts: readonly Forecast[] },
  { pids, best: known }: Together,
): NodeId | undefined {
  const places = placesOf(processes);
  const here = places.get(pid);
  const before = pids.slice(0, pids.indexOf(pid));
  const more = changesBy(before, known, places);
  const changed = new Map(nodes.flatMap((node) => (more.has(node.id) ? [[node.id, node]] : [])));
  const given = ({ node: id, rate }: Forecast) => {
    const node = changed.get(id);
    if (node === undefined) return rate;
    const counted = node.runnable + (id === here ? 0 : 1);
    return (rate * part(node, counted + more.get(id)!)) / part(node, counted);
  };
  const stays = forecasts.find(({ node }) => node === here);
  let most = stays === undefined ? 0 : given(stays) * NOTICEABLE;
  let best: NodeId | undefined;
  for (const forecast of forecasts) {
    const { node, refusal } = forecast;
    if (refusal !== undefined || node === here) continue;
    const rate = given(forecast);
    const isAsGood = best !== undefined && Math.abs(rate - most) <= ROUNDING * most;
    const fewer = (more.get(node) ?? 0) < (more.get(best!) ?? 0);
    if (isAsGood ? !fewer : rate <= most) continue;
    best = node;
    most = rate;
  }
  return best;
}

const ROUNDING = 1e-9;

const placesOf = kept(
  (processes: readonly ProcessView[]) => new Map(processes.map(({ pid, node }) => [pid, node])),
);

/** By how many processes nodes will have more, or fewer, than now. */
function changesBy(
  pids: readonly number[],
  best: Together['best'],
  places: ReadonlyMap<number, NodeId>,
): ReadonlyMap<NodeId, number> {
  const more = new Map<NodeId, number>();
  for (const pid of pids) {
    const [from, to] = [places.get(pid), best.get(pid)];
    if (from === undefined || to === undefined) continue;
    more.set(from, (more.get(from) ?? 0) - 1);
    more.set(to, (more.get(to) ?? 0) + 1);
  }
  return more;
}

/** The part of a CPU that each of so many processes has. */
function part({ cpus }: NodeView, processes: number): number {
  return Math.min(1, cpus / Math.max(1, processes));
}
