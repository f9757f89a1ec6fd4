import { nodeId } from './node-ranges.js';
import { MAX_NODE_ID, type NodeId } from './node-spec.js';

/** What setpe(8) is asked to do. */
export interface SetpeRequest {
  /** -w or -W, -r, -c, -off. */
  readonly mode: 'write' | 'read' | 'check' | 'off';
  /** -f FILE: a map file that the scenario names; neither file nor lines: the table stays. */
  readonly file?: string;
  /** -f -: the lines of a map. */
  readonly lines?: readonly string[];
  /** -p: its own N#, where its address is not in the map. */
  readonly self?: NodeId;
  /** -g: the most gateways between it and another node. */
  readonly gateways?: number;
}

/** What follows `setpe`, as an error shows it. */
export const SETPE_FORM =
  '-w [-g 0|1|2] [-p N#] [-f MAP|-], -c [-p N#] -f MAP|-, -r or -off; after -f - come the lines of a map, with ";" between them';

/**
 * Reads the options of setpe; a text says what is wrong with them.
 * @param written such as -w -g 1 -f lab.map
 */
export function readSetpe(written: string): SetpeRequest | string {
  const [before = '', ...after] = written.split(/(?<=-f)\s+-(?=\s|$)/);
  const words = before.split(/\s+/).filter((word) => word !== '');
  const request: { -readonly [Key in keyof SetpeRequest]?: SetpeRequest[Key] } = {};
  while (words.length > 0) {
    const option = words.shift()!;
    const mode = MODES.get(option);
    if (mode !== undefined) {
      // -c beside -w only checks.
      if (request.mode !== 'check') request.mode = mode;
    } else if (option === '-f' && words.length === 0 && after.length > 0) {
      request.lines = after.join('').split(/[;\n]/);
    } else if (option === '-f' && words.length > 0) {
      request.file = words.shift()!;
    } else if (option === '-p') {
      const self = nodeId(words.shift() ?? '');
      if (self === undefined) return `setpe: -p takes an N# from 1 to ${MAX_NODE_ID}`;
      request.self = self;
    } else if (option === '-g') {
      const gateways = words.shift() ?? '';
      if (!/^[012]$/.test(gateways)) return `setpe: -g takes 0, 1 or 2, not "${gateways}"`;
      request.gateways = Number(gateways);
    } else {
      return `setpe: use ${SETPE_FORM}; not "${option}"`;
    }
  }
  return complete(request);
}

const MODES: ReadonlyMap<string, SetpeRequest['mode']> = new Map([
  ['-w', 'write'],
  ['-W', 'write'],
  ['-c', 'check'],
  ['-r', 'read'],
  ['-off', 'off'],
]);

function complete({ mode, ...rest }: Partial<SetpeRequest>): SetpeRequest | string {
  if (mode === undefined) return `setpe: use ${SETPE_FORM}`;
  const given = Object.keys(rest).length;
  if ((mode === 'read' || mode === 'off') && given > 0) {
    return `setpe: ${mode === 'off' ? '-off' : '-r'} takes no other option`;
  }
  if (mode === 'check' && rest.file === undefined && rest.lines === undefined) {
    return 'setpe: -c needs a map, -f MAP or -f -';
  }
  return { mode, ...rest };
}
