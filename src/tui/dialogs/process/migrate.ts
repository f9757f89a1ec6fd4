import type { Command, MigrateTarget } from '../../../cluster/facts/command.js';
import type { ProcessView } from '../../../cluster/facts/view.js';
import { sanitize } from '../../drawing/sanitize.js';
import type { Effect, Message } from '../../message.js';
import { refusalNotice } from '../../notice.js';
import { meantPids, send } from '../../sending.js';
import type { DashboardState } from '../../state.js';
import { next, type Update } from '../../update-result.js';
import type { DialogContent, MigrateDialog } from '../dialog.js';
import { hintLine } from '../dialog-lines.js';
import { idsOf, typeDigit } from '../node/choose-node.js';
import { NOTHING_AHEAD } from './ahead.js';
import { bestNode } from './best-node.js';
import { introLines, itemLines } from './migrate-rows.js';

/**
 * Asks where to migrate a process: a line per node, then its home, where its forecast is best, and
 * the policy's choice.
 */
export function openMigrate(state: DashboardState, process: ProcessView): Update {
  const selected = idsOf(state.sample.nodes).indexOf(process.node);
  const pids = meantPids(state, process.pid);
  const pid = pids.includes(process.pid) ? process.pid : pids[0]!;
  const dialog: MigrateDialog = {
    kind: 'migrate',
    pid,
    forecasts: undefined,
    best: new Map(),
    selected: Math.max(0, selected),
    digits: '',
    pids,
    ahead: NOTHING_AHEAD,
  };
  return next(
    { ...state, dialog },
    ...pids.map((each) => ({ type: 'forecast', pid: each }) as const),
  );
}

/** What is asked again as time goes on: of many, the answers at the opening stay. */
export function forecastsWanted({ pid, pids }: MigrateDialog): readonly Effect[] {
  const asked = pids.length <= MOST_ASKED_AGAIN ? pids : [pid];
  return asked.map((each) => ({ type: 'forecast', pid: each }));
}

const MOST_ASKED_AGAIN = 20;

/** The state after the forecast of one of the processes that the dialog is about. */
export function forecastInMigrate(
  state: DashboardState,
  { pid, forecasts }: Extract<Message, { type: 'forecast' }>,
): DashboardState {
  const { dialog, sample } = state;
  if (dialog?.kind !== 'migrate' || !dialog.pids.includes(pid)) return state;
  const best = new Map(dialog.best).set(pid, bestNode(sample, { pid, forecasts }, dialog));
  const asked = pid === dialog.pid ? { forecasts } : {};
  return { ...state, dialog: { ...dialog, ...asked, best } };
}

export function migrateContent(state: DashboardState, dialog: MigrateDialog): DialogContent {
  const process = state.sample.processes.find(({ pid }) => pid === dialog.pid);
  return {
    title:
      dialog.pids.length > 1
        ? `migrate ${dialog.pids.length} tagged processes`
        : `migrate ${dialog.pids[0]} ${sanitize(process?.command ?? '')}`,
    intro: process === undefined ? [] : introLines(state, dialog, process),
    items: process === undefined ? [] : itemLines(state, dialog, process),
    marked: true,
    hints: hintLine([
      ['0-9', 'node'],
      ['h', 'home'],
      ['b', 'best'],
      ['p', 'policy'],
      ['Enter', 'migrate'],
      ['Esc', 'cancel'],
    ]),
  };
}

export function pressInMigrate(
  state: DashboardState,
  dialog: MigrateDialog,
  key: string,
): Update | undefined {
  const nodes = state.sample.nodes;
  if (/^\d$/.test(key)) {
    const { digits, index } = typeDigit(dialog.digits, key, idsOf(nodes));
    const selected = index ?? dialog.selected;
    return next({ ...state, dialog: { ...dialog, digits, selected } });
  }
  switch (key) {
    case 'backspace':
      return next({ ...state, dialog: { ...dialog, digits: '' } });
    case 'h':
      return next({ ...state, dialog: { ...dialog, digits: '', selected: nodes.length } });
    case 'b':
      return next({ ...state, dialog: { ...dialog, digits: '', selected: nodes.length + 1 } });
    case 'p':
      return next({ ...state, dialog: { ...dialog, digits: '', selected: nodes.length + 2 } });
    case 'enter':
      return sendThere(state, dialog);
    default:
      return undefined;
  }
}

/** Sends each to what is chosen: a node, its home, its best by forecast, or the policy's choice. */
function sendThere(state: DashboardState, dialog: MigrateDialog): Update {
  const { nodes } = state.sample;
  const { selected, pids, best } = dialog;
  const isBest = selected === nodes.length + 1;
  const same: MigrateTarget =
    nodes[selected]?.id ?? (selected === nodes.length ? 'home' : 'balance');
  const commands = pids.flatMap((pid): readonly Command[] => {
    const to = isBest ? best.get(pid) : same;
    return to === undefined ? [] : [{ do: 'migrate', pid, to }];
  });
  if (commands.length > 0) return send(state, commands);
  const reason =
    best.size === 0
      ? 'no forecast yet'
      : pids.length > 1
        ? `all ${pids.length} already run best where they are`
        : `process ${pids[0]} already runs best where it is`;
  const notice = refusalNotice(reason);
  return next({ ...state, dialog: undefined, notice });
}
