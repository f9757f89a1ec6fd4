import type { NodeId } from '../facts/node-spec.js';

/** The four octets of an IPv4 address; undefined: it is none. */
export function octetsOf(address: string): readonly number[] | undefined {
  const octets = address.split('.');
  const are = octets.length === 4 && octets.every((one) => /^\d{1,3}$/.test(one) && +one <= 255);
  return are ? octets.map(Number) : undefined;
}

/**
 * The N# that omdiscd gives to a node: the last two octets of its address, so that 192.168.10.220
 * is 10 x 256 + 220 = 2780.
 * @param address an IPv4 address
 */
export function omdiscdId(address: string): NodeId {
  const [, , third = 0, fourth = 0] = octetsOf(address) ?? [];
  return third * 256 + fourth;
}

/** The address of a node that is given none: the one of which omdiscd would make its N#. */
export function addressOf(id: NodeId): string {
  return `192.168.${id >> 8}.${id & 255}`;
}
