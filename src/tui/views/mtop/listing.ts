import type { ProcessView } from '../../../cluster/facts/view.js';
import type { DashboardState } from '../../state.js';
import { columnOf } from './columns.js';
import type { Filter } from './filter.js';
import type { SortOrder } from './mtop-state.js';
import { nodesSeenFrom, seenFrom } from './perspective.js';
import { type Tree, treeOf } from './tree.js';

/** The processes in the order of the list: as seen from there, filtered, sorted, as a tree. */
export function listingOf({ info, charset, sample, views }: ListingInputs): Tree {
  const { standpoint, filter, followedPid, sort, tree, folded } = views.mtop;
  const seen =
    standpoint === undefined
      ? sample.processes
      : seenFrom(
          sample.processes,
          standpoint,
          sample.nodes.find(({ id }) => id === standpoint)?.disclosure ?? info.disclosure ?? 1,
        );
  const listed = sorted(filter === undefined ? seen : seen.filter(matching(filter)), sort);
  return tree ? treeOf(listed, folded, charset) : { listed, branches: NONE };

  function matching({ matches }: Filter) {
    const nodes = nodesSeenFrom(sample.nodes, standpoint);
    return (process: ProcessView) => process.pid === followedPid || matches(process, nodes);
  }
}

type ListingInputs = Pick<DashboardState, 'info' | 'charset' | 'sample' | 'views'>;

const NONE: ReadonlyMap<number, string> = new Map();

function sorted(processes: readonly ProcessView[], sort: SortOrder): readonly ProcessView[] {
  const { compare } = columnOf(sort.column);
  const sign = sort.descending ? -1 : 1;
  // Sorting is stable and the processes come in the order of their pids.
  return [...processes].sort((a, b) => sign * compare(a, b));
}
