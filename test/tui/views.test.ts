import { describe, expect, it } from 'vitest';
import { ASCII, UNICODE } from '../../src/tui/drawing/charset.js';
import { chartLines } from '../../src/tui/drawing/chart-text.js';
import { lineText, lineWidth } from '../../src/tui/drawing/line.js';
import { flatLines, frameText } from '../../src/tui/drawing/text.js';
import { sampleOf } from '../../src/tui/past/sample.js';
import { type DashboardState, withSample } from '../../src/tui/state.js';
import { update } from '../../src/tui/update.js';
import { VIEWS } from '../../src/tui/views/registry.js';
import { screenFrame } from '../../src/tui/views/screen.js';
import { openedState, pressKeys } from '../support/dashboard-state.js';
import { FakeSession } from '../support/fake-session.js';
import fc from '../support/properties.js';

const DIGITS = VIEWS.map((_, index) => String(index + 1));

/** A state with a past: migrations, a crash, sixty samples. */
function livedState(session: FakeSession, more: Partial<DashboardState> = {}): DashboardState {
  let state = openedState(session, { columns: 120, rows: 40 }, more);
  const events: Parameters<FakeSession['tell']>[0][] = [];
  const stop = session.subscribe((event) => events.push(event));
  session.send({ do: 'migrate', pid: 1000, to: 3 });
  for (let second = 1; second <= 60; second++) {
    session.advance(second);
    if (second === 30) {
      session.states.set(2, 'down');
      session.tell({ type: 'node-crashed', at: second, node: 2, killed: 0 });
    }
    state = withSample(state, sampleOf(session, events.splice(0)));
  }
  stop();
  return state;
}

function textOf(state: DashboardState): string {
  return frameText(screenFrame(state), state.charset);
}

