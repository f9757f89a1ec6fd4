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
    const { parent, nice } = command;
    const foreign = parent === undefined ? undefined : notOwned(table, parent, as);
    return foreign ?? lowersNice(table, parent, nice);
  }
  if (!('pid' in command)) return `${command.do} is for root, not for ${as}`;
  const foreign = notOwned(table, command.pid, as);
  if (command.do !== 'renice') return foreign;
  return foreign ?? lowersNice(table, command.pid, command.nice);
}

/** @param pid of the process whose nice value it would be otherwise; undefined: that is 0 */
function lowersNice(
  table: ProcessTable,
  pid: number | undefined,
  nice: number | undefined,
): string | undefined {
  const slot = pid === undefined ? undefined : table.find(pid);
  if (nice === undefined || slot === NO_SLOT) return undefined;
  const before = slot === undefined ? 0 : table.nice(slot);
  return nice < before ? 'only root may lower a nice value' : undefined;
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
