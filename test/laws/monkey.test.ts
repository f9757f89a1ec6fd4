import { afterEach, describe, expect, it } from 'vitest';
import { Random } from '../../src/kernel/random.js';
import { PROGRAM, sleep, TerminalDriver } from '../support/terminal-driver.js';

/** All inputs over all seeds. */
const INPUTS = Number(process.env.MONKEY ?? (process.env.LAWS === 'long' ? 20_000 : 500));
const SEEDS = [1, 2, 3, 4];
const TERMINALS = ['xterm-256color', 'linux', 'vt100', 'xterm-16color'];
/** Inputs that are sent before the screen is looked at. */
const AT_ONCE = 5;

let driver: TerminalDriver | undefined;

afterEach(() => {
  driver?.end();
  driver = undefined;
});

const ESCAPES = [
  ...['[A', '[B', '[C', '[D', '[H', '[F', '[5~', '[6~', '[Z', '[3~', 'OP', 'OQ', 'OR', 'OS'],
  ...['[15~', '[17~', '[18~', '[19~', '[20~', '', 'x'],
  // What nobody types: focus, answers of all kinds, pastes and strings without an end.
  ...['[I', '[O', '[?62;22c', '[>0;276;0c', '[24;80R', '[8;24;80t', '[?2026;2$y', '[0n'],
  ...[']11;rgb:ffff/ffff/ffff\x1b\\', ']11;rgb:0000/0000/0000\x07', ']52;c;?\x07', 'P1$r0m\x1b\\'],
  ...[
    'P>|XTerm(379)\x1b\\',
    '_Gi=1;OK\x1b\\',
    '[200~',
    '[201~',
    ']11;rgb:',
    'P',
    '[<0;5',
    '[M !',
    '[',
  ],
].map((rest) => `\x1b${rest}`);
/** All that can be typed, but not what ends or suspends the program. */
const LETTERS = [...' !"#$%&\'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`'];
const KEYS = [
  ...LETTERS,
  ...'abcdefghijklmnoprstuvwxyz{|}~',
  '\r',
  '\t',
  '\x7f',
  '\x0c',
  '\x15',
  '\x01',
];
const PASTES = ['12', 'n=3', '/(/', 'a\nb\x1b[31m', '計算', ':migrate 1000 3', '👩‍👩‍👧', ''];

describe('the dashboard under a monkey', { timeout: 1_200_000 }, () => {
  it.each(SEEDS)('stays alive and whole with seed %i, each in another terminal', async (seed) => {
    const random = new Random(seed);
    const screen = new TerminalDriver([PROGRAM], {
      environment: { TERM: TERMINALS[seed - 1]! },
    });
    driver = screen;
    await screen.untilText(/PID .*N# .*COMMAND/);
    const sent: string[] = [];
    for (let count = 0; count < INPUTS / SEEDS.length; count += AT_ONCE) {
      const inputs = Array.from({ length: AT_ONCE }, () => randomInput(random, screen));
      sent.push(...inputs.filter((input) => input !== ''));
      screen.type(inputs.join(''));
      await sleep(12);
      const told = () => `after ${JSON.stringify(sent.slice(-40).join(''))}:\n${screen.text}`;
      if (screen.hasExited) throw new Error(`ended ${told()}`);
      if (/undefined|NaN|Error on|TypeError/.test(screen.text)) throw new Error(`broken ${told()}`);
    }
    screen.resize(119, 39);
    await screen.resized(120, 40);
    // Whatever is open, this ends it; a Ctrl-C would close something, and a second one could be too
    // many.
    screen.signal('SIGTERM');
    expect(await screen.exited()).toBe(143);
    expect(screen.restored).toBe(true);
  });
});

/** One input, now and then cut anywhere: the rest comes with the next one, or never. */
function randomInput(random: Random, screen: TerminalDriver): string {
  const input = wholeInput(random, screen);
  return random.uniform() < 0.05 ? input.slice(0, random.below(input.length + 1)) : input;
}

function wholeInput(random: Random, screen: TerminalDriver): string {
  const dice = random.uniform();
  if (dice < 0.5) return pick(random, KEYS);
  if (dice < 0.75) return pick(random, ESCAPES);
  if (dice < 0.93) return randomMouse(random, screen);
  if (dice < 0.97) return `\x1b[200~${pick(random, PASTES)}\x1b[201~`;
  if (dice < 0.98) screen.resize(1 + random.below(200), 1 + random.below(60));
  return '';
}

/** Press, drag, wheel or release somewhere. */
function randomMouse(random: Random, screen: TerminalDriver): string {
  const button = pick(random, ['0', '0', '32', '64', '65', '2']);
  const column = 1 + random.below(screen.columns);
  const row = 1 + random.below(screen.rows);
  return `\x1b[<${button};${column};${row}${random.uniform() < 0.3 ? 'm' : 'M'}`;
}

function pick<T>(random: Random, items: readonly T[]): T {
  return items[random.below(items.length)]!;
}
