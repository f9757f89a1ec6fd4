import type { NodeView, ProcessView, Totals } from '../cluster/facts/view.js';
import type { PastView, SessionInfo } from '../session/session.js';

/** Changes whenever one side would misunderstand the other. */
export const PROTOCOL = 1;

/** What is sent of a cluster several times a second. */
export interface Seen {
  /** Which run it is: another one may be started in its place. */
  readonly run: number;
  /** The number of the next event: all before it have been told. */
  readonly next: number;
  readonly now: number;
  readonly over: boolean;
  readonly time: { readonly paused: boolean; readonly rate: number };
  readonly info: SessionInfo;
  readonly totals: Totals;
  readonly past?: PastView | undefined;
  readonly nodes: readonly NodeView[];
  readonly processes: readonly Row[];
}

/** A message that nobody answers, as a line. @param params as JSON */
export function notification(method: string, params: string): string {
  return `{"jsonrpc":"2.0","method":"${method}","params":${params}}\n`;
}

/** JSON has no number for what never ends. */
export function withoutInfinity(_: string, value: unknown): unknown {
  return value === Number.POSITIVE_INFINITY ? ENDLESS : value;
}

/** Undoes `withoutInfinity`: a text is such a word only where a number may stand. */
export function withInfinity(key: string, value: unknown): unknown {
  return value === ENDLESS && !TEXTS.has(key) ? Number.POSITIVE_INFINITY : value;
}

const ENDLESS = 'endless';

/** Where people write what they like. */
const TEXTS: ReadonlySet<string> = new Set([
  ...['user', 'command', 'name', 'site', 'address', 'scenario', 'about', 'policy', 'before'],
  ...['message', 'reason', 'whose', 'mask'],
]);

/** A process is sent as its values in this order: names would be most of what is sent. */
export const COLUMNS = [
  ...(['pid', 'user', 'command', 'home', 'node', 'target', 'state', 'nice', 'locked'] as const),
  ...(['cantmove', 'cpuShare', 'residentBytes', 'cpuSeconds', 'arrivalSeconds'] as const),
  ...(['workSeconds', 'workLeftSeconds', 'migrations', 'parent'] as const),
] as const satisfies readonly (keyof ProcessView)[];

export type Row = readonly (string | number | boolean | null)[];

export function rowOf(process: ProcessView): Row {
  return COLUMNS.map((column) => {
    const value = process[column];
    return value === Number.POSITIVE_INFINITY ? ENDLESS : (value ?? null);
  });
}

export function processOf(row: Row): ProcessView {
  const process: Record<string, unknown> = {};
  COLUMNS.forEach((column, index) => {
    process[column] = withInfinity(column, row[index] ?? undefined);
  });
  return process as unknown as ProcessView;
}
