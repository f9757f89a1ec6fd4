import { describe, expect, it } from 'vitest';
import { driven, found, MOST_WAYS, opened, started, stepped } from '../support/driven.js';
import { PROGRAM, type TerminalDriver } from '../support/terminal-driver.js';

const press = (column: number, row: number) => `\x1b[<0;${column + 1};${row + 1}M`;
const drag = (column: number, row: number) => `\x1b[<32;${column + 1};${row + 1}M`;
const release = (column: number, row: number) => `\x1b[<0;${column + 1};${row + 1}m`;

// Attached, the same is shown and the same keys do the same.
describe.each(MOST_WAYS)('on a terminal, %s', { timeout: 120_000 }, (way) => {
  it('the tabs show their views', async () => {
    const screen = await opened('1', way);
    for (const [tab, text] of [
      ['2 mosmon', 'Node #'],
      ['3 cluster', 'balancing efficiency'],
      ['4 map', 'at home'],
      ['5 history', '▶load'],
      ['6 events', 'show all'],
      ['1 mtop', /PID .*N# .*COMMAND/],
    ] as const) {
      const { column, row } = await found(screen, tab);
      screen.click(column, row);
      await screen.untilText(text);
    }
  });

  it('a view is whole at once, also where the chart of another one was', async () => {
    const screen = await opened('1', way);
    await screen.untilText(/[\u2801-\u28ff]/);
    // A chart that is where it was is drawn anew once a second: another one is looked at between.
    screen.type('3');
    await screen.untilText('balancing efficiency');
    screen.type('1');
    await screen.untilText(/PID .*N# .*COMMAND/);
    // But for the notices, which a key takes away, and the keys, by which a frame is known to be
    // there.
    const rows = () =>
      screen.lines
        .slice(0, -2)
        .map((line) => line.trimEnd())
        .join('\n');
    for (const [digit, text] of [
      ['6', 'show all'],
      ['1', /PID .*N# .*COMMAND/],
      ['3', 'balancing efficiency'],
      ['1', /PID .*N# .*COMMAND/],
      ['2', 'Node #'],
    ] as const) {
      // A frame may come in parts: all is there when its last row, the keys of the view, has begun.
      const keys = screen.lines.at(-1);
      screen.type(digit);
      await screen.untilText(text);
      await screen.until(() => screen.lines.at(-1) !== keys, 'showed the keys of the view');
      const shown = rows();
      const before = screen.received;
      screen.type('\x0c');
      // Much more than a change of one row; blank ends of rows are not written.
      const isAnew = () => screen.received - before > 10 * screen.columns;
      await screen.until(() => isAnew() && rows() === shown, `drew the same anew:\n${shown}\n`);
    }
  });

  it('mosmon changes what its bars show, and becomes a heat map', async () => {
    const screen = await opened('2', way);
    await screen.untilText('Node #');
    screen.type('m');
    await screen.untilText('solid is used');
    screen.type('s');
    await screen.untilText(/28000│/);
    screen.type('e');
    await screen.until(() => !screen.text.includes('Node #'), 'showed the heat map');
  });

  it('the cluster view takes a node out and back in', async () => {
    const screen = await opened('3', way);
    await screen.untilText('balancing efficiency');
    screen.type('\x1b[B\x1b[Bx');
    await screen.untilText('sends guests away, own processes come home');
    screen.type('c');
    // Who runs there is asked for first.
    await screen.untilText(/crash node 3\?|3 cm3 +●down/);
    if (screen.text.includes('crash node 3?')) screen.type('y');
    await screen.untilText(/3 cm3 +●down/);
    screen.type('xr');
    await screen.untilText(/3 cm3 +●up/);
  });

  it('dragging a square to a node migrates its process', async () => {
    const screen = await opened('4', way);
    await screen.untilText('●1 cm1');
    const label = await found(screen, /●1 cm1/);
    const row = label.row + 1;
    const column = await squareAt(screen, row, '■');
    const target = await found(screen, /●5 cm5/);
    screen.type(press(column, row));
    await screen.untilText(/^ \d{4} /m);
    screen.type(drag(column + 1, row + 3));
    await screen.untilText(/▶ \d{4}/);
    screen.type(drag(target.column + 2, target.row));
    await screen.untilText('→ node 5');
    screen.type(release(target.column + 2, target.row));
    await screen.untilText(/is leaving \d+ → 5|cannot|is on its way|it is there/);
  });

  it('the map names what the mouse is over, and only there every motion is asked for', async () => {
    const screen = await opened('4', way);
    await screen.untilText('●1 cm1');
    await screen.until(() => screen.mouse === 'any', 'asked for every motion');
    const row = (await found(screen, /●1 cm1/)).row + 1;
    screen.type(`\x1b[<35;${(await squareAt(screen, row, '■')) + 1};${row + 1}M`);
    await screen.untilText(/^ \d{4} \w+ \w+ +node 1 home/m);
    screen.type('5');
    await screen.until(() => screen.mouse === 'drag', 'asked for drags only');
  });

  it('a process is carried to another node by keys', async () => {
    const screen = await opened('4', way);
    await screen.untilText('●1 cm1');
    screen.type('nm');
    await screen.untilText('picked up process');
    screen.type('\x1b[B');
    await screen.untilText(/→ node \d/);
    screen.type('\r');
    await screen.untilText(/is leaving \d|cannot|is on its way/);
  });

  it('the history has a cursor and zooms', async () => {
    const screen = await opened('5', way);
    await screen.untilText(/cluster {2}now/);
    screen.type('\x1b[D\x1b[D');
    await screen.untilText(/cluster {2}at 0:\d\d/);
    screen.type('ii');
    await screen.untilText('10s shown');
    screen.type('\t');
    await screen.untilText('▶memory');
  });

  it('the events are filtered and lead to their process', async () => {
    const screen = await opened('6', way);
    await screen.untilText('show all');
    screen.type('/started\r');
    await screen.untilText('filter started');
    screen.type('\r');
    await screen.untilText(/PID .*N# .*COMMAND/);
  });

  it('mosmon shows every measure, a logarithm, totals and dead nodes', async () => {
    const screen = await opened('2', way);
    await screen.untilText('Node #');
    for (const [key, text] of [
      ['u', /^ *utilisability/m],
      ['r', /^ *raw memory|memory and swap/m],
      ['s', /^ *speed/m],
      ['l', /^ *load/m],
    ] as const) {
      screen.type(key);
      await screen.untilText(text);
    }
    const linear = screen.text;
    screen.type('g');
    await screen.until(() => screen.text !== linear, 'drew a logarithm');
    screen.type('t');
    await screen.until(() => !screen.text.includes('mean load'), 'left the totals out');
    screen.type(':crash 4\r');
    await screen.untilText('crash node 4?');
    screen.type('y');
    await screen.untilText(/node 4 has crashed/);
    const dead = /Node #.*\b4\b/;
    if (!dead.test(screen.text)) screen.type('d');
    await screen.untilText(dead);
    screen.type('d');
    await screen.until(() => !dead.test(screen.text), 'left the dead node out');
  });

  it('the cluster view acts on the tagged and on all, and changes a speed as the slider did', async () => {
    const screen = await opened('3', way);
    await screen.untilText('balancing efficiency');
    screen.type('>');
    await screen.until(() => !/^ *1 cm1 +●up +28000/m.test(screen.text), 'made node 1 faster');
    screen.type('<');
    await screen.untilText(/^ *1 cm1 +●up +28000/m);
    screen.type('  xs');
    await screen.untilText(/1 cm1 .* 2x2 S /);
    await screen.untilText(/2 cm2 .* 2x2 S /);
    expect(screen.text).not.toMatch(/3 cm3 .* 2x2 S /);
    screen.type('U*xb');
    await screen.untilText('block: 7 of 7 done');
    expect(screen.lines.filter((line) => /cm\d .* 2x2 \w*B/.test(line))).toHaveLength(7);
  });

  it('a double click on the map sends a process home', async () => {
    const screen = await opened('4', way);
    await screen.untilText('●7 cm7');
    const row = (await found(screen, /●7 cm7/)).row + 1;
    const column = (await found(screen, /●7 cm7/)).column;
    // The first square there that is not of node 7 itself; the squares stand below the name.
    const square = await squareAt(screen, row, '◆', Math.max(0, column - 4));
    screen.click(square, row);
    screen.click(square, row);
    await screen.untilText(/is migrating home|is leaving 7 → \d|is at home/);
  });

  it('a change of the policy is marked in the history, and can be gone to', async () => {
    const screen = await opened('5', way);
    await screen.untilText(/cluster {2}now/);
    screen.type(':policy none\r');
    await stepped(screen);
    await stepped(screen);
    screen.type('b');
    await screen.untilText(/cluster {2}at 0:\d\d:\d\d.*policy openmosix to none/);
    screen.type('\x1b[B');
    await screen.untilText(/node 1/);
  });

  it('the events are chosen by kind and lead to a node', async () => {
    const screen = await opened('6', way);
    await screen.untilText('show all');
    // Attached, it knows only of what has happened since.
    const hasStart = () => / started /.test(screen.text);
    for (let second = 0; second < 60 && !hasStart(); second++) await stepped(screen);
    expect(hasStart()).toBe(true);
    screen.type('f');
    await screen.until(() => !/ started /.test(screen.text), 'showed migrations only');
    screen.type(':stay 3\rf');
    await screen.untilText(/^ *0:\d\d:\d\d stay +node 3/m);
    screen.type('\x1b[H\r');
    await screen.untilText('balancing efficiency');
  });

  it('w says why, Enter tells all', async () => {
    const screen = await opened('1', way);
    screen.type('w');
    await screen.untilText(/why is \d+ /);
    await screen.untilText(/now +it /);
    await screen.escape(() => !/why is \d+ /.test(screen.text), 'closed the reasons');
    screen.type('\r');
    await screen.untilText('life:');
    expect(screen.text).not.toMatch(/undefined|NaN/);
  });
});

describe('on a terminal', { timeout: 120_000 }, () => {
  it.each([
    'xterm-256color',
    'xterm',
    'screen-256color',
    'tmux-256color',
    'linux',
    'vt100',
    'xterm-kitty',
  ])('every view works under TERM=%s', async (TERM) => {
    const screen = await started([], { environment: { TERM } });
    for (const [digit, text] of [
      ['2', 'Node #'],
      ['3', 'balancing efficiency'],
      ['4', 'at home'],
      ['5', 'migrations'],
      ['6', 'show all'],
    ] as const) {
      screen.type(digit);
      await screen.untilText(text);
      expect(screen.text).not.toMatch(/Error on|undefined|NaN/);
    }
    screen.type('q');
    expect(await screen.exited()).toBe(0);
    expect(screen.restored).toBe(true);
  });

  it('TERM=dumb gets one screen as text', async () => {
    const screen = driven([PROGRAM], { environment: { TERM: 'dumb' } });
    expect(await screen.exited(20_000)).toBe(0);
    expect(screen.text).not.toMatch(/Error on|undefined|NaN/);
    expect(screen.text).toMatch(/PID .*N# .*COMMAND/);
  });
});

/** The column of the first square of that row. A frame may come in two parts: it is waited for. */
async function squareAt(
  screen: TerminalDriver,
  row: number,
  sign: string,
  from = 0,
): Promise<number> {
  const column = () => screen.lines[row]!.indexOf(sign, from);
  await screen.until(() => column() >= 0, `showed ${sign} in row ${row}`);
  return column();
}
