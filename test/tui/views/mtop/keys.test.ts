import { describe, expect, it } from 'vitest';
import type { DashboardState } from '../../../../src/tui/state.js';
import { update } from '../../../../src/tui/update.js';
import { layoutOf } from '../../../../src/tui/views/layout.js';
import { MTOP } from '../../../../src/tui/views/mtop/mtop.js';
import { selectedProcess } from '../../../../src/tui/views/mtop/process-list.js';
import { openedState, pressKeys } from '../../../support/dashboard-state.js';
import { FakeSession } from '../../../support/fake-session.js';

const SIZE = { columns: 80, rows: 24 };
/** By pid: 1000 to 1039. Of 24 rows the list has nine. */
const opened = pressKeys(openedState(new FakeSession(), SIZE), 'S-n').state;
const led = (...keys: readonly string[]) => pressKeys(opened, ...keys).state;
const rowOf = ({ views }: DashboardState) => [views.mtop.selectedRow, views.mtop.scroll];

describe('the cursor of the list', () => {
  it.each<[readonly string[], readonly number[]]>([
    [[], [0, 0]],
    [['pagedown'], [8, 0]],
    [
      ['pagedown', 'pagedown'],
      [16, 8],
    ],
    [
      ['C-f', 'C-b'],
      [0, 0],
    ],
    [['end'], [39, 31]],
    [
      ['end', 'up'],
      [38, 31],
    ],
    [
      ['end', 'pageup'],
      [31, 31],
    ],
    [
      ['end', 'pageup', 'up'],
      [30, 30],
    ],
    [
      ['end', 'down'],
      [39, 31],
    ],
    [
      ['end', 'home'],
      [0, 0],
    ],
  ])('is after %j in row and scroll %j', (keys, expected) => {
    expect(rowOf(led(...keys))).toEqual(expected);
  });

  it('says where it is', () => {
    expect(MTOP.position?.(led('down'))).toBe('2/40');
    expect(MTOP.position?.(openedState(new FakeSession({ processes: 0 })))).toBe('0/0');
    expect(MTOP.position?.(led('tab', 'down'))).toBe('node 2');
  });
});

describe('the order of the list', () => {
  const sortOf = (...keys: readonly string[]) => {
    const { column, descending } = led(...keys).views.mtop.sort;
    return `${column} ${descending ? 'down' : 'up'}`;
  };

  it.each([
    [[], 'pid up'],
    [['S-n'], 'pid down'],
    [['S-p'], 'cpu down'],
    [['S-p', 'S-p'], 'cpu up'],
    [['S-m'], 'resident down'],
    [['S-t'], 'time down'],
    [['S-i'], 'pid down'],
    [['f6', 'home', 'down', 'enter'], 'user up'],
    [['f6', 'S-i', 'escape'], 'pid down'],
  ])('is after %j by %s', (keys, sort) => {
    expect(sortOf(...keys)).toBe(sort);
  });
});

