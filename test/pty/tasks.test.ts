import { expect, it } from 'vitest';
import { clock, opened, started } from '../support/driven.js';
import type { TerminalDriver } from '../support/terminal-driver.js';

/** Types keys one after the other, and counts them; what stands in brackets is one key. */
class Keys {
  count = 0;
  readonly #screen: TerminalDriver;

  constructor(screen: TerminalDriver) {
    this.#screen = screen;
  }

  async press(keys: string, wanted: string | RegExp): Promise<void> {
    for (const [key] of keys.matchAll(/\[[^\]]+\]|./g)) {
      this.#screen.type(NAMED[key] ?? key);
      this.count++;
    }
    await this.#screen.untilText(wanted);
  }
}

const NAMED: Readonly<Record<string, string>> = {
  '[Enter]': '\r',
  '[Up]': '\x1b[A',
  '[Ctrl-P]': '\x10',
};

/**
 * Each task with the keys that it takes at most; in brackets what it took before the second pass.
 */
it.each<[string, number, string, readonly (readonly [string, string | RegExp])[]]>([
  [
    'the busiest node and two processes off it (10)',
    5,
    '1',
    [
      ['3P', 'busiest'],
      ['m', /move a process off node/],
      ['2', 'move 2 processes off node'],
      ['[Enter]', /migrate: \d of \d on their way|is migrating|run best on node/],
    ],
  ],
  ['why a process does not move (7)', 3, '1', [['w', /^.*BELIEVED/m]]],
  ['another policy (13)', 6, '1', [['[Ctrl-P]none[Enter]', /policy (is now )?none/]]],
  ['ten processes more (20)', 4, '1', [['a[Up]0[Enter]', 'spawn: 10 of 10 started']]],
  [
    'a parameter (20)',
    10,
    '1',
    [
      ['[Ctrl-P]stab[Enter]', 'set stability'],
      ['1.5[Enter]', 'stability'],
    ],
  ],
  ['what node 5 believes (6)', 3, '1', [['7/5', 'what node 5 cm5 believes']]],
])('%s takes %i keys', { timeout: 120_000 }, async (_, most, view, steps) => {
  const screen = await opened(view);
  const keys = new Keys(screen);
  for (const [pressed, wanted] of steps) await keys.press(pressed, wanted);
  expect(keys.count).toBeLessThanOrEqual(most);
});

it('the peak of the load and its events (25) take 3 keys', { timeout: 120_000 }, async () => {
  const screen = await started(['--rate', '20']);
  await screen.until(() => clock(screen) >= 30, 'had a past');
  const keys = new Keys(screen);
  await keys.press('5', 'history');
  await keys.press('Pe', /Enter go to/);
  expect(keys.count).toBeLessThanOrEqual(3);
});

it('node 4 leaves and returns (9) in 5 keys: one of them is the yes', {
  timeout: 120_000,
}, async () => {
  const screen = await started(['--rate', '20']);
  await screen.until(() => clock(screen) >= 20, 'went on');
  const keys = new Keys(screen);
  await keys.press('x4v', 'leave the cluster?');
  await keys.press('y', /4 cm4 +●left/);
  await keys.press('z', /4 cm4 +●up/);
  expect(keys.count).toBe(5);
});
