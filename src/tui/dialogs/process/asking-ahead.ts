import type { NodeId } from '../../../cluster/facts/node-spec.js';
import type { FutureView, Way } from '../../../session/futures.js';
import type { Message } from '../../message.js';
import type { DashboardState } from '../../state.js';
import { next, type Update } from '../../update-result.js';
import type { MigrateDialog } from '../dialog.js';
import { dialogBox } from '../dialog-box.js';
import { AHEAD_SECONDS, showsAhead } from './ahead.js';

/**
 * Where the migrate dialog is open, asks what becomes of its process at the nodes in sight and where
 * it is, if that is not known and not being asked already.
 */
export function askingAhead(update: Update): Update {
  const { state, effects } = update;
  const { dialog } = state;
  if (dialog?.kind !== 'migrate' || !showsAhead(state, dialog)) return update;
  const { known, asked } = dialog.ahead;
  const nodes = nodesInSight(state, dialog);
  const isMissing = (id: NodeId) => !isStillAhead(known.get(id), state.sample.now);
  const missing = nodes.filter(isMissing);
  const isBusy = missing.some((id) => asked.includes(id) && !known.has(id));
  if (missing.length === 0 || isBusy) return update;
  const { pid } = dialog;
  const here = state.sample.processes.find((process) => process.pid === pid)?.node;
  const ways = missing.map((to): Way => {
    return to === here ? {} : { commands: [{ do: 'migrate', pid, to }] };
  });
  const left = new Map([...known].filter(([id]) => !missing.includes(id)));
  const asking = { ...dialog, ahead: { known: left, asked: missing } };
  return next({ ...state, dialog: asking }, ...effects, {
    type: 'run-ahead',
    outlook: { ways, untilSeconds: state.sample.now + AHEAD_SECONDS, pid },
    isPatient: true,
  });
}

/** Takes up a future that has come to its end; half known ones are not shown. */
export function futureInMigrate(
  state: DashboardState,
  { index, future }: Extract<Message, { type: 'future' }>,
): DashboardState {
  const { dialog } = state;
  if (dialog?.kind !== 'migrate') return state;
  if (future.figures === undefined && future.problem === undefined) return state;
  const { known, asked } = dialog.ahead;
  const id = asked[index];
  if (id === undefined) return state;
  return {
    ...state,
    dialog: { ...dialog, ahead: { asked, known: new Map(known).set(id, future) } },
  };
}

/** The node of the process first, as all others are compared with it. */
function nodesInSight(state: DashboardState, dialog: MigrateDialog): readonly NodeId[] {
  const { nodes, processes } = state.sample;
  const here = processes.find(({ pid }) => pid === dialog.pid)?.node;
  const { firstItem, itemsInSight } = dialogBox(state, dialog);
  const inSight = nodes.slice(firstItem, firstItem + itemsInSight).map(({ id }) => id);
  return here === undefined ? inSight : [here, ...inSight.filter((id) => id !== here)];
}

/** A future in which the process has ended by now is none any more. */
function isStillAhead(future: FutureView | undefined, now: number): boolean {
  const at = future?.figures?.end?.at;
  return future !== undefined && (at === undefined || at > now);
}
