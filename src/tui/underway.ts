import type { Command } from '../cluster/facts/command.js';
import { answerNotice, type Notice, refusalNotice } from './notice.js';
import type { Sample } from './past/sample.js';

/** Processes that the user has sent away together and that have not all arrived. */
export interface Underway {
  readonly pids: ReadonlySet<number>;
  /** How many there were. */
  readonly sent: number;
  readonly arrived: number;
}

/**
 * What is on its way when these commands have been accepted; undefined: nothing that takes time.
 */
export function underwayOf(accepted: readonly Command[]): Underway | undefined {
  const pids = accepted.flatMap((command) => (command.do === 'migrate' ? [command.pid] : []));
  return pids.length < 2 ? undefined : { pids: new Set(pids), sent: pids.length, arrived: 0 };
}

/** What is still on its way after a sample, and, when that was the last one, what to say. */
export function afterSample(
  underway: Underway | undefined,
  { events, processes }: Sample,
): { readonly underway: Underway | undefined; readonly notice?: Notice } {
  if (underway === undefined) return { underway };
  const left = new Set(underway.pids);
  let { arrived } = underway;
  for (const event of events) {
    if (event.type === 'migrated' && left.delete(event.pid)) arrived++;
    else if (event.type === 'migration-failed') left.delete(event.pid);
  }
  const alive = new Set(processes.map(({ pid }) => pid));
  for (const pid of left) if (!alive.has(pid)) left.delete(pid);
  if (left.size > 0) return { underway: { ...underway, pids: left, arrived } };
  const text = `migrate: ${arrived} of ${underway.sent} done`;
  const notice = arrived === underway.sent ? answerNotice(text) : refusalNotice(text);
  return { underway: undefined, notice };
}
