import type { Printed } from './node-calls.js';

/** What a job has written since it was asked last. */
export interface Written {
  readonly out: Buffer;
  readonly err: Buffer;
  /** Its exit status, or `-`, `moving` or `gone`. */
  readonly state: string;
}

/** @returns undefined when the answer of its node is not whole */
export function writtenIn({ out, code }: Printed): Written | undefined {
  const end = out.indexOf('\n');
  const match = /^(\d+) (\d+) (\S+)$/.exec(out.subarray(0, end).toString('latin1'));
  if (code !== 0 || match === null) return undefined;
  const [outLength, errLength] = [Number(match[1]), Number(match[2])];
  const rest = out.subarray(end + 1);
  if (rest.length !== outLength + errLength) return undefined;
  return { out: rest.subarray(0, outLength), err: rest.subarray(outLength), state: match[3]! };
}
