import { describe, expect, it, vi } from 'vitest';
import { UserError } from '../../../src/base/user-error.js';
import { startDashboard } from '../../../src/tui/app.js';
import type { DashboardOptions } from '../../../src/tui/dashboard-options.js';
import { UNICODE } from '../../../src/tui/drawing/charset.js';
import { frameText } from '../../../src/tui/drawing/text.js';
import { FakeSession } from '../../support/fake-session.js';
import { InTerminal } from '../../support/in-terminal.js';
import { laboratorySession } from '../../support/laboratory.js';

/** A dashboard in a terminal of the test, whose time all but stands still. */
async function dashboard(options: Partial<DashboardOptions> = {}) {
  const terminal = new InTerminal();
  const ended = startDashboard({
    session: laboratorySession(40),
    rate: 1e-6,
    environment: { TERM: 'xterm-256color', LANG: 'C.UTF-8' },
    ...options,
  });
  await terminal.until((text) => text.includes('q quit'));
  const shows = (what: string | RegExp) => terminal.until((text) => text.search(what) >= 0);
  const hides = (what: string) => terminal.until((text) => !text.includes(what));
  return { terminal, ended, shows, hides };
}

describe('the dashboard on a terminal', () => {
  it('shows what is going on, takes keys, and leaves the terminal as it was', async () => {
    let seen: unknown;
    const { terminal, ended, shows, hides } = await dashboard({
      onQuit: ({ info }) => (seen = info.scenario),
    });
    expect(terminal.isRaw).toBe(true);
    expect(terminal.text).toContain('mysqld');
    terminal.send('3');
    await shows(/3 cluster/);
    terminal.send('\x1b[B\x1b[B');
    await shows(/node 3 city3/);
    terminal.send('1?');
    await shows('help: mtop');
    terminal.send('\x1b');
    await hides('help: mtop');
    terminal.send('p');
    await shows('‖');
    terminal.send('.');
    await shows('0:00:41');
    terminal.send('q');
    expect(await ended).toBe(0);
    expect(seen).toBe('laboratory');
    expect(terminal.isRaw).toBe(false);
    const written = terminal.written.join('');
    for (const mode of ['\x1b[?2004h', '\x1b[?1006h', '\x1b[?1049h', '\x1b]11;?\x07']) {
      expect(written).toContain(mode);
    }
    expect(written).toContain('\x1b[?1049l');
  });

  it('takes clicks, double clicks, the wheel and drags', async () => {
    const { terminal, ended, shows, hides } = await dashboard();
    const row = terminal.text.split('\n').findIndex((line) => line.includes('maple')) + 1;
    const at = (button: number, end: 'M' | 'm' = 'M') => `\x1b[<${button};12;${row}${end}`;
    terminal.send(at(0) + at(0, 'm'));
    await shows(/ 3\/9 *\n/);
    terminal.send(at(65));
    await shows(/ 6\/9 *\n/);
    terminal.send(at(64));
    await shows(/ 3\/9 *\n/);
    // The right button does nothing.
    terminal.send(`\x1b[<2;12;${row + 1}M`);
    await terminal.settled();
    expect(terminal.text).toMatch(/ 3\/9 *\n/);
    terminal.send('3');
    await shows('3 cluster');
    // The second press so soon opens what the first one has chosen; at another cell it does not.
    const press = (row: number) => `\x1b[<0;12;${row}M\x1b[<0;12;${row}m`;
    terminal.send(press(4) + press(5));
    await shows(/ 2\/5 *\n/);
    terminal.send(press(6) + press(6));
    await shows('─ node 3 ─');
    terminal.send('\x1b');
    await hides('─ node 3 ─');
    terminal.send('4');
    await shows(/4 map/);
    await terminal.settled();
    expect(terminal.written.join('')).toContain('\x1b[?1003h');
    terminal.send('1');
    await shows(/F3 search/);
    expect(terminal.written.join('')).toContain('\x1b[?1003l\x1b[?1002h');
    terminal.send('\x1b[<35;5;5M\x1b[<32;5;5M\x1b[<0;9;1Mq');
    expect(await ended).toBe(0);
  });

  it('takes pastes, and the background that the terminal says it has', async () => {
    const { terminal, ended, shows, hides } = await dashboard();
    terminal.send('\x1b]11;rgb:ffff/ffff/ffff\x07');
    terminal.send(':\x1b[200~sort pid\x1b[201~');
    await shows(': sort pid');
    terminal.send('\r');
    await shows('PID▲');
    terminal.send('\n');
    await shows(/process 1000/);
    terminal.send('\x1b');
    await hides('process 1000');
    terminal.send('\x0c');
    await terminal.settled();
    terminal.send('q');
    expect(await ended).toBe(0);
  });

  it('shows at once what has become of one command and of several, also while time is paused', async () => {
    const { terminal, ended, shows } = await dashboard();
    terminal.send('p');
    await shows('‖');
    await shows('7 R  1 M  1 T');
    const stop = '\x1b[20~\x1b[B\x1b[B\r';
    terminal.send(stop);
    await shows('6 R  1 M  2 T');
    // The first two of the list are tagged, and stopped together.
    terminal.send(`\x1b[H  ${stop}`);
    await shows('4 R  1 M  4 T');
    await shows('stop: 2 of 2 done');
    terminal.send('q');
    expect(await ended).toBe(0);
  });

  it('goes with the size of the terminal', async () => {
    const { terminal, ended } = await dashboard();
    terminal.resize(100, 30);
    await terminal.until((text) => (text.split('\n')[29] ?? '').includes('q quit'));
    terminal.send('q');
    expect(await ended).toBe(0);
  });

  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGQUIT', 131],
    ['SIGUSR1', 138],
    ['SIGUSR2', 140],
    ['SIGABRT', 134],
  ])('ends on %s with %d', async (signal, code) => {
    const { terminal, ended } = await dashboard();
    const listeners = process.listenerCount(signal);
    // blessed listens as well, to end the process in its turn.
    const exit = vi.spyOn(process, 'exit').mockImplementation(() => undefined as never);
    process.emit(signal as 'SIGTERM');
    expect(await ended).toBe(code);
    expect(process.listenerCount(signal)).toBeLessThan(listeners);
    await terminal.settled();
    exit.mockRestore();
    expect(terminal.isRaw).toBe(false);
  });

  it('ends as on a hang-up when its input ends', async () => {
    const { terminal, ended } = await dashboard();
    terminal.hangUp();
    expect(await ended).toBe(129);
  });

  it('ends with 1 when its session is lost, once', async () => {
    let lose = () => {};
    const { ended } = await dashboard({ onLoss: (listener) => (lose = listener) });
    lose();
    lose();
    expect(await ended).toBe(1);
  });

  it('gives the terminal back while it is suspended, and comes back', async () => {
    const killed = vi.spyOn(process, 'kill').mockImplementation(() => true);
    const { terminal, ended, shows } = await dashboard();
    terminal.send('4');
    await shows(/4 map/);
    terminal.send('\x1a');
    await terminal.until(() => killed.mock.calls.length > 0);
    expect(killed.mock.calls).toEqual([[0, 'SIGTSTP']]);
    expect(terminal.isRaw).toBe(false);
    const before = terminal.written.length;
    process.emit('SIGCONT');
    await shows('q quit');
    expect(terminal.isRaw).toBe(true);
    // The map wants to know again where the mouse is.
    await terminal.until(() => terminal.written.slice(before).join('').includes('\x1b[?1003h'));
    terminal.send('q');
    expect(await ended).toBe(0);
    killed.mockRestore();
  });

  it('says what is wrong, what others warn of, and where it has saved', async () => {
    let warn = (_said: string) => {};
    const saved: string[] = [];
    const { terminal, ended, shows } = await dashboard({
      problem: 'the settings are damaged',
      onWarnings: (listener) => (warn = listener),
      saveScreen: ({ file, form, overwrites, frame }) => {
        if (file === 'b.txt') throw new UserError('b.txt is there already');
        saved.push(`${file} ${form} ${overwrites} ${frameText(frame, UNICODE).split('\n').length}`);
      },
    });
    await shows('the settings are damaged');
    warn('the recording has stopped');
    await shows('the recording has stopped');
    terminal.send(':save a.svg\r');
    await shows('saved in a.svg');
    terminal.send(':save b.txt\r');
    await shows('b.txt is there already');
    expect(saved).toEqual(['a.svg svg false 24']);
    terminal.send('q');
    expect(await ended).toBe(0);
  });

  it('offers the tour to whom it is new, and is begun with one', async () => {
    const offered = await dashboard({ offersTour: true });
    await offered.shows('type :tour and Enter');
    offered.terminal.send('q');
    expect(await offered.ended).toBe(0);
    const begun = await dashboard({ tour: 'first' });
    await begun.shows('Seven computers work as one');
    begun.terminal.send('q');
    expect(await begun.ended).toBe(0);
  });

  it('starts another scenario, which takes the place of the one shown', async () => {
    const { terminal, ended, shows } = await dashboard({
      scenarios: {
        cards: () => [{ name: 'other', about: 'another one', notes: [] }],
        open: async ({ name }) => {
          if (name === 'none') throw new UserError('there is no scenario none');
          return new FakeSession({ nodes: 3, processes: 2 });
        },
      },
    });
    terminal.send(':scenario none\r');
    await shows('there is no scenario none');
    terminal.send('O');
    await shows('another one');
    terminal.send('\r');
    await shows('fake');
    await shows(/1\/2 *\n/);
    terminal.send('q');
    expect(await ended).toBe(0);
  });

  it('goes to the past and back, looks for what happened, and into futures', async () => {
    const { terminal, ended, shows, hides } = await dashboard();
    terminal.send(':go 20s\r');
    await shows(/PAST -0:00:20/);
    terminal.send(':go\r');
    await shows('the present');
    terminal.send(':find last crash\r');
    await shows(/PAST -0:00:10/);
    terminal.send(':go\r');
    await shows('the present');
    terminal.send('W');
    await shows(/what if/);
    terminal.send('\x1b');
    await hides('what if');
    terminal.send('q');
    expect(await ended).toBe(0);
  });
});
