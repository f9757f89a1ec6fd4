import type { Claims } from '../../cluster/facts/command.js';
import { MAX_LOGICAL_CPUS, MAX_NODE_ID, STANDARD_SPEED } from '../../cluster/facts/node-spec.js';
import { octetsOf, omdiscdId } from '../../cluster/members/address.js';
import type { Report } from '../problem.js';
import type { StrangerSpec } from '../strangers.js';
import type { Value } from '../yaml-tree.js';
import { type Fields, mapSchema, optional, type Read, reader, readMap, required } from './field.js';
import type { JsonSchema } from './json-schema.js';
import { ANY_NODES, type NodeDirectory, nodeOr } from './node-directory.js';
import { FASTEST } from './node-group.js';
import { BYTES, numberFrom, positive, quantity, SECONDS, scalar, wholeNumber } from './readers.js';

/** What a stranger may write; its N# is left to the address when it does not say. */
interface WrittenClaims extends Omit<Claims, 'node'> {
  readonly node: number | undefined;
}

/** An IPv4 address. */
const ipAddress: Read<string> = scalar(
  'must be an IPv4 address',
  () => ({ type: 'string', pattern: `^${OCTET}(?:\\.${OCTET}){3}$` }),
  (written) =>
    typeof written === 'string' && octetsOf(written) !== undefined ? written : undefined,
);

const OCTET = '(?:[01]?\\d{1,2}|2[0-4]\\d|25[0-5])';

/** An idle standard node. */
const IDLE: WrittenClaims = {
  node: undefined,
  ...{ load: 0, speed: STANDARD_SPEED, cpus: 1, freeBytes: 1024 ** 3 },
};

const CLAIM_FIELDS: Fields<WrittenMessage> = {
  node: optional<number | undefined>(wholeNumber(1, MAX_NODE_ID), undefined),
  load: optional(numberFrom(0, 1e6), IDLE.load),
  speed: optional(numberFrom(1, FASTEST), IDLE.speed),
  cpus: optional(wholeNumber(1, MAX_LOGICAL_CPUS), IDLE.cpus),
  memory: optional(quantity(BYTES), IDLE.freeBytes),
};

interface WrittenMessage extends Omit<WrittenClaims, 'freeBytes'> {
  readonly memory: number;
}

/** What a load message says: `{ node: 9, load: 0, speed: 10000, cpus: 1, memory: 1GB }`. */
const claims: Read<WrittenClaims> = reader(
  () => mapSchema(CLAIM_FIELDS),
  (value, report) => {
    const { memory, ...given } = readMap(value, CLAIM_FIELDS, report);
    return { ...given, freeBytes: memory };
  },
);

/** A stranger that claims no N# has the one that omdiscd would derive from its address. */
function claimsOf(address: string, { node, ...claims }: WrittenClaims): Claims {
  return { node: node ?? omdiscdId(address), ...claims };
}

/** Reads one of the strangers: { at: 1min, address: 10.9.8.7, claims: { load: 0 } }. */
export function readStranger(value: Value, directory: NodeDirectory, report: Report): StrangerSpec {
  const given = readMap(value, strangerFields(directory), report);
  const { at, until, every, address, to, claims } = given;
  const times = { startSeconds: at, untilSeconds: until, everySeconds: every };
  return { address, ...times, to, claims: claimsOf(address, claims) };
}

interface WrittenStranger extends Pick<StrangerSpec, 'address' | 'to'> {
  readonly at: number;
  readonly until: number;
  readonly every: number;
  readonly claims: WrittenClaims;
}

function strangerFields(directory: NodeDirectory): Fields<WrittenStranger> {
  return {
    at: optional(quantity(SECONDS), 0),
    until: optional(positive(SECONDS), Number.POSITIVE_INFINITY),
    every: optional(positive(SECONDS), 1),
    address: required(ipAddress, '0.0.0.0'),
    to: optional(nodeOr(directory, ['random']), 'random'),
    claims: optional(claims, IDLE),
  };
}

/** The schema of one of the strangers. */
export function strangerSchema(): JsonSchema {
  return mapSchema(strangerFields(ANY_NODES));
}
