import { afterEach, describe, expect, it } from 'vitest';
import { PROGRAM, sleep, TerminalDriver } from '../support/terminal-driver.js';

let driver: TerminalDriver | undefined;

afterEach(() => {
  driver?.end();
  driver = undefined;
});

/** The dashboard on a view, after some virtual seconds, with its time stopped. */
async function opened(digit: string): Promise<TerminalDriver> {
  driver = new TerminalDriver([PROGRAM]);
  await driver.untilText(/PID .*N# .*COMMAND/);
  driver.type('+++');
  await driver.untilText(/0:00:[12]\d/);
  driver.type(`p${digit}`);
  await driver.untilText('paused');
  return driver;
}

function find(screen: TerminalDriver, text: string | RegExp): { column: number; row: number } {
  const row = screen.lines.findIndex((line) => line.search(text) >= 0);
  return { column: screen.lines[row]?.search(text) ?? -1, row };
}

const press = (column: number, row: number) => `\x1b[<0;${column + 1};${row + 1}M`;
const drag = (column: number, row: number) => `\x1b[<32;${column + 1};${row + 1}M`;
const release = (column: number, row: number) => `\x1b[<0;${column + 1};${row + 1}m`;

describe('on a terminal', { timeout: 30_000 }, () => {
  it('the tabs show their views', async () => {
    const screen = await opened('1');
    for (const [tab, text] of [
      ['2 mosmon', 'Node #'],
      ['3 cluster', 'balancing efficiency'],
      ['4 map', 'at home'],
      ['5 history', '▶load'],
      ['6 events', 'show all'],
      ['1 mtop', /PID .*N# .*COMMAND/],
    ] as const) {
      const { column, row } = find(screen, tab);
      screen.click(column, row);
      await screen.untilText(text);
    }
  });

  it('mosmon changes what its bars show, and becomes a heat map', async () => {
    const screen = await opened('2');
    await screen.untilText('Node #');
    screen.type('m');
    await screen.untilText('used is solid');
    screen.type('s');
    await screen.untilText(/28000│/);
    screen.type('h');
    await screen.until(() => !screen.text.includes('Node #'), 'showed the heat map');
  });

  it('the cluster view takes a node out and back in', async () => {
    const screen = await opened('3');
    await screen.untilText('balancing efficiency');
    screen.type('\x1b[B\x1b[Bx');
    await screen.untilText('guests go, own processes come home');
    screen.type('c\r');
    // Who runs there is asked for first.
    await screen.untilText(/crash node 3 with|3 cm3 +●down/);
    if (screen.text.includes('crash node 3 with')) screen.type('\r');
    await screen.untilText(/3 cm3 +●down/);
    screen.type('xr\r');
    await screen.untilText(/3 cm3 +●up/);
  });

  it('dragging a square to a node migrates its process', async () => {
    const screen = await opened('4');
    await screen.untilText('●1 cm1');
    const label = find(screen, /●1 cm1/);
    const row = label.row + 1;
    const line = screen.lines[row]!;
    const column = line.indexOf('■');
    const target = find(screen, /●5 cm5/);
    screen.type(press(column, row));
    await screen.untilText(/^ \d{4} /m);
    screen.type(drag(column + 1, row + 3));
    await screen.untilText(/■ \d{4}/);
    screen.type(drag(target.column + 2, target.row));
    await screen.untilText('→ node 5');
    screen.type(release(target.column + 2, target.row));
    await screen.untilText(/migrates to node 5|cannot|it is there|leaves \d+ → 5/);
  });

  it('the map names what the mouse is over, and only there every motion is asked for', async () => {
    const screen = await opened('4');
    await screen.untilText('●1 cm1');
    await screen.until(() => screen.mouse === 'any', 'asked for every motion');
    const row = find(screen, /●1 cm1/).row + 1;
    screen.type(`\x1b[<35;${screen.lines[row]!.indexOf('■') + 1};${row + 1}M`);
    await screen.untilText(/^ \d{4} \w+ \w+ +node 1 home/m);
    screen.type('5');
    await screen.until(() => screen.mouse === 'drag', 'asked for drags only');
  });

  it('a process is carried to another node by keys', async () => {
    const screen = await opened('4');
    await screen.untilText('●1 cm1');
    screen.type('nm');
    await screen.untilText('is picked up');
    screen.type('\x1b[B');
    await screen.untilText(/→ node \d/);
    screen.type('\r');
    await screen.untilText(/migrates to node|cannot|leaves \d/);
  });

  it('the history has a cursor and zooms', async () => {
    const screen = await opened('5');
    await screen.untilText(/cluster {2}now/);
    screen.type('\x1b[D\x1b[D');
    await screen.untilText(/cluster {2}at 0:00/);
    screen.type(']]');
    await screen.untilText('10s shown');
    screen.type('\t');
    await screen.untilText('▶memory');
  });

  it('the events are filtered and lead to their process', async () => {
    const screen = await opened('6');
    await screen.untilText('show all');
    screen.type('/started\r');
    await screen.untilText('filter started');
    screen.type('\r');
    await screen.untilText(/PID .*N# .*COMMAND/);
  });

  it('w says why, Enter tells all', async () => {
    const screen = await opened('1');
    screen.type('w');
    await screen.untilText(/why is \d+ /);
    await screen.untilText(/now +it /);
    screen.type('\x1b');
    await sleep(100);
    screen.type('\r');
    await screen.untilText('life:');
    expect(screen.text).not.toMatch(/undefined|NaN/);
  });

  it.each([
    'xterm-256color',
    'xterm',
    'screen-256color',
    'tmux-256color',
    'linux',
    'vt100',
    'xterm-kitty',
  ])('every view works under TERM=%s', async (TERM) => {
    driver = new TerminalDriver([PROGRAM], { environment: { TERM } });
    await driver.untilText(/PID .*N# .*COMMAND/);
    for (const [digit, text] of [
      ['2', 'Node #'],
      ['3', 'balancing efficiency'],
      ['4', 'at home'],
      ['5', 'migrations'],
      ['6', 'show all'],
    ] as const) {
      driver.type(digit);
      await driver.untilText(text);
      expect(driver.text).not.toMatch(/Error on|undefined|NaN/);
    }
    driver.type('q');
    expect(await driver.exited()).toBe(0);
    expect(driver.restored).toBe(true);
  });

  it('TERM=dumb gets one screen as text', async () => {
    driver = new TerminalDriver([PROGRAM], { environment: { TERM: 'dumb' } });
    expect(await driver.exited(20_000)).toBe(0);
    expect(driver.text).not.toMatch(/Error on|undefined|NaN/);
    expect(driver.text).toMatch(/PID .*N# .*COMMAND/);
  });
});