describe('tags', () => {
  const tagged = (...keys: readonly string[]) => [...led(...keys).views.mtop.tagged];

  it('are put and taken off row by row, and all at once', () => {
    expect(tagged('space')).toEqual([1000]);
    expect(rowOf(led('space'))).toEqual([1, 0]);
    expect(tagged('space', 'space')).toEqual([1000, 1001]);
    expect(tagged('space', 'up', 'space')).toEqual([]);
    expect(tagged('space', 'space', 'S-u')).toEqual([]);
    expect(led('S-u').notice?.text).toContain('nothing is tagged');
  });

  it('are what is meant by keys that change something', () => {
    const commands = (...keys: readonly string[]) =>
      pressKeys(opened, ...keys).effects.flatMap((effect) =>
        effect.type === 'send'
          ? [effect.command]
          : effect.type === 'send-all'
            ? effect.commands
            : [],
      );
    // Process 1000 has nice 10, the next six have 0.
    expect(commands('f7')).toEqual([{ do: 'renice', pid: 1000, nice: 9 }]);
    expect(commands('f8')).toEqual([{ do: 'renice', pid: 1000, nice: 11 }]);
    expect(commands('space', 'space', ']')).toEqual([
      { do: 'renice', pid: 1000, nice: 9 },
      { do: 'renice', pid: 1001, nice: -1 },
    ]);
    expect(commands('C-k', 'y')).toEqual([{ do: 'kill', pid: 1000, signal: 'KILL' }]);
    expect(commands('C-d', 'y')).toEqual([{ do: 'kill', pid: 1000, signal: 'TERM' }]);
    expect(commands('C-d', 'n')).toEqual([]);
  });

  it.each([
    [['C-k'], 'kill process 1000 R?'],
    [['C-d'], 'end process 1000 R?'],
    [['space', 'space', 'C-d'], 'end 2 processes?'],
  ])('%j asks "%s"', (keys, question) => {
    expect(led(...keys).dialog).toMatchObject({ kind: 'confirm', question });
  });

  it.each([
    [-20, 'f7', -20],
    [-19, 'f7', -20],
    [19, 'f8', 19],
    [18, 'f8', 19],
  ])('a nice value of %d becomes by %s %d', (nice, key, changed) => {
    const processes = opened.sample.processes.map((process) => ({ ...process, nice }));
    const state = { ...opened, sample: { ...opened.sample, processes } };
    expect(pressKeys(state, key).effects).toMatchObject([{ command: { nice: changed } }]);
  });
});

describe('a process that is followed', () => {
  it('stays under the cursor, until F or another row ends that', () => {
    const following = led('down', 'S-f');
    expect([following.views.mtop.followedPid, following.notice?.text]).toEqual([
      1001,
      'following process 1001 maple: F ends it',
    ]);
    const inverted = pressKeys(following, 'S-i').state;
    expect(selectedProcess(inverted)?.pid).toBe(1001);
    const ended = pressKeys(following, 'S-f').state;
    expect([ended.views.mtop.followedPid, ended.notice?.text]).toEqual([
      undefined,
      'no process is followed',
    ]);
    expect(pressKeys(following, 'down').state.views.mtop.followedPid).toBeUndefined();
  });
});

describe('a list that is frozen', () => {
  it('stays as it is while time goes on', () => {
    const frozen = led('S-z');
    const processes = opened.sample.processes.slice(0, 5);
    const sample = { ...opened.sample, processes };
    const later = update(frozen, { type: 'sampled', sample }).state;
    expect(later.views.mtop.listed).toHaveLength(40);
    const live = pressKeys(later, 'S-z').state;
    expect([live.views.mtop.listed.length, live.notice?.text]).toEqual([5, 'list live again']);
    expect(update(opened, { type: 'sampled', sample }).state.views.mtop.listed).toHaveLength(5);
  });
});

