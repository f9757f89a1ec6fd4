import { answerNotice, refusalNotice } from '../notice.js';
import { noScenarioReason } from '../scenarios.js';
import { type DashboardState, withSize } from '../state.js';
import { next, type Update } from '../update-result.js';
import type { Tour, TourId } from './tour.js';
import { planOf } from './tour-plans.js';

/** Shows the user around: another run begins, and the first step is written below it. */
export function startTour(state: DashboardState, id: TourId): Update {
  const reason = noScenarioReason(state);
  if (reason !== undefined) return next({ ...state, notice: refusalNotice(reason) });
  const { scenario } = planOf(id);
  return next(withTour(endedTour(state), id), {
    type: 'start-scenario',
    choice: { name: scenario },
  });
}

/** The state of somebody who is shown around from now on. */
export function withTour(state: DashboardState, id: TourId): DashboardState {
  const rows = state.size.rows >= LEAST_ROWS ? TOUR_ROWS : 1;
  const tour: Tour = { id, step: 0, begun: state.sample, rows };
  const smaller = { ...state.size, rows: Math.max(1, state.size.rows - rows) };
  return withSize({ ...state, tour, view: 'mtop', panel: 0 }, smaller);
}

/** The keys of a tour, which go before all others; undefined: it is none of them. */
export function pressInTour(state: DashboardState, key: string): Update | undefined {
  const { tour } = state;
  if (tour === undefined) return undefined;
  if (key === 'C-x') {
    const notice = answerNotice('the tour is over: :tour begins it again');
    return next({ ...endedTour(state), notice });
  }
  if (key !== 'C-n') return undefined;
  const last = planOf(tour.id).steps.length - 1;
  return next(tour.step < last ? onStep(state, tour, tour.step + 1) : endedTour(state));
}

/** The state at the next step, when what this one asks for is done. */
export function guided({ state, effects }: Update): Update {
  const { tour } = state;
  if (tour === undefined) return { state, effects };
  const { done } = planOf(tour.id).steps[tour.step]!;
  if (done?.(state, tour.begun) !== true) return { state, effects };
  return next(onStep(state, tour, tour.step + 1), ...effects);
}

export function endedTour(state: DashboardState): DashboardState {
  const { tour, size } = state;
  if (tour === undefined) return state;
  return withSize({ ...state, tour: undefined }, { ...size, rows: size.rows + tour.rows });
}

const TOUR_ROWS = 2;
/** On lower screens the words of a tour take one row. */
const LEAST_ROWS = 14;

function onStep(state: DashboardState, tour: Tour, step: number): DashboardState {
  return { ...state, tour: { ...tour, step, begun: state.sample } };
}
