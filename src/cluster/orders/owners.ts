import { NO_SLOT, type ProcessTable } from '../cpus/process-table.js';
import type { Command } from '../facts/command.js';

/**
 * Why a user may not do that; undefined: he may. Root may do all. A user may do what he likes with
 * his own processes (migrate(1): "users only those of matching uid"), start some and ask; nodes and
 * policy are root's.
 */
export function forbiddenBy(table: ProcessTable, command: Command): string | undefined {
  const { as } = command;
  if (as === undefined || as === 'root') return undefined;
  if (command.do === 'check') return undefined;
  if (command.do === 'spawn') {
    if (command.user !== undefined && command.user !== as) {
      return `${as} may not start processes of ${command.user}`;
    }
    return command.parent === undefined ? undefined : notOwned(table, command.parent, as);
  }
  if (!('pid' in command)) return `${command.do} is for root, not for ${as}`;
  const foreign = notOwned(table, command.pid, as);
  if (foreign !== undefined || command.do !== 'renice') return foreign;
  const slot = table.find(command.pid);
  if (slot === NO_SLOT || command.nice >= table.nice(slot)) return undefined;
  return 'only root may lower a nice value';
}

function notOwned(table: ProcessTable, pid: number, as: string): string | undefined {
  const slot = table.find(pid);
  if (slot === NO_SLOT) return undefined;
  const owner = table.traits.user(slot);
  return owner === as ? undefined : `process ${pid} belongs to ${owner}, not to ${as}`;
}

/** What a user starts is his. */
export function asUser(command: Command): Command {
  const { as } = command;
  if (command.do !== 'spawn' || as === undefined || command.user !== undefined) return command;
  return { ...command, user: as };
}
