import { MAX_NODE_ID, type NodeId } from './node-spec.js';

/** Nodes `first` to `last`. */
export interface NodeRange {
  readonly first: NodeId;
  readonly last: NodeId;
}

/** Nodes as mosrun -j takes them, such as 1-4,7-9; undefined: these are none. */
export function nodeRanges(written: string): readonly NodeRange[] | undefined {
  const ranges = written.split(',').map(rangeOf);
  const isWhole = (range: NodeRange | undefined) => range !== undefined;
  return ranges.every(isWhole) ? ranges : undefined;
}

/** An N#; undefined: it is none. */
export function nodeId(written: string): NodeId | undefined {
  const id = /^\d{1,15}$/.test(written) ? Number(written) : 0;
  return id >= 1 && id <= MAX_NODE_ID ? id : undefined;
}

function rangeOf(written: string): NodeRange | undefined {
  const match = /^(\d+)(?:-(\d+))?$/.exec(written);
  const first = nodeId(match?.[1] ?? '');
  const last = nodeId(match?.[2] ?? match?.[1] ?? '');
  return first !== undefined && last !== undefined && first <= last ? { first, last } : undefined;
}
