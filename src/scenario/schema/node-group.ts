import { MOST_TTL } from '../../cluster/facts/interfaces.js';
import type { KernelOptions, MfsMount } from '../../cluster/facts/kernel-options.js';
import { MAX_LOGICAL_CPUS, type NodeSpec, STANDARD_SPEED } from '../../cluster/facts/node-spec.js';
import type { CallCosts, Overheads } from '../../cluster/facts/overheads.js';
import { addressOf } from '../../cluster/members/address.js';
import type { Report } from '../problem.js';
import type { Value } from '../yaml-tree.js';
import { type Fields, find, optional, type Read } from './field.js';
import { interfaces } from './interfaces-field.js';
import { mfsMount, ownKernel } from './kernel-schema.js';
import { mapName } from './maps-schema.js';
import {
  BANDWIDTH,
  BYTES,
  flag,
  numberFrom,
  positive,
  quantity,
  scalar,
  text,
  wholeNumber,
} from './readers.js';
import { ownMfsCosts, ownOverheads } from './tuning-schema.js';

/** The speed that no node exceeds: the arithmetic stays exact. */
export const FASTEST = 1e9;

/** What the nodes of a group have in common; %d in name and address is the N#. */
export interface Group
  extends Omit<
    NodeSpec,
    | 'id'
    | 'memoryBytes'
    | 'swapBytes'
    | 'aliases'
    | 'kernel'
    | 'mount'
    | 'builtThreads'
    | 'overheads'
    | 'mfsCosts'
  > {
  readonly kernel: Partial<KernelOptions> | undefined;
  readonly mount: MfsMount | undefined;
  readonly overheads: Overheads | undefined;
  readonly mfscosts: CallCosts | undefined;
  /** Booted with "noht": one thread per processor. */
  readonly noht: boolean;
  readonly memory: number;
  readonly swap: number;
}

/**
 * @param bandwidth of a link that is not given one, bytes per second
 * @param maps the map files of the scenario; undefined: any
 */
export function groupFields(bandwidth: number, maps?: readonly string[]): Fields<Group> {
  return {
    name: optional(name, 'node%d'),
    cpus: optional(wholeNumber(1, MAX_LOGICAL_CPUS), 1),
    threads: optional(wholeNumber(1, 8), 1),
    htGain: optional(numberFrom(1), 1.25),
    htAware: optional(flag, false),
    speed: optional(numberFrom(1, FASTEST), STANDARD_SPEED),
    memory: optional(positive(BYTES), 1024 ** 3),
    swap: optional(quantity(BYTES), 1024 ** 3),
    address: optional(text, ''),
    bandwidth: optional(positive(BANDWIDTH), bandwidth),
    interface: optional(interfaces, 'eth0'),
    ttl: optional<number | undefined>(wholeNumber(1, MOST_TTL), undefined),
    mosix: optional(flag, true),
    site: optional(text, ''),
    noht: optional(flag, false),
    map: optional<string | undefined>(mapName(maps), undefined),
    gateways: optional<number | undefined>(wholeNumber(0, 2), undefined),
    kernel: optional<Partial<KernelOptions> | undefined>(ownKernel, undefined),
    mount: optional<number | undefined>(mfsMount, undefined),
    overheads: optional<Overheads | undefined>(ownOverheads, undefined),
    mfscosts: optional<CallCosts | undefined>(ownMfsCosts, undefined),
  };
}

/** What threads, their gain and the number of processors must be to each other. */
export function checkHyperThreading(
  value: Value,
  { cpus, threads, htGain }: Pick<Group, 'cpus' | 'threads' | 'htGain'>,
  report: Report,
): void {
  if (threads === 1) return;
  if (htGain > threads) {
    const position = find(value, 'htGain') ?? value;
    report(position, `must be a number from 1 to the number of threads, ${threads}, got ${htGain}`);
  }
  if (cpus * threads > MAX_LOGICAL_CPUS) {
    const position = find(value, 'threads') ?? value;
    report(position, `cpus x threads must be at most ${MAX_LOGICAL_CPUS}, got ${cpus * threads}`);
  }
}

/** One node of a group. */
export function specOf({ memory, swap, ...group }: Group, id: number): NodeSpec {
  const { name, address, cpus, htGain, htAware, speed, bandwidth, mosix, site } = group;
  const threads = group.noht ? 1 : group.threads;
  return {
    id,
    name: name.replaceAll('%d', String(id)),
    address: address === '' ? addressOf(id) : address.replaceAll('%d', `${id}`),
    aliases: [],
    ...{ cpus, threads, htGain, htAware, speed, bandwidth, mosix, site },
    interface: group.interface,
    memoryBytes: memory,
    swapBytes: swap,
    ...(group.ttl !== undefined && { ttl: group.ttl }),
    ...(group.map !== undefined && { map: group.map }),
    ...(group.gateways !== undefined && { gateways: group.gateways }),
    ...(group.kernel !== undefined && { kernel: group.kernel }),
    ...(group.mount !== undefined && { mount: group.mount }),
    ...(group.overheads !== undefined && { overheads: group.overheads }),
    ...(group.mfscosts !== undefined && { mfsCosts: group.mfscosts }),
    ...(group.noht && { builtThreads: group.threads }),
  };
}

/** Words that stand for a node in a home rule or a command. */
const RESERVED_NAMES = ['home', 'balance', 'round-robin', 'random'];

const NAME = /^[a-zA-Z](?:[a-zA-Z0-9._-]|%d){0,31}$/;

const name: Read<string> = scalar(
  'must be a name of letters, digits, ".", "_" and "-" (%d: the N#) that starts with a letter, ' +
    `at most 32 characters long and not ${RESERVED_NAMES.join(', ')}`,
  () => ({ type: 'string', pattern: NAME.source, not: { enum: RESERVED_NAMES } }),
  (written) =>
    typeof written === 'string' && NAME.test(written) && !RESERVED_NAMES.includes(written)
      ? written
      : undefined,
);
