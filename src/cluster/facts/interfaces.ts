/** What omdiscd -i takes: network interfaces, such as eth0 or eth0,eth1. */
export const INTERFACES_FORM = '1 to 6 different network interfaces such as eth0 or eth0,eth1';

/**
 * The names of interfaces that are written with commas between them; undefined: it is no such list.
 */
export function interfacesIn(written: string): readonly string[] | undefined {
  const names = written.split(',');
  if (names.length > MOST_INTERFACES || new Set(names).size < names.length) return undefined;
  return names.every((name) => ONE_NAME.test(name)) ? names : undefined;
}

/** Whether two such lists have an interface in common. */
export function shareInterface(one: string, other: string): boolean {
  if (one === other) return true;
  const names = other.split(',');
  return one.split(',').some((name) => names.includes(name));
}

/** A time to live has eight bits. */
export const MOST_TTL = 255;

/** omdiscd(8) takes no more. */
const MOST_INTERFACES = 6;
/** As Linux has them, IFNAMSIZ: at most 15 characters. */
const NAME = '[A-Za-z][A-Za-z0-9_.:-]{0,14}';
const ONE_NAME = new RegExp(`^${NAME}$`);

/** A list as a regular expression says it, which cannot tell whether all are different. */
export const INTERFACES_PATTERN = `^${NAME}(?:,${NAME}){0,${MOST_INTERFACES - 1}}$`;
