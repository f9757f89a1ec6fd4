import { expect, it } from 'vitest';
import { clock, started } from '../support/driven.js';

it('another scenario starts from inside, and again with the next seed', {
  timeout: 120_000,
}, async () => {
  const screen = await started(['--rate', '20', '--policy', 'none']);
  await screen.until(() => clock(screen) >= 5, 'went on');
  screen.type('O');
  await screen.untilText('which scenario to start');
  await screen.untilText('autodiscovery');
  screen.type('two-nodes\r');
  await screen.untilText(/two-nodes +openmosix[\s\S]*two-nodes starts, seed 1/);
  await screen.until(() => clock(screen) >= 1, 'time goes on');
  screen.type(':restart next\r');
  await screen.untilText('two-nodes starts, seed 2');
  screen.type(':scenario nothing\r');
  await screen.untilText('there is no scenario "nothing"');
  screen.type(':scenario auckland\r');
  // Its flags belonged to the run that was started with them.
  await screen.untilText(/auckland +openmosix/);
  screen.type('q');
  expect(await screen.exited()).toBe(0);
});
