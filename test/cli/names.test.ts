import { expect, it } from 'vitest';
import { THEME_NAMES, TOUR_NAMES, VIEW_NAMES } from '../../src/cli/options.js';
import { THEMES } from '../../src/tui/terminal/theme.js';
import { TOUR_IDS } from '../../src/tui/tour/tour-plans.js';
import { VIEWS } from '../../src/tui/views/registry.js';

it('the command line has the names of the themes, views and tours of the dashboard', () => {
  expect(THEME_NAMES).toEqual(THEMES);
  expect(TOUR_NAMES).toEqual(TOUR_IDS);
  expect(VIEW_NAMES).toEqual(VIEWS.map(({ id }) => id));
});
