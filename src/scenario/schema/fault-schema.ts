import type { NodeId } from '../../cluster/facts/node-spec.js';
import type { FaultSpec } from '../faults.js';
import type { Report } from '../problem.js';
import type { Value } from '../yaml-tree.js';
import { constant, distribution } from './distribution-field.js';
import { type Fields, mapSchema, readMap, required } from './field.js';
import type { JsonSchema } from './json-schema.js';
import { ANY_NODES, type NodeDirectory, nodeOr } from './node-directory.js';
import { oneOf, oneOrMore, SECONDS } from './readers.js';

/** Reads one of the faults: { nodes: all, kind: crash, mttf: exponential 2h, mttr: 5min }. */
export function readFault(value: Value, directory: NodeDirectory, report: Report): FaultSpec {
  const { nodes, ...fault } = readMap(value, faultFields(directory), report);
  const named = nodes.filter((node) => node !== 'all');
  return { ...fault, nodes: named.length < nodes.length ? 'all' : [...new Set(named)] };
}

interface WrittenFault extends Omit<FaultSpec, 'nodes'> {
  readonly nodes: readonly (NodeId | 'all')[];
}

function faultFields(directory: NodeDirectory): Fields<WrittenFault> {
  return {
    nodes: required(oneOrMore(nodeOr<'all'>(directory, ['all'])), []),
    kind: required(oneOf(['crash', 'leave', 'cut']), 'crash'),
    mttf: required(distribution(SECONDS), constant(1)),
    mttr: required(distribution(SECONDS), constant(1)),
  };
}

/** The schema of one of the faults. */
export function faultSchema(): JsonSchema {
  return mapSchema(faultFields(ANY_NODES));
}
