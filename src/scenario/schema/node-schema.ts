import { UserError } from '../../base/user-error.js';
import { MAX_NODE_ID, type NodeSpec, STANDARD_SPEED } from '../../cluster/facts/node-spec.js';
import { omdiscdId } from '../../cluster/members/address.js';
import type { MapNode } from '../../cluster/members/map-table.js';
import type { DiscoveryKind } from '../../cluster/members/neighbours.js';
import type { CsvNode } from '../../workload/files/csv-nodes.js';
import type { Report } from '../problem.js';
import type { Value } from '../yaml-tree.js';
import { type Fields, find, mapSchema, optional, readMap, required } from './field.js';
import type { JsonSchema } from './json-schema.js';
import { NodeDirectory } from './node-directory.js';
import { checkHyperThreading, type Group, groupFields, specOf } from './node-group.js';
import { NodeRoster } from './node-roster.js';
import { text, wholeNumber } from './readers.js';

export interface NodesContext {
  /** Bytes per second of a link that is not given one. */
  readonly bandwidth: number;
  /** @throws UserError when the file cannot be read or has mistakes, one in each line */
  readonly readNodesCsv: (file: string) => readonly CsvNode[];
  /** @throws UserError when the file cannot be read or has mistakes, one in each line */
  readonly readMapFile: (file: string, self: string | undefined) => readonly MapNode[];
  /** The names of the scenario's map files. */
  readonly maps: readonly string[];
  /** omdiscd makes the N# of a node of its address. */
  readonly discovery: DiscoveryKind;
  /** Where a file is that the scenario names. */
  readonly locate: (file: string) => string;
}

/**
 * Reads the nodes section: a list of groups, { csv: FILE } or { map: FILE }.
 * @returns the nodes in the order of N#, in which everything shows and tries them
 */
export function readNodes(
  value: Value | undefined,
  context: NodesContext,
  report: Report,
): NodeDirectory {
  let certain = value !== undefined;
  const noting: Report = (position, message) => {
    if (!ATTRIBUTES.some((key) => position.path.endsWith(`.${key}`))) certain = false;
    report(position, message);
  };
  const nodes = value === undefined ? [] : readGroups(value, context, noting);
  const byId = nodes.toSorted((a, b) => a.id - b.id);
  return new NodeDirectory(byId, certain, context.maps);
}

function readGroups(value: Value, context: NodesContext, report: Report): NodeRoster['nodes'] {
  const roster = new NodeRoster();
  if (value.kind === 'map' && find(value, 'csv') !== undefined) {
    readCsvGroup(value, context, report, roster);
  } else if (value.kind === 'map' && find(value, 'map') !== undefined) {
    readMapGroup(value, context, report, roster);
  } else if (value.kind !== 'list') {
    const list = 'a list of groups such as "- { count: 2, cpus: 1 }"';
    report(value, `must be ${list}, { csv: FILE } or { map: FILE }`);
  } else if (value.items.length === 0) {
    report(value, 'must have at least one node');
  } else {
    for (const item of value.items) readGroup(item, context, report, roster);
  }
  return roster.nodes;
}

function readGroup(value: Value, context: NodesContext, report: Report, roster: NodeRoster): void {
  const nextId = Math.min((roster.nodes[roster.nodes.length - 1]?.id ?? 0) + 1, MAX_NODE_ID);
  const group = readMap(value, listedFields(context.bandwidth, nextId, context.maps), report);
  checkHyperThreading(value, group, report);
  const lastId = group.id + group.count - 1;
  if (lastId > MAX_NODE_ID) {
    const position = find(value, 'count') ?? value;
    report(position, `N# goes up to ${MAX_NODE_ID}; this group would reach ${lastId}`);
    return;
  }
  const specs = Array.from({ length: group.count }, (_, index) => specOf(group, group.id + index));
  roster.add(value, withIds(specs, context), report);
}

