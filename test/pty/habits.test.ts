import { describe, expect, it } from 'vitest';
import { clock, find, opened, started, stepped } from '../support/driven.js';
import type { TerminalDriver } from '../support/terminal-driver.js';

/** What stands below a title of the list, from the top; '' in rows that have less. */
function column(screen: TerminalDriver, title: string): readonly string[] {
  const head = find(screen, LIST_HEAD).row;
  const end = screen.lines[head]!.indexOf(title) + title.length;
  return screen.lines
    .slice(head + 1, -2)
    .filter((line) => /^ *\*?\d{4} /.test(line))
    .map((line) => /\S+$/.exec(line.slice(0, end))?.[0] ?? '');
}

function isSorted(values: readonly number[]): boolean {
  return values.every((value, index) => index === 0 || values[index - 1]! <= value);
}

const minutes = (time: string) => {
  const [whole = '', part = ''] = time.split(':');
  return Number(whole) * 60 + Number(part);
};

const LIST_HEAD = /PID.* COMMAND/;

describe('as in htop', { timeout: 120_000 }, () => {
  it('F1 and ? show the keys of this view, with the reason why one cannot act', async () => {
    const screen = await opened('1');
    screen.type('\x1bOP');
    await screen.untilText('help: mtop');
    await screen.untilText(/U +untag all \(nothing is tagged\)/);
    await screen.escape(() => !screen.text.includes('help: mtop'), 'closed the help');
    screen.type('5?');
    await screen.untilText('help: history');
  });

  it('F3 searches, F3 again goes on, Esc goes back', async () => {
    const screen = await opened('1');
    screen.type('N\x1bORmagma');
    await screen.until(() => /^ +\d+ .*magma/.test(cursorLine(screen)), 'found one');
    const first = cursorLine(screen);
    screen.type('\x1bOR');
    await screen.until(() => cursorLine(screen) !== first, 'found the next');
    expect(cursorLine(screen)).toContain('magma');
    screen.type('\x1b');
    await screen.untilText('F3 search');
  });

  it('P M T N sort by CPU, memory, time and pid, I the other way round', async () => {
    const screen = await opened('1');
    screen.type('N');
    await screen.until(() => isSorted(column(screen, 'PID').map(Number)), 'sorted by pid');
    screen.type('I');
    await screen.until(
      () => isSorted(column(screen, 'PID').map(Number).toReversed()),
      'sorted the other way round',
    );
    for (const [key, mark, title, read] of [
      ['M', 'RSS▼', '%MEM', Number],
      ['T', 'TIME+▼', 'TIME+', minutes],
      ['P', '%CPU▼', '%CPU', Number],
    ] as const) {
      screen.type(key);
      await screen.until(
        () => screen.text.includes(mark) && isSorted(column(screen, title).map(read).toReversed()),
        `sorted by ${title}`,
      );
    }
  });

  it('F6 and < sort by a menu', async () => {
    const screen = await opened('1');
    screen.type('<');
    await screen.untilText('I invert');
    screen.type('\x1b[H\r');
    await screen.untilText(/PID[▲▼]/);
  });

  it('Space tags, U untags, and U says why it cannot when nothing is tagged', async () => {
    const screen = await opened('1');
    screen.type('  ');
    await screen.untilText('2 tagged');
    screen.type('U');
    await screen.until(() => !screen.text.includes('2 tagged'), 'untagged all');
    screen.type('U');
    await screen.untilText('U: nothing is tagged');
  });

  it('Z freezes the list while time goes on, p stops time, . lets one second pass', async () => {
    const screen = await opened('1');
    screen.type('Zp');
    await screen.untilText('FROZEN');
    const frozen = column(screen, 'TIME+');
    const then = clock(screen);
    await screen.until(() => clock(screen) > then + 1, 'went on');
    expect(column(screen, 'TIME+')).toEqual(frozen);
    screen.type('Zp');
    await screen.untilText('paused');
    expect(column(screen, 'TIME+')).not.toEqual(frozen);
    // From where it stopped to the next second: none has passed while it stood.
    const stopped = clock(screen);
    await stepped(screen);
    expect(clock(screen)).toBe(stopped + 1);
  });

  it('+ and - change the rate of time', async () => {
    const screen = await started();
    screen.type('+');
    await screen.untilText('×2');
    screen.type('--');
    await screen.untilText('×0.5');
  });

  it('u filters by user, \\ by what is written, Esc shows all again', async () => {
    const screen = await opened('1');
    const all = column(screen, 'PID').length;
    screen.type('\\user=ben cpu>1\r');
    await screen.untilText('filter user=ben cpu>1');
    const users = screen.lines.flatMap((line) => /^ *\d{4} (\w+)/.exec(line)?.[1] ?? []);
    expect(new Set(users)).toEqual(new Set(['ben']));
    screen.type('\\');
    await screen.untilText('Esc clears');
    screen.type('\x1b');
    await screen.until(() => column(screen, 'PID').length === all, 'showed all');
  });

  it('L locks, and ST and CANTMOVE show it', async () => {
    const screen = await opened('1');
    screen.type('NL');
    await screen.untilText(/is locked: no policy will move it/);
    await screen.untilText(/^ *1000 .* RL .* user_lock /m);
  });

  it('F7 and F8 change the nice value', async () => {
    const screen = await opened('1');
    screen.type('N\x1b[19~');
    await screen.until(() => column(screen, 'NI')[0] === '1', 'was niced');
    screen.type('\x1b[18~\x1b[18~');
    await screen.until(() => column(screen, 'NI')[0] === '-1', 'was preferred');
  });

  it('a starts a process, of a kind that is chosen', async () => {
    const screen = await opened('1');
    screen.type('a');
    await screen.untilText('start a process');
    screen.type(`${'\x1b[B'.repeat(4)}\x1b[C\x1b[C`);
    await screen.untilText('interactive');
    screen.type('\r');
    await screen.untilText(/process 10\d\d .*start|started/);
  });

  it('the setup hides, shows and moves columns, and changes colours at once', async () => {
    const screen = await opened('1');
    screen.type('S');
    await screen.untilText('[x] USER');
    const { row } = find(screen, 'theme');
    const selected = screen.lines.findIndex((line) => line.includes('[x] USER'));
    expect(selected).toBeGreaterThan(row);
    screen.type(`${'\x1b[B'.repeat(selected - row)} `);
    await screen.untilText('[ ] USER');
    screen.type('\x1b');
    await screen.until(() => /PID +HOME/.test(screen.text), 'hid the column');
  });

  it('v looks from a node: own processes with N# 0, guests as disclosed', async () => {
    const screen = await opened('1');
    screen.type('v');
    await screen.untilText('whole cluster');
    screen.type('\x1b[B\r');
    await screen.untilText(/seen from (node )?1/);
    expect(column(screen, 'HOME').every((home) => home === '0' || home === '-')).toBe(true);
  });

  it('the command line takes migrate, expel, spawn and policy', async () => {
    const screen = await opened('1');
    for (const [line, answer] of [
      [':migrate 1001 5', /1001/],
      [':expel 4', /node 4/],
      [':spawn home=2 work=60s cmd=probe', /probe|process \d+/],
      [':policy none', /auckland +none/],
      [':migrate 99999 3', /99999/],
      [':nonsense', /nonsense/],
    ] as const) {
      screen.type(`${line}\r`);
      await screen.until(
        () => new RegExp(answer).test(screen.lines.slice(0, -1).join('\n')),
        `answered ${line}`,
      );
    }
  });
});

/** The row of the list that has the ground of the cursor. */
function cursorLine(screen: TerminalDriver): string {
  const head = find(screen, LIST_HEAD).row;
  const grounds = screen.lines.map((_, row) => screen.background(1, row));
  const rows = screen.lines.flatMap((line, row) =>
    row > head && /^ *\*?\d{4} /.test(line) ? [row] : [],
  );
  const usual = grounds[rows.at(-1)!] === grounds[rows[1]!] ? grounds[rows[1]!] : grounds[rows[2]!];
  const row = rows.find((candidate) => grounds[candidate] !== usual);
  return row === undefined ? '' : screen.lines[row]!;
}
