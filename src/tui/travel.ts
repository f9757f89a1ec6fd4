import { formatClock } from '../base/units.js';
import type { BranchView } from '../session/session.js';
import { answerNotice, refusalNotice } from './notice.js';
import { logged, loggedUntil, NO_EVENTS } from './past/event-log.js';
import { historyUntil, NO_HISTORY, remember } from './past/history.js';
import type { Sample } from './past/sample.js';
import { realTimeReason } from './sending.js';
import type { DashboardState } from './state.js';
import { next, type Update } from './update-result.js';
import { relisted } from './views/mtop/process-list.js';

/** Why the screen cannot go to another moment; undefined: it can. */
export function noPastReason(state: DashboardState): string | undefined {
  if (state.sample.past !== undefined) return undefined;
  return realTimeReason(state) ?? state.info.noPast ?? 'nothing is kept of the past';
}

/** Goes to a moment; time stands still there. */
export function goTo(state: DashboardState, seconds: number): Update {
  const reason = noPastReason(state);
  if (reason !== undefined) return next({ ...state, notice: refusalNotice(reason) });
  return next({ ...state, dialog: undefined }, { type: 'seek', seconds });
}

/** To the second before, or one second back. */
export function stepBack(state: DashboardState): Update {
  return goTo(state, Math.max(0, state.sample.now - 1));
}

/** Goes to where a branch has come to. */
export function goToBranch(state: DashboardState, branch: number): Update {
  const reason = noPastReason(state);
  if (reason !== undefined) return next({ ...state, notice: refusalNotice(reason) });
  const isThere = state.sample.past!.branches.some(({ id }) => id === branch);
  if (!isThere) return next({ ...state, notice: refusalNotice(`there is no branch ${branch}`) });
  return next({ ...state, dialog: undefined }, { type: 'switch-branch', branch });
}

/** The screen at another moment: as it was then, or, in the present, as it was left. */
export function travelled(state: DashboardState, sample: Sample): DashboardState {
  const remembered = leaving(state);
  const known = remembered.get(sample.past!.branch);
  const history = historyUntil(known?.history ?? NO_HISTORY, sample.now);
  const log = known === undefined ? logged(NO_EVENTS, sample) : loggedUntil(known.log, sample);
  return relisted({
    ...state,
    info: sample.info,
    sample,
    paused: true,
    history: remember(history, sample),
    log,
    remembered,
    views: { ...state.views, history: { ...state.views.history, cursor: undefined } },
    undo: [],
    underway: undefined,
    dialog: state.dialog?.kind === 'search' ? undefined : state.dialog,
    notice: arrivalNotice(sample),
  });
}

/** The screen after a search that has found nothing, where it was. */
export function notFound(state: DashboardState, sample: Sample): DashboardState {
  const { dialog } = state;
  const what = dialog?.kind === 'search' ? `there is no ${dialog.what}` : 'the search has ended';
  return { ...travelled(state, sample), notice: refusalNotice(what) };
}

/**
 * What is remembered when the screen goes away: all there is of the present, no less than before.
 */
function leaving({
  sample,
  history,
  log,
  remembered,
}: DashboardState): DashboardState['remembered'] {
  const { past } = sample;
  if (past === undefined || past.isPast) return remembered;
  return new Map(remembered).set(past.branch, { history, log });
}

function arrivalNotice({ past, now }: Sample): DashboardState['notice'] {
  const { isPast, branch, branches } = past!;
  if (!isPast) {
    return answerNotice(branches.length > 1 ? `the present of branch ${branch}` : 'the present');
  }
  return answerNotice(`${formatClock(now)}: a command begins a branch, p plays, :go returns`);
}

/** Says that a command in the past has begun a branch. */
export function withBranchNotice(state: DashboardState, before: Sample): DashboardState {
  const [from, to] = [before.past?.branch, state.sample.past?.branch];
  if (from === undefined || to === undefined || from === to) return state;
  const said = `branch ${to} begins here; branch ${from} is kept: :branches`;
  return { ...state, notice: answerNotice(said) };
}

/** The futures that the run has had; one of them can be gone to. */
export function openBranches(state: DashboardState): Update {
  const reason = noPastReason(state);
  if (reason !== undefined) return next({ ...state, notice: refusalNotice(reason) });
  const { branch } = state.sample.past!;
  const selected = branchTree(state).findIndex((row) => row.branch.id === branch);
  return next({ ...state, dialog: { kind: 'branches', selected } });
}

/** A branch, and how many it stands below. */
export interface BranchRow {
  readonly branch: BranchView;
  readonly depth: number;
}

/** Each branch below the one that it left, in the order in which they were begun. */
export function branchTree({ sample }: DashboardState): readonly BranchRow[] {
  const { branches } = sample.past!;
  const below = (parent: number | undefined, depth: number): readonly BranchRow[] =>
    branches
      .filter((branch) => branch.parent === parent)
      .flatMap((branch) => [{ branch, depth }, ...below(branch.id, depth + 1)]);
  return below(undefined, 0);
}