describe('every view', () => {
  const session = new FakeSession({ nodes: 9, processes: 60 });
  const lived = livedState(session);
  const ascii = livedState(new FakeSession({ nodes: 9, processes: 60 }), { charset: ASCII });

  it('fills any size exactly, whatever keys were pressed in it', () => {
    const keys = [
      'm',
      'e',
      'g',
      'l',
      'd',
      't',
      'S-h',
      'n',
      'left',
      'right',
      'up',
      'down',
      'end',
      'home',
    ];
    const more = ['pagedown', 'i', 'o', 'f', '/', 'x', 'w', 'enter', 'escape', 'tab', 'space', '*'];
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 100 }),
        fc.constantFrom(...DIGITS),
        fc.array(fc.constantFrom(...keys, ...more), { maxLength: 6 }),
        fc.constantFrom(lived, ascii),
        (columns, rows, digit, pressed, state) => {
          const sized = update(state, { type: 'resized', size: { columns, rows } }).state;
          expectWhole(pressKeys(sized, digit, ...pressed).state);
        },
      ),
      { numRuns: 300 },
    );
  });

  it.each(DIGITS)('%s has room for many nodes, for one and for none that is a member', (digit) => {
    for (const nodes of [1, 60, 500, 3000]) {
      const crowd = new FakeSession({ nodes, processes: 40 });
      if (nodes === 1) crowd.states.set(1, 'down');
      for (const columns of [40, 80, 200]) {
        const state = openedState(crowd, { columns, rows: 24 });
        for (const keys of [[digit], [digit, 'e'], [digit, 'end'], [digit, 'd', 'end']]) {
          expectWhole(pressKeys(state, ...keys).state);
        }
      }
    }
  });

  it.each(DIGITS)('%s has no process and goes on', (digit) => {
    const state = openedState(new FakeSession({ processes: 0 }));
    expectWhole(pressKeys(state, digit, 'up', 'down', 'enter', 'w', 'm').state);
  });

  it('never writes a word in the faint colour, which is for rules and the empty part of bars', () => {
    for (const state of [lived, ascii]) {
      for (const digit of DIGITS) {
        for (const keys of [[], ['enter'], ['w'], ['?'], ['x']]) {
          const { lines, overlay } = screenFrame(pressKeys(state, digit, ...keys).state);
          const faint = [...lines, ...(overlay?.lines ?? [])]
            .flat()
            .filter(({ style }) => style.colour === 'faint');
          expect(faint.filter(({ text }) => /[a-zA-Z0-9]/.test(text))).toEqual([]);
        }
      }
    }
  });

  it('is shown without what the event line said of another one', () => {
    const told = pressKeys(openedState(), 'p').state;
    expect(told.notice).toBeDefined();
    expect(pressKeys(told, '3').state.notice).toBeUndefined();
  });

  it('leaves to + and - the time, and to [ ] h L N their one meaning or none', () => {
    for (const digit of DIGITS) {
      const view = pressKeys(openedState(), digit).state;
      expect(pressKeys(view, '+').effects).toMatchObject([{ type: 'pace' }]);
      expect(pressKeys(view, '-').effects).toMatchObject([{ type: 'pace' }]);
      expect(pressKeys(openedState(), digit, 'h').state.dialog?.kind).toBe('help');
      for (const key of ['[', ']', 'S-l', 'S-n']) {
        const { state } = pressKeys(openedState(), digit, key);
        const before = pressKeys(openedState(), digit).state;
        if (digit !== '1') expect(state.views).toEqual(before.views);
      }
    }
  });

  it('says of an unbound key that it does nothing', () => {
    const { state } = pressKeys(openedState(), '5', 'S-q');
    expect(state.notice?.text).toBe('Q does nothing here: ? lists the keys');
  });

  it.each(['2', '3', '4'])('%s has actions for its node on x', (digit) => {
    const { state } = pressKeys(openedState(), digit, 'right', 'x');
    expect(state.dialog).toMatchObject({ kind: 'nodes' });
  });

  it('is shown by its digit and by a click on its tab', () => {
    for (const [index, view] of VIEWS.entries()) {
      const shown = pressKeys(openedState(), DIGITS[index]!).state;
      expect(shown.view).toBe(view.id);
      const column = textOf(shown).indexOf(`${index + 1} ${view.title}`);
      const click = { type: 'mouse', action: 'press', column, row: 0 } as const;
      expect(update(openedState(), click).state.view).toBe(view.id);
    }
  });

  it('uses each of its keys for one thing only', () => {
    for (const { keys } of VIEWS) {
      const names = keys.flatMap((binding) => binding.keys);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('takes digits as digits inside a dialog', () => {
    const { state } = pressKeys(openedState(), 'm', '3');
    expect(state.view).toBe('mtop');
  });
});

describe('mosmon', () => {
  it('has a scale of round steps for load', () => {
    const labels = textOf(pressKeys(openedState(), '2').state)
      .split('\n')
      .flatMap((line) => /^. +(\d+\.\d\d)│/.exec(line)?.[1] ?? [])
      .map(Number);
    const step = labels.at(-2)!;
    expect([0.1, 0.2, 0.25, 0.5, 1, 2, 2.5, 5]).toContain(step);
    expect(labels).toEqual([4, 3, 2, 1, 0].map((times) => times * step));
  });

  const shown = (...keys: string[]) => textOf(pressKeys(openedState(), '2', ...keys).state);

  it('draws load as mosmon did: letters down the edge, labels, a base line, ids below', () => {
    const lines = shown().split('\n');
    const letters = lines.flatMap((line) => /^([A-Z]) .*│/.exec(line)?.[1] ?? []);
    expect(letters.join('')).toBe('LOAD');
    expect(lines.filter((line) => /^. +\d+\.\d\d│/.test(line))).toHaveLength(5);
    expect(lines.some((line) => /^ +0\.00│▔+/.test(line))).toBe(true);
    expect(lines.some((line) => /^ Node # +1 +2 +3 .* 7/.test(line))).toBe(true);
  });

  it.each([
    ['s', 'SPEED', '28000'],
    ['m', 'MEMORY', '4.0G'],
    ['r', 'RAW', '6.0G'],
    ['u', 'UTIL', '100%'],
  ])('%s shows %s up to %s', (key, word, top) => {
    const text = shown(key);
    expect(text).toContain(top);
    const letters = text.split('\n').flatMap((line) => /^([A-Z]) .*│/.exec(line)?.[1] ?? []);
    expect(letters.join('')).toContain(word.slice(0, 3));
  });

  it('fills the free part of memory with plus signs', () => {
    expect(shown('m')).toContain('++++');
  });

  it('leaves dead nodes out until d', () => {
    const session = new FakeSession();
    session.states.set(3, 'down');
    const state = openedState(session);
    const ids = (...keys: string[]) =>
      /Node # +(.*)/
        .exec(textOf(pressKeys(state, '2', ...keys).state))![1]!
        .trim()
        .split(/ +/);
    expect(ids()).toEqual(['1', '2', '4', '5', '6', '7']);
    expect(ids('d')).toEqual(['1', '2', '3', '4', '5', '6', '7']);
  });

  it('shows thousands of nodes as a heat map', () => {
    const state = openedState(new FakeSession({ nodes: 5000 }), { columns: 200, rows: 50 });
    const { state: heat } = pressKeys(state, '2', 'e');
    expect(textOf(heat)).toMatch(/^ +4941 │/m);
  });

  it('scrolls to the last node and back', () => {
    const state = openedState(new FakeSession({ nodes: 500 }), { columns: 80, rows: 24 });
    const { state: end } = pressKeys(state, '2', 'end');
    expect(textOf(end)).toMatch(/Node # .* 500/);
    expect(textOf(pressKeys(end, 'home').state)).toMatch(/Node # +1 +2/);
  });
});

describe('the cluster view', () => {
  const opened = (session = new FakeSession()) => pressKeys(openedState(session), '3').state;

  it('has a row per node, the efficiency of balancing and the flags', () => {
    const text = textOf(opened());
    expect(text).toMatch(/balancing efficiency .* \d+%/);
    expect(text).toMatch(/^ +7 cm7 .*●up +28000/m);
  });

  it('changes the speed that the balancer believes', () => {
    expect(pressKeys(opened(), 'down', '>').effects).toEqual([
      { type: 'send', command: { do: 'setspeed', node: 2, speed: 30800 } },
    ]);
  });

  it('acts on the nodes tagged', () => {
    const { effects } = pressKeys(opened(), 'space', 'space', 'x', 'b');
    const commands = [1, 2].map((node) => ({ do: 'block', node }));
    expect(effects).toEqual([{ type: 'send-all', commands }]);
  });

  it('asks once before something dangerous is done to several nodes', () => {
    const asked = pressKeys(opened(), '*', 'x', 'c');
    expect(asked.effects).toEqual([]);
    expect(textOf(asked.state)).toMatch(/crash 7 nodes\? \d+ processes would die/);
    const [effect] = pressKeys(asked.state, 'y').effects;
    expect(effect).toMatchObject({ type: 'send-all', commands: { length: 7 } });
    // A doubled Enter is no yes.
    expect(pressKeys(asked.state, 'enter').effects).toEqual([]);
  });

  it('does what kills nobody to one node at once', () => {
    expect(pressKeys(opened(), 'x', 'e').effects).toEqual([
      { type: 'send', command: { do: 'expel', node: 1 } },
    ]);
  });

  it('says why it cannot act when read-only', () => {
    const { state, effects } = pressKeys({ ...opened(), readOnly: true }, '>');
    expect(effects).toEqual([]);
    expect(state.notice?.text).toContain('read-only');
  });
});

describe('the map', () => {
  const state = pressKeys(openedState(), '4').state;
  const cellOf = (text: string) => {
    const lines = textOf(state).split('\n');
    const row = lines.findIndex((line) => line.includes(text));
    return { column: lines[row]!.indexOf(text), row };
  };
  const mouse = (
    from: DashboardState,
    action: 'press' | 'drag' | 'release' | 'move',
    { column, row }: { column: number; row: number },
    double = false,
  ) => update(from, { type: 'mouse', action, column, row, double });
  /** A square below the label of node 3. */
  const square = () => {
    const label = cellOf('●3 cm3');
    const line = textOf(state).split('\n')[label.row + 1]!;
    return { column: line.indexOf('■', label.column - 4), row: label.row + 1 };
  };

  it('has a bar of load at each node, half of it up to 1.00', () => {
    const bars = textOf(state).match(/[━─╸]*[┼╋][━╸─]*/g) ?? [];
    expect(bars).toHaveLength(7);
    expect(new Set(bars.map((bar) => bar.length))).toEqual(new Set([21]));
  });

  it('bundles the ways of processes between two nodes, with their count', () => {
    const session = new FakeSession({ nodes: 2, processes: 0 });
    for (let pid = 1; pid <= 12; pid++) session.send({ do: 'spawn', home: 2 } as never);
    for (const process of session.processes.values()) process.node = 1;
    const text = textOf(pressKeys(openedState(session), '4').state);
    // A way with its count between the dots, and no other digits on it.
    expect(text).toMatch(/^ +12 *$/m);
  });

  it('shows for a moment which processes have just arrived', () => {
    const session = new FakeSession();
    const way = { pid: 1002, from: 1, to: 3, bytes: 1, seconds: 1, cause: 'policy' } as const;
    session.advance(10);
    const event = { ...way, type: 'migrated', at: 10 } as const;
    const at10 = withSample(pressKeys(openedState(session), '4').state, sampleOf(session, [event]));
    expect(flashes(at10)).toBe(1);
    session.advance(12);
    expect(flashes(withSample(at10, sampleOf(session)))).toBe(0);
  });

  it('at a high rate shows only who has arrived since the frame before', () => {
    const session = new FakeSession();
    const way = { from: 1, to: 3, bytes: 1, seconds: 1, cause: 'policy' } as const;
    const first = { ...way, pid: 1002, type: 'migrated', at: 60 } as const;
    const second = { ...way, pid: 1003, type: 'migrated', at: 130 } as const;
    const fast = { ...pressKeys(openedState(session), '4').state, rate: 100 };
    session.advance(100);
    const at100 = withSample(fast, sampleOf(session, [first]));
    expect(flashes(at100)).toBe(1);
    session.advance(150);
    expect(flashes(withSample(at100, sampleOf(session, [second])))).toBe(1);
  });

  it('has a target for drops as large as the node', () => {
    const carried = pressKeys(state, 'n', 'm', 'down').state;
    const rows = screenFrame(carried).lines.filter((line) =>
      line.some(({ style }) => style.ground === 'field'),
    );
    expect(rows.length).toBeGreaterThanOrEqual(6);
    expect(flashes(state)).toBe(0);
  });

  it('groups nodes that are too many: Enter shows those of a group, Esc comes back', () => {
    const many = pressKeys(openedState(new FakeSession({ nodes: 1000, processes: 90 })), '4').state;
    // 1000 nodes by site: the fake has two.
    expect(textOf(many)).toMatch(/●east /);
    expect(textOf(many)).toContain('Enter shows them');
    const east = pressKeys(many, 'enter').state;
    // 500 nodes in ceil(500 / 64) groups: 63 nodes each, of odd numbers.
    expect(textOf(east)).toContain('●1-125');
    const nodes = pressKeys(east, 'enter').state;
    expect(textOf(nodes)).toMatch(/●125\b/);
    expect(textOf(nodes)).not.toMatch(/●127\b/);
    expect(textOf(pressKeys(nodes, 'escape').state)).toContain('●1-125');
    expect(textOf(pressKeys(nodes, 'escape', 'escape').state)).toMatch(/●east /);
    expect(pressKeys(many, 'n').state.notice?.text).toContain('Enter shows the nodes');
  });

  it('zooms into a group on a double click, and arrows go from group to group', () => {
    const many = pressKeys(openedState(new FakeSession({ nodes: 200, processes: 0 })), '4').state;
    const lines = textOf(many).split('\n');
    const row = lines.findIndex((line) => line.includes('●west'));
    const column = lines[row]!.indexOf('●west');
    const zoomed = mouse(many, 'press', { column, row }, true).state;
    expect(zoomed.views.map.zoom.at(-1)?.size).toBe(100);
    const down = pressKeys(many, 'down').state;
    expect(down.selectedNode).toBe(2);
  });

  it('colours processes by place, by user or by age, and its legend says how', () => {
    const byUser = pressKeys(state, 'c').state;
    expect(textOf(byUser)).toMatch(/■ maths +■ /);
    const byAge = pressKeys(byUser, 'c').state;
    expect(textOf(byAge)).toContain('■ under 10 s');
    expect(textOf(pressKeys(byAge, 'c').state)).toContain('■ at home');
  });

  /** Squares on a ground of their own, between the title and the function bar. */
  function flashes(from: DashboardState): number {
    const spans = screenFrame(from).lines.slice(1, -1).flat();
    return spans.filter(({ style }) => style.ground === 'sorted').length;
  }

  it('has all nodes on it', () => {
    for (let node = 1; node <= 7; node++) expect(textOf(state)).toContain(`●${node} cm${node}`);
  });

  it('migrates what is dragged from a square to a node', () => {
    const pressed = mouse(state, 'press', square());
    const dragged = mouse(pressed.state, 'drag', cellOf('●6 cm6'));
    expect(textOf(dragged.state)).toMatch(/→ node 6/);
    const { effects } = mouse(dragged.state, 'release', cellOf('●6 cm6'));
    const { pid } = pressed.state.views.map;
    expect(effects).toEqual([{ type: 'send', command: { do: 'migrate', pid, to: 6 } }]);
  });

  it('changes nothing when it is dropped beside all nodes', () => {
    const pressed = mouse(state, 'press', square());
    const dragged = mouse(pressed.state, 'drag', { column: 0, row: 30 });
    const { effects, state: after } = mouse(dragged.state, 'release', { column: 0, row: 30 });
    expect(effects).toEqual([]);
    expect(after.views.map.carried).toBeUndefined();
  });

  it('sends home on a double click', () => {
    const { effects } = mouse(state, 'press', square(), true);
    expect(effects).toMatchObject([{ type: 'send', command: { do: 'migrate', to: 'home' } }]);
  });

  it('migrates by keys: n chooses, m picks up, arrows choose a node, Enter drops', () => {
    const carried = pressKeys(state, 'n', 'm', 'down').state;
    const to = carried.selectedNode;
    expect(to).not.toBe(1);
    const { effects } = pressKeys(carried, 'enter');
    expect(effects).toEqual([
      { type: 'send', command: { do: 'migrate', pid: carried.views.map.carried, to } },
    ]);
  });

  it('names the process under the mouse, and changes nothing by that', () => {
    const hovered = mouse(state, 'move', square());
    expect(hovered.effects).toEqual([]);
    expect(screenFrame(hovered.state).hovers).toBe(true);
    const text = textOf(hovered.state);
    const named = /^ (\d+ \w+ \w+) +node 3 /m.exec(text)![1]!;
    // In the line below the map, and beside the square.
    expect(text.split(named)).toHaveLength(3);
    expect(hovered.state.views.map.pid).toBe(state.views.map.pid);
    const beside = mouse(hovered.state, 'move', { column: 0, row: 30 });
    expect(textOf(beside.state)).toBe(textOf(state));
  });

  it('draws no line home through a label or a square', () => {
    const crowd = new FakeSession({ nodes: 9, processes: 120 });
    const lines = textOf(pressKeys(openedState(crowd), '4').state).split('\n');
    expect(lines.some((line) => /[\u2801-\u28ff]/.test(line))).toBe(true);
    expect(lines.filter((line) => /[●■][\u2801-\u28ff]|[\u2801-\u28ff][●■]/.test(line))).toEqual(
      [],
    );
  });

  it('puts the process back on Escape', () => {
    const { state: after, effects } = pressKeys(state, 'n', 'm', 'down', 'escape');
    expect(effects).toEqual([]);
    expect(after.views.map.carried).toBeUndefined();
  });

  it.each([7, 16, 30, 60])('shows the number of each of %i nodes', (nodes) => {
    const crowd = new FakeSession({ nodes, processes: 100 });
    const text = textOf(pressKeys(openedState(crowd), '4').state);
    for (let node = 1; node <= nodes; node++) expect(text).toMatch(new RegExp(`●${node}\\b`));
  });
});

describe('the history', () => {
  it('draws four diagrams and marks what happened', () => {
    const state = pressKeys(livedState(new FakeSession()), '5').state;
    const text = textOf(state);
    for (const title of ['load', 'memory', 'balance', 'migrations']) {
      expect(text).toMatch(new RegExp(`^.${title} `, 'm'));
    }
    expect(textOf(pressKeys(state, 'b').state)).toMatch(/▲ (node 2 crashed|1000 migrated by hand)/);
  });

  it('zooms in and out', () => {
    const state = pressKeys(livedState(new FakeSession()), '5').state;
    expect(textOf(state)).toContain('1min 00s shown');
    const near = pressKeys(state, 'i').state;
    expect(textOf(near)).toContain('30s shown');
    expect(textOf(pressKeys(near, 'o').state)).toContain('1min 00s shown');
  });

  it('names each curve by a stroke of its own, and labels the lines at a load of 1.00 and at 90% of memory', () => {
    for (const charset of [UNICODE, ASCII]) {
      const state = pressKeys(livedState(new FakeSession(), { charset }), '5').state;
      const strokes = /load +(\S+) mean +\S+ +(\S+) high +\S+ +(\S+) low/.exec(textOf(state))!;
      expect(new Set(strokes.slice(1)).size).toBe(3);
      expect(textOf(state)).toMatch(/^ +1\.00[│|]/m);
      expect(textOf(pressKeys(state, 'tab').state)).toMatch(/^ +90[│|]/m);
    }
  });

  it('writes marks below their places', () => {
    const state = pressKeys(livedState(new FakeSession()), '5').state;
    expect(textOf(state)).toMatch(/^ +0:00:00 .*▲node 2 crashed .* 0:01:00$/m);
  });

  it('moves its cursor into the past and back to now', () => {
    const state = pressKeys(livedState(new FakeSession()), '5', 'left').state;
    expect(textOf(state)).toMatch(/cluster {2}at 0:00:59/);
    expect(textOf(pressKeys(state, 'right').state)).toMatch(/cluster {2}now/);
  });

  it('shows a node', () => {
    const state = pressKeys(livedState(new FakeSession()), '5', 'down', 'down').state;
    expect(textOf(state)).toContain('node 2 cm2  now');
  });
});

describe('the squares of the map', () => {
  it.each([UNICODE, ASCII])('differ by their signs, whatever the colours', (charset) => {
    const { home, migrated, moving, stopped } = charset.squares;
    expect(new Set([home, migrated, moving, stopped]).size).toBe(4);
    const session = new FakeSession();
    session.processes.get(1000)!.state = 'T';
    const text = textOf(pressKeys(openedState(session, undefined, { charset }), '4').state);
    expect(text).toContain(
      `${home} at home  ${migrated} migrated  ${moving} moving  ${stopped} stopped`,
    );
    const map = text.split('\n').slice(1, -3).join('\n');
    for (const sign of [home, migrated, stopped]) expect(map).toContain(sign);
  });

  it.each([48, 60, 80, 200])('have their legend whole at %i columns', (columns) => {
    const { state } = pressKeys(openedState(undefined, { columns, rows: 24 }), '4', 'n');
    expect(textOf(state)).toMatch(/at home {2}.*stopped/);
  });
});

describe('the events', () => {
  const state = pressKeys(livedState(new FakeSession()), '6').state;

  it('are listed newest first, a migration with its cost', () => {
    const text = textOf(state);
    expect(text.indexOf('node 2 has crashed')).toBeLessThan(text.indexOf('1000'));
    expect(text).toMatch(/0:00:01 migrated +1000 R +1 → 3 +20M +0\.4s {2}by hand/);
  });

  it('show at 80 columns what moved, where, what it cost and the numbers that decided', () => {
    const at = { at: 61, pid: 1000, from: 1, to: 3, bytes: 20 * 2 ** 20, cause: 'policy' } as const;
    const reason = 'load 1.51, 1.30 at node 3 with it: less loaded there';
    const session = new FakeSession();
    const events = [
      { ...at, type: 'migration-started', reason },
      { ...at, type: 'migrated', seconds: 0.4 },
    ] as const;
    const small = { ...state, size: { columns: 80, rows: 24 } };
    const text = textOf(withSample(small, sampleOf(session, events)));
    expect(text).toMatch(
      /0:01:01 migrated +1000 R +1 → 3 +20M +0\.4s {2}load 1\.51, 1\.30 at node/,
    );
  });

  it('still know the command of a process that has ended, also as a filter', () => {
    const session = new FakeSession();
    const { command } = session.processes.get(1002)!;
    session.processes.delete(1002);
    const began = {
      type: 'started',
      at: 60,
      pid: 1002,
      home: 1,
      workSeconds: 1,
      memoryBytes: 1,
      user: 'x',
      command,
    } as const;
    const killed = {
      type: 'killed',
      at: 61,
      pid: 1002,
      home: 1,
      node: 2,
      cause: 'signal',
      signal: 'TERM',
    } as const;
    const later = withSample(
      withSample(state, sampleOf(session, [began])),
      sampleOf(session, [killed]),
    );
    const filtered = pressKeys(later, '/', ...command).state;
    expect(textOf(filtered)).toMatch(new RegExp(`0:01:01 killed +1002 ${command} +2 +SIGTERM`));
  });

  it('can be filtered by kind and by words', () => {
    const migrations = pressKeys(state, 'f').state;
    expect(textOf(migrations)).not.toContain('has crashed');
    const typed = pressKeys(state, '/', 'c', 'r', 'a', 's', 'h', '2').state;
    expect(typed.views.events.filter).toBe('crash2');
    expect(textOf(typed)).toContain('no event matches');
    expect(textOf(pressKeys(typed, 'escape').state)).toMatch(/1000 R +1 → 3/);
  });

  it('do not fall over a filter that is no expression', () => {
    const typed = pressKeys(state, '/', '/', '(').state;
    expect(textOf(typed)).toContain('no event matches');
  });

  it('lead to the process or the node', () => {
    const node = pressKeys(state, 'enter').state;
    expect([node.view, node.selectedNode]).toEqual(['cluster', 2]);
    const process = pressKeys(state, 'down', 'enter').state;
    expect([process.view, process.views.mtop.selectedPid]).toEqual(['mtop', 1000]);
  });
});

describe('a moment of the history', () => {
  it('is the peak at one key, and leads to its events', () => {
    const lived = pressKeys(livedState(new FakeSession()), '5').state;
    const points = lived.history.points.map((point) =>
      point.at === 30 ? { ...point, highestLoad: 99 } : point,
    );
    const state = { ...lived, history: { ...lived.history, points, whole: points } };
    const peak = pressKeys(state, 'S-p').state;
    expect(peak.views.history.cursor).toBe(30);
    expect(peak.notice?.text).toBe('load 99.00 at 0:00:30');
    const events = pressKeys(peak, 'e').state;
    const chosen = events.log.entries.find(({ serial }) => serial === events.views.events.selected);
    expect([events.view, chosen?.event]).toMatchObject(['events', { type: 'node-crashed' }]);
  });
});

describe('why and details', () => {
  it('ask the session and show its answer', () => {
    const { state, effects } = pressKeys(openedState(), 'w');
    expect(effects).toEqual([{ type: 'explain', pid: 1000 }]);
    const explanation = {
      pid: 1000,
      node: 1,
      home: 1,
      whyHere: 'it was started here',
      verdict: 'it would move: node 3 is less loaded',
      to: 3,
      numbers: { best: 3 },
      forecasts: [
        {
          node: 1,
          load: 1.5,
          rate: 1.4,
          refusal: 'it is there already',
          believedLoad: 1.4,
          ageSeconds: undefined,
          waitPerWork: 0,
          verdict: 'it is here',
        },
        {
          node: 3,
          load: 0.5,
          rate: 2.8,
          refusal: undefined,
          believedLoad: 0.4,
          ageSeconds: 12.34567,
          waitPerWork: 0.1,
          verdict: undefined,
        },
      ],
    };
    const answer = { type: 'explained', pid: 1000, explanation } as const;
    const text = textOf(update(state, answer).state);
    expect(text).toContain('why is 1000 R on node 1');
    expect(text).toContain('it would move: node 3 is less loaded');
    expect(text).toMatch(/ 1 +1\.50 +1\.40 +- +1\.40 +100% +0% +it is here/);
    expect(text).toMatch(/▶ +3 +0\.50 +0\.40 +12s +2\.80 +200% +10% +chosen/);
    expect(text.match(/▶/g)).toHaveLength(2);
    const narrow = { ...update(state, answer).state, size: { columns: 60, rows: 20 } };
    expect(textOf(narrow)).toMatch(/N# +OMLOAD +OF HERE +BELIEVED|N# +OMLOAD +BELIEVED +OF HERE/);
    expect(textOf(narrow)).toMatch(/▶ .* chosen/);
    for (const columns of [60, 70, 80, 90, 120]) {
      const lines = textOf({ ...narrow, size: { columns, rows: 24 } });
      const header = / N# .*OMLOAD.*/.exec(lines)![0];
      const isShown = (title: string) => header.includes(title);
      expect([columns, lines.includes('AGE ago')]).toEqual([columns, isShown('AGE')]);
      expect([columns, lines.includes('WORK/S: ')]).toEqual([columns, isShown('WORK/S')]);
    }
  });

  it('are asked again with every sample, so that they do not grow old', () => {
    const session = new FakeSession();
    const sampled = { type: 'sampled', sample: sampleOf(session) } as const;
    const process = update(pressKeys(openedState(session), 'w').state, sampled);
    expect(process.effects).toEqual([{ type: 'explain', pid: 1000 }]);
    const node = update(pressKeys(openedState(session), '3', 'w').state, sampled);
    expect(node.effects).toEqual([{ type: 'decide', node: 1 }]);
  });

  it('tell what a node decided last', () => {
    const { state, effects } = pressKeys(openedState(), '3', 'w');
    expect(effects).toEqual([{ type: 'decide', node: 1 }]);
    const answer = { type: 'decided', node: 1, decision: undefined } as const;
    expect(textOf(update(state, answer).state)).toContain('no decision yet');
    const belief = {
      node: 2,
      load: 0.5,
      believedLoad: 0.45,
      ageSeconds: 3.21,
      verdict: 'the best',
    };
    const decision = {
      at: 9,
      node: 1,
      move: undefined,
      to: undefined,
      reason: 'load 0.54, 0.56 at node 2 with it: no node is better by enough',
      numbers: { load: 0.54, best: 2 },
      beliefs: [belief],
    };
    const text = textOf(update(state, { type: 'decided', node: 1, decision }).state);
    expect(text).toContain('0:00:09  no process is moved');
    expect(text).toMatch(`why      ${decision.reason}`);
    expect(text).toMatch(/▶ +2 +0\.50 +0\.45 +3\.2s {2}the best/);
  });

  it('tell the life of a process: places, times and bytes', () => {
    const lived = livedState(new FakeSession());
    const { state } = pressKeys(lived, 'S-n', 'S-n', 'S-n', 'home', 'enter');
    expect(textOf(state)).toMatch(/1 → 3 +20M in 0\.4s/);
  });

  it('tell what a node is and what runs there', () => {
    const text = textOf(pressKeys(openedState(), '3', 'd').state);
    expect(text).toContain('node 1 cm1');
    expect(text).toMatch(/cpus +2 \(4 logical\), speed 28000/);
  });
});

function expectWhole(state: DashboardState): void {
  const frame = screenFrame(state);
  const { columns, rows } = state.size;
  expect(frame.lines).toHaveLength(rows);
  for (const line of [
    ...frame.lines,
    ...flatLines(frame, (chart) => chartLines(chart, state.charset)),
  ]) {
    if (lineWidth(line) !== columns) expect([lineWidth(line), lineText(line)]).toBe(columns);
    expect(lineText(line)).not.toMatch(/undefined|NaN|[\p{Cc}\u202a-\u202e]/u);
    if (state.charset === ASCII) expect(lineText(line)).toMatch(/^[ -~]*$/);
  }
}

describe('the panels of mtop', () => {
  it('give the keys to the nodes and back', () => {
    const nodes = pressKeys(openedState(), 'tab', 'down', 'down');
    expect(nodes.state.selectedNode).toBe(3);
    expect(nodes.state.views.mtop.selectedRow).toBe(0);
    expect(pressKeys(nodes.state, 'enter').state.dialog).toMatchObject({
      kind: 'node-details',
      node: 3,
    });
    expect(pressKeys(nodes.state, 'tab', 'down').state.views.mtop.selectedRow).toBe(1);
  });

  it('keep the node under the cursor in sight', () => {
    const state = openedState(new FakeSession({ nodes: 60 }), { columns: 80, rows: 24 });
    expect(textOf(pressKeys(state, 'tab', 'end').state)).toMatch(/^ +60 cm60/m);
  });
});
