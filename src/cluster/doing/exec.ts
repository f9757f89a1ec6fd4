import type { Slot } from '../cpus/process-table.js';
import type { Profile } from '../facts/profile.js';
import type { Ground } from '../ground.js';
import type { Behaviours } from './behaviours.js';
import type { FileWaits } from './file-waits.js';

/** What a process becomes. */
export interface Program {
  readonly command: string;
  /** Also of one that only computes: what its calls have cost it before is found anew. */
  readonly profile: Profile;
}

/** A process that computes becomes another program, which does the rest of its work (execve). */
export function exec(
  ground: Ground & { readonly fileWaits: FileWaits },
  behaviours: Behaviours,
  slot: Slot,
  { command, profile }: Program,
): void {
  const { table, cpus, fileWaits, agenda } = ground;
  const { traits } = table;
  const node = ground.nodeOf(slot).id;
  ground.changed(slot, () => {
    behaviours.exec(slot, profile);
    traits.setProgram(slot, command, profile);
    fileWaits.begin(slot, node);
    fileWaits.settle(slot);
    if (traits.scopes.get(slot)?.overExec !== false) return;
    traits.resetDecay(slot);
    cpus.watch?.restarted(slot);
  });
  ground.emit({ at: agenda.now, type: 'execed', pid: table.pid(slot), node, command });
}
