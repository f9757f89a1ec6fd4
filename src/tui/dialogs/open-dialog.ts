import { clamp } from '../drawing/scale.js';
import type { DashboardState } from '../state.js';
import { next, type Update } from '../update-result.js';
import { confirmContent, pressInConfirm } from './confirm.js';
import type { Dialog, DialogContent } from './dialog.js';
import { openHelp } from './finding-keys.js';
import { helpContent, pressInHelp } from './help.js';
import { pressInSubject } from './in-focus.js';
import { moveOffContent, pressInMoveOff } from './node/move-off.js';
import { nodeDetailsContent } from './node/node-details.js';
import { nodesContent, pressInNodesMenu } from './node/nodes.js';
import { pressInStandpoint, standpointContent } from './node/standpoint.js';
import { pressInWhichNode, whichNodeContent } from './node/which-node.js';
import { paletteContent, pasteInPalette, pressInPalette } from './palette.js';
import { migrateContent, pressInMigrate } from './process/migrate.js';
import { processDetailsContent } from './process/process-details.js';
import { pressInSignals, signalContent } from './process/signal.js';
import { pressInSort, sortContent } from './process/sort.js';
import { pasteInSpawn, pressInSpawn, spawnContent } from './process/spawn.js';
import { pressInUsers, usersContent } from './process/users.js';
import { pasteInScenarios, pressInScenarios, scenariosContent } from './scenarios.js';
import { pressInSetup, setupContent } from './setup.js';
import { branchesContent, pressInBranches } from './time/branches.js';
import { compareContent, pressInCompare } from './time/compare.js';
import { inevitableContent, pressInInevitable } from './time/inevitable.js';
import { searchContent } from './time/search.js';
import { pressInWhatIf, whatIfContent } from './time/what-if.js';
import { whyNodeContent, whyProcessContent } from './why.js';

export function dialogContent(state: DashboardState, dialog: Dialog): DialogContent {
  switch (dialog.kind) {
    case 'migrate':
      return migrateContent(state, dialog);
    case 'signal':
      return signalContent(state, dialog);
    case 'which-node':
      return whichNodeContent(state);
    case 'spawn':
      return spawnContent(state, dialog);
    case 'help':
      return helpContent(state);
    case 'palette':
      return paletteContent(state, dialog);
    case 'confirm':
      return confirmContent(state, dialog);
    case 'sort':
      return sortContent(state);
    case 'standpoint':
      return standpointContent(state);
    case 'setup':
      return setupContent(state);
    case 'what-if':
      return whatIfContent(state, dialog);
    case 'branches':
      return branchesContent(state);
    case 'compare':
      return compareContent(state, dialog);
    case 'inevitable':
      return inevitableContent(state, dialog);
    case 'search':
      return searchContent(dialog);
    case 'users':
      return usersContent(state);
    case 'scenarios':
      return scenariosContent(state, dialog);
    case 'move-off':
      return moveOffContent(state, dialog);
    case 'nodes':
      return nodesContent(state, dialog);
    case 'why-process':
      return whyProcessContent(state, dialog);
    case 'why-node':
      return whyNodeContent(state, dialog);
    case 'process-details':
      return processDetailsContent(state, dialog);
    case 'node-details':
      return nodeDetailsContent(state, dialog);
  }
}

/** A key while a dialog is open: the dialog's own first, then those that all dialogs have. */
export function pressInDialog(state: DashboardState, dialog: Dialog, key: string): Update {
  return pressOwn(state, dialog, key) ?? pressCommon(state, dialog, key);
}

/** Text pasted while a dialog is open; only fields take it. */
export function pasteInDialog(state: DashboardState, dialog: Dialog, text: string): Update {
  if (dialog.kind === 'palette') return pasteInPalette(state, dialog, text);
  if (dialog.kind === 'scenarios') return pasteInScenarios(state, dialog, text);
  return dialog.kind === 'spawn' ? pasteInSpawn(state, dialog, text) : next(state);
}

/** Moves the dialog's cursor by `by` items. */
export function moveInDialog(state: DashboardState, dialog: Dialog, by: number): DashboardState {
  const last = dialogContent(state, dialog).items.length - 1;
  const selected = clamp(dialog.selected + by, 0, Math.max(0, last));
  return { ...state, dialog: { ...dialog, selected } };
}

const PAGE = 10;
const ALL = 1_000_000;

/** How far the keys that all dialogs share move the cursor. */
const MOVES: Readonly<Record<string, number>> = {
  up: -1,
  down: 1,
  pageup: -PAGE,
  pagedown: PAGE,
  home: -ALL,
  end: ALL,
};

function pressOwn(state: DashboardState, dialog: Dialog, key: string): Update | undefined {
  switch (dialog.kind) {
    case 'migrate':
      return pressInMigrate(state, dialog, key);
    case 'signal':
      return pressInSignals(state, dialog, key);
    case 'which-node':
      return pressInWhichNode(state, dialog, key);
    case 'spawn':
      return pressInSpawn(state, dialog, key);
    case 'scenarios':
      return pressInScenarios(state, dialog, key);
    case 'what-if':
      return pressInWhatIf(state, dialog, key);
    case 'compare':
      return pressInCompare(state, dialog, key);
    case 'inevitable':
      return pressInInevitable(state, dialog, key);
    case 'branches':
      return pressInBranches(state, dialog, key);
    case 'users':
      return pressInUsers(state, dialog, key);
    case 'move-off':
      return pressInMoveOff(state, dialog, key);
    case 'nodes':
      return pressInNodesMenu(state, dialog, key);
    case 'why-process':
    case 'why-node':
    case 'process-details':
    case 'node-details':
      return pressInSubject(state, key);
    case 'palette':
      return pressInPalette(state, dialog, key);
    case 'confirm':
      return pressInConfirm(state, dialog, key);
    case 'sort':
      return pressInSort(state, dialog, key);
    case 'standpoint':
      return pressInStandpoint(state, dialog, key);
    case 'setup':
      return pressInSetup(state, dialog, key);
    case 'help':
      return pressInHelp(state, dialog, key);
    case 'search':
      return undefined;
  }
}

function pressCommon(state: DashboardState, dialog: Dialog, key: string): Update {
  switch (key) {
    case 'escape':
    case 'q':
    case 'f10':
      return next({ ...state, dialog: undefined });
    case 'f1':
    case '?':
      return openHelp(state);
    case 'C-c':
      return next(state, { type: 'quit' });
    case 'C-z':
      return next(state, { type: 'suspend' });
    case 'C-l':
      return next(state, { type: 'redraw' });
    default: {
      const by = MOVES[key];
      return next(by === undefined ? state : moveInDialog(state, dialog, by));
    }
  }
}
