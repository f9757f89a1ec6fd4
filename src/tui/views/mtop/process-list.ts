import type { ProcessView } from '../../../cluster/facts/view.js';
import { clamp } from '../../drawing/scale.js';
import type { Sample } from '../../past/sample.js';
import type { DashboardState } from '../../state.js';
import { layoutOf } from '../layout.js';
import { listingOf } from './listing.js';
import type { MtopState, SortOrder } from './mtop-state.js';

export function withMtop(state: DashboardState, change: Partial<MtopState>): DashboardState {
  return { ...state, views: { ...state.views, mtop: { ...state.views.mtop, ...change } } };
}

/** The state with its list made again, after a change in something the list depends on. */
export function relisted(state: DashboardState, change: Partial<MtopState> = {}): DashboardState {
  const changed = withMtop(state, change);
  const { listed, branches } = listingOf(changed);
  const { selectedPid, selectedRow } = changed.views.mtop;
  const found = selectedPid === undefined ? 0 : listed.findIndex(({ pid }) => pid === selectedPid);
  const row = found >= 0 ? found : clamp(selectedRow, 0, listed.length - 1);
  return scrolledIntoSight(
    withMtop(changed, {
      listed,
      branches,
      selectedRow: row,
      selectedPid: selectedPid === undefined ? undefined : listed[row]?.pid,
    }),
  );
}

export function withSort(state: DashboardState, sort: SortOrder): DashboardState {
  return relisted(state, { sort });
}

/** The cursor on another row of the list, scrolled into sight. */
export function withSelectedRow(state: DashboardState, row: number): DashboardState {
  const { listed, followedPid } = state.views.mtop;
  const selectedRow = clamp(row, 0, listed.length - 1);
  const selectedPid = listed[selectedRow]?.pid;
  return scrolledIntoSight(
    withMtop(state, {
      selectedRow,
      selectedPid,
      // Moving to another process ends following.
      followedPid: followedPid === selectedPid ? selectedPid : undefined,
    }),
  );
}

export function scrolledIntoSight(state: DashboardState): DashboardState {
  const { listed, selectedRow, scroll } = state.views.mtop;
  const { height } = layoutOf(state).list;
  const furthest = Math.max(0, listed.length - height);
  const lowest = Math.max(0, selectedRow - height + 1);
  return withMtop(state, { scroll: clamp(clamp(scroll, lowest, selectedRow), 0, furthest) });
}

/** The process under the cursor as it is, whatever standpoint it is seen from. */
export function selectedProcess(state: DashboardState): ProcessView | undefined {
  const { listed, selectedRow, standpoint, frozen } = state.views.mtop;
  const seen = listed[selectedRow];
  if (seen === undefined || (standpoint === undefined && !frozen)) return seen;
  return state.sample.processes.find(({ pid }) => pid === seen.pid);
}

/** The list without tags on processes that have ended, following none of those. */
export function withoutEnded(mtop: MtopState, { processes }: Sample): MtopState {
  const { tagged, followedPid } = mtop;
  if (tagged.size === 0 && followedPid === undefined) return mtop;
  const alive = new Set(processes.map(({ pid }) => pid));
  const kept = [...tagged].filter((pid) => alive.has(pid));
  return {
    ...mtop,
    tagged: kept.length === tagged.size ? tagged : new Set(kept),
    followedPid: followedPid !== undefined && alive.has(followedPid) ? followedPid : undefined,
  };
}