function readCsvGroup(
  value: Value,
  context: NodesContext,
  report: Report,
  roster: NodeRoster,
): void {
  const group = readMap(value, csvFields(context.bandwidth, context.maps), report);
  const position = find(value, 'csv') ?? value;
  const rows = readRows(group.csv, context, (message) => report(position, message));
  const highest = rows.reduce((most, { host }) => Math.max(most, host + 1), 1);
  if (highest > MAX_NODE_ID) {
    report(position, `N# goes up to ${MAX_NODE_ID}; host ${highest - 1} would be N# ${highest}`);
    return;
  }
  const cpus = rows.reduce((most, { cores }) => Math.max(most, cores), 1);
  checkHyperThreading(value, { ...group, cpus }, report);
  const specs = rows.map(({ host, cores, speed }) =>
    specOf({ ...group, cpus: cores, speed: speed * STANDARD_SPEED }, host + 1),
  );
  roster.add(value, withIds(specs, context), report);
}

/** Nodes as /etc/openmosix.map lists them, which have the rest in common. */
function readMapGroup(
  value: Value,
  context: NodesContext,
  report: Report,
  roster: NodeRoster,
): void {
  const group = readMap(value, mapFields(context.bandwidth), report);
  const position = find(value, 'map') ?? value;
  checkHyperThreading(value, group, report);
  if (context.discovery === 'omdiscd') {
    report(position, 'with discovery: omdiscd there is no map, the nodes must be a list');
  }
  const wrong = (message: string) => report(position, message);
  const { readMapFile, locate } = context;
  const rows =
    group.map === '' ? [] : fromFile(() => readMapFile(locate(group.map), group.self), wrong);
  const specs = rows.map(({ id, address, name, aliases }) => {
    const spec = specOf({ ...group, map: undefined, address: address ?? '' }, id);
    return { ...spec, name: name ?? spec.name, aliases };
  });
  roster.add(value, specs, report);
}

/** The schema of the section. */
export function nodesSchema(): JsonSchema {
  const group = mapSchema(listedFields(0, 1));
  return {
    anyOf: [
      { type: 'array', minItems: 1, items: group },
      mapSchema(csvFields(0)),
      mapSchema(mapFields(0)),
    ],
  };
}

type Listed = Group & { readonly count: number; readonly id: number };

function listedFields(bandwidth: number, nextId: number, maps?: readonly string[]): Fields<Listed> {
  return {
    count: optional(wholeNumber(1, MAX_NODE_ID), 1),
    id: optional(wholeNumber(1, MAX_NODE_ID), nextId),
    ...groupFields(bandwidth, maps),
  };
}

/** Of a file that says how many processors there are and how fast they are. */
function csvFields(bandwidth: number, maps?: readonly string[]) {
  const { cpus: _cpus, speed: _speed, ...shared } = groupFields(bandwidth, maps);
  return { csv: required(text, ''), ...shared };
}

/** Of a file that says which addresses there are. */
function mapFields(bandwidth: number) {
  const { address: _address, map: _map, ...shared } = groupFields(bandwidth);
  const self = optional<string | undefined>(text, undefined);
  return { map: required(text, ''), self, ...shared };
}

/** The ids that omdiscd makes, where it is what makes them. */
function withIds(specs: readonly NodeSpec[], { discovery }: NodesContext): readonly NodeSpec[] {
  if (discovery === 'map') return specs;
  return specs.map((spec) => ({ ...spec, id: omdiscdId(spec.address) }));
}

function readRows(
  file: string,
  { readNodesCsv, locate }: NodesContext,
  wrong: (message: string) => void,
): readonly CsvNode[] {
  if (file === '') return [];
  return fromFile(() => {
    const rows = readNodesCsv(locate(file));
    if (rows.length === 0) wrong('the file has no nodes; it must have at least one');
    return rows;
  }, wrong);
}

/** What a reader finds; its mistakes are reported one by one. */
function fromFile<Row>(
  read: () => readonly Row[],
  wrong: (message: string) => void,
): readonly Row[] {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    for (const line of error.message.split('\n')) wrong(line);
    return [];
  }
}

/** Keys whose mistakes leave it clear which nodes there are. */
const ATTRIBUTES = [
  'cpus',
  'threads',
  'htGain',
  'htAware',
  'speed',
  'memory',
  'swap',
  'address',
  'bandwidth',
  'interface',
  'ttl',
  'mosix',
  'site',
  'noht',
  'map',
  'gateways',
  'kernel',
  'mount',
  'overheads',
  'mfscosts',
];
