import type { NodeId } from '../../../cluster/facts/node-spec.js';
import type { NodeView, ProcessView } from '../../../cluster/facts/view.js';
import type { SessionInfo } from '../../../session/session.js';
import type { Charset } from '../../drawing/charset.js';
import type { SortOrder } from '../../state.js';
import { columnOf } from './columns.js';
import type { Filter } from './filter.js';
import { nodesSeenFrom, seenFrom } from './perspective.js';
import { type Tree, treeOf } from './tree.js';

/** What the list of processes is made of. */
export interface ListingInputs {
  readonly info: SessionInfo;
  readonly charset: Charset;
  readonly sample: {
    readonly nodes: readonly NodeView[];
    readonly processes: readonly ProcessView[];
  };
  readonly standpoint: NodeId | undefined;
  readonly filter: Filter | undefined;
  readonly followedPid: number | undefined;
  readonly sort: SortOrder;
  readonly tree: boolean;
  readonly folded: ReadonlySet<number>;
}

/** The processes in the order of the list: as seen from there, filtered, sorted, as a tree. */
export function listingOf(inputs: ListingInputs): Tree {
  const { standpoint, sample, info, sort, filter, followedPid } = inputs;
  const seen =
    standpoint === undefined
      ? sample.processes
      : seenFrom(sample.processes, standpoint, info.disclosure ?? 1);
  const nodes = nodesSeenFrom(sample.nodes, standpoint);
  const kept =
    filter === undefined
      ? seen
      : seen.filter((process) => process.pid === followedPid || filter.matches(process, nodes));
  const listed = sorted(kept, sort);
  return inputs.tree ? treeOf(listed, inputs.folded, inputs.charset) : { listed, branches: NONE };
}

const NONE: ReadonlyMap<number, string> = new Map();

function sorted(processes: readonly ProcessView[], sort: SortOrder): readonly ProcessView[] {
  const { compare } = columnOf(sort.column);
  const sign = sort.descending ? -1 : 1;
  // Sorting is stable and the processes come in the order of their pids.
  return [...processes].sort((a, b) => sign * compare(a, b));
}
