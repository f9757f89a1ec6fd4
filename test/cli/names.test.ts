import { expect, it } from 'vitest';
import { THEME_NAMES, VIEW_NAMES } from '../../src/cli/options.js';
import { THEMES } from '../../src/tui/terminal/theme.js';
import { VIEWS } from '../../src/tui/views/registry.js';

it('the command line has the names of the themes and views of the dashboard', () => {
  expect(THEME_NAMES).toEqual(THEMES);
  expect(VIEW_NAMES).toEqual(VIEWS.map(({ id }) => id));
});