describe('the keys of the tree', () => {
  const session = new FakeSession({ processes: 6 });
  for (const [pid, parent] of [
    [1001, 1000],
    [1002, 1001],
    [1004, 1003],
  ] as const) {
    session.processes.get(pid)!.parent = parent;
  }
  const tree = pressKeys(openedState(session, SIZE), 'S-n', 'f5').state;
  const pidsAfter = (...keys: readonly string[]) =>
    pressKeys(tree, ...keys).state.views.mtop.listed.map(({ pid }) => pid - 1000);

  it('fold and unfold one or all', () => {
    expect(pidsAfter()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(pidsAfter('-')).toEqual([0, 3, 4, 5]);
    expect(pidsAfter('-', '-')).toEqual([0, 3, 4, 5]);
    expect(pidsAfter('-', '+')).toEqual([0, 1, 2, 3, 4, 5]);
    expect(pidsAfter('left')).toEqual([0, 3, 4, 5]);
    expect(pidsAfter('left', 'right')).toEqual([0, 1, 2, 3, 4, 5]);
    expect(pidsAfter('*')).toEqual([0, 3, 5]);
    expect(pidsAfter('*', '*')).toEqual([0, 1, 2, 3, 4, 5]);
    expect(pidsAfter('f5')).toEqual([0, 1, 2, 3, 4, 5]);
    expect(pressKeys(tree, 'f5', 'left').state.notice?.text).toContain('only in the tree');
    expect(pressKeys(tree, 'f5', '+').effects).toMatchObject([{ type: 'pace' }]);
  });

  it('tag a process and what descends from it', () => {
    expect([...pressKeys(tree, 'c').state.views.mtop.tagged]).toEqual([1000, 1001, 1002]);
  });
});

describe('the table of nodes', () => {
  const many = openedState(new FakeSession({ nodes: 60, processes: 0 }), SIZE);
  const scrollOf = ({ views }: DashboardState) => views.mtop.nodeScroll;
  const inSight = layoutOf(many).nodes.height - 1;

  it('scrolls no further than to its last node, so that the first step back is seen', () => {
    const down = pressKeys(many, ...Array<string>(80).fill('S-down')).state;
    expect(scrollOf(down)).toBe(60 - inSight);
    expect(scrollOf(pressKeys(down, 'S-up').state)).toBe(60 - inSight - 1);
    expect(scrollOf(pressKeys(many, 'S-up').state)).toBe(0);
    expect(scrollOf(pressKeys(openedState(undefined, SIZE), 'S-down').state)).toBe(0);
  });

  it('has its cursor in sight, above the line that says how many there are more', () => {
    const at = (...keys: readonly string[]) => {
      const { state } = pressKeys(many, 'tab', ...keys);
      return [state.selectedNode, scrollOf(state)];
    };
    expect(at('down')).toEqual([2, 0]);
    expect(at('pagedown')).toEqual([1 + inSight, 2]);
    expect(at('end')).toEqual([60, 60 - inSight + 1]);
    expect(at('end', 'home')).toEqual([1, 0]);
    expect(at('pagedown', 'pageup')).toEqual([1, 0]);
  });
});

describe('the mouse in mtop', () => {
  const { listHeader, list } = layoutOf(opened);
  const mouse = (
    action: 'press' | 'move' | 'wheel-up' | 'wheel-down',
    row: number,
    column = 3,
    from = opened,
  ) => update(from, { type: 'mouse', action, column, row, double: false }).state;

  it('chooses what is under it, and nothing above and below the list', () => {
    expect(rowOf(mouse('press', list.top))).toEqual([0, 0]);
    expect(rowOf(mouse('press', list.top + 8))).toEqual([8, 0]);
    const end = led('end');
    expect(rowOf(mouse('press', list.top, 3, end))).toEqual([31, 31]);
    for (const row of [list.top - 2, list.top + list.height]) {
      expect(rowOf(mouse('press', row, 3, end))).toEqual([39, 31]);
    }
    expect(rowOf(mouse('move', list.top, 3, end))).toEqual([39, 31]);
    const few = openedState(new FakeSession({ processes: 2 }), SIZE);
    expect(rowOf(mouse('press', list.top + 2, 3, few))).toEqual([0, 0]);
  });

  it('sorts by a title', () => {
    expect(mouse('press', listHeader!, 9).views.mtop.sort.column).toBe('user');
  });

  it('scrolls the list by three, or the nodes by one', () => {
    expect(rowOf(mouse('wheel-down', list.top))).toEqual([3, 0]);
    expect(rowOf(mouse('wheel-up', list.top, 3, led('end')))).toEqual([36, 31]);
    expect(rowOf(mouse('wheel-down', 1))).toEqual([3, 0]);
    const many = openedState(new FakeSession({ nodes: 60 }), SIZE);
    const table = layoutOf(many).nodes;
    const first = mouse('wheel-down', table.top, 3, many);
    expect([first.views.mtop.nodeScroll, first.views.mtop.selectedRow]).toEqual([1, 0]);
    expect(mouse('wheel-up', table.top + table.height - 1, 3, first).views.mtop.nodeScroll).toBe(0);
    expect(mouse('wheel-down', table.top + table.height, 3, many).views.mtop.nodeScroll).toBe(0);
  });
});
