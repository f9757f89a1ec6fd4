import type { ThemeName } from '../../tui/terminal/theme.js';
import type { TourId } from '../../tui/tour/tour.js';
import { planOf } from '../../tui/tour/tour-plans.js';
import { dashboard } from './dashboard.js';

export interface TourOptions {
  readonly theme?: ThemeName;
  readonly ascii?: boolean;
}

/**
 * Shows the user around: the dashboard on the scenario of the tour, with a sentence below it that
 * says what to do next.
 * @returns the exit code
 */
export async function tour(which: TourId, options: TourOptions): Promise<number> {
  return await dashboard(planOf(which).scenario, { ...options, rate: 1, tour: which });
}
