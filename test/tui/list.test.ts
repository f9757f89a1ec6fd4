import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import { frameText } from '../../src/tui/drawing/text.js';
import { sampleOf } from '../../src/tui/past/sample.js';
import { withSample } from '../../src/tui/state.js';
import { update } from '../../src/tui/update.js';
import { selectedProcess } from '../../src/tui/views/mtop/process-list.js';
import { screenFrame } from '../../src/tui/views/screen.js';
import { openedState, pressKeys } from '../support/dashboard-state.js';
import { FakeSession } from '../support/fake-session.js';

function text(state: ReturnType<typeof openedState>): string {
  return frameText(screenFrame(state), state.charset);
}

describe('the search', () => {
  it('goes to a pid by its digits, and back on Escape', () => {
    const { state } = pressKeys(openedState(), '/', '1', '0', '1', '7');
    expect(selectedProcess(state)?.pid).toBe(1017);
    expect(pressKeys(state, 'escape').state.views.mtop.selectedRow).toBe(0);
    expect(selectedProcess(pressKeys(state, 'enter').state)?.pid).toBe(1017);
  });

  it('goes on to the next one found by F3', () => {
    const { state } = pressKeys(openedState(), 'f3', 'm', 'a', 'p');
    const first = selectedProcess(state)!;
    const second = selectedProcess(pressKeys(state, 'f3').state)!;
    expect([first.command, second.command]).toEqual(['maple', 'maple']);
    expect(second.pid).not.toBe(first.pid);
  });

  it('says what it did not find', () => {
    expect(text(pressKeys(openedState(), '/', 'z', 'z').state)).toContain('not found');
  });
});

describe('the filter', () => {
  it('filters while it is written, stays on Enter and goes on Escape', () => {
    const { state } = pressKeys(openedState(), 'f4', ...'n=3', 'enter');
    expect(new Set(state.views.mtop.listed.map(({ node }) => node))).toEqual(new Set([3]));
    expect(text(state)).toContain('filter n=3');
    expect(pressKeys(state, '\\', 'escape').state.views.mtop.listed).toHaveLength(40);
  });

  it('shows what is wrong and keeps what it had', () => {
    const { state } = pressKeys(openedState(), 'f4', ...'n=3', 'backspace');
    expect(text(state)).toContain('n= needs a value');
    expect(new Set(state.views.mtop.listed.map(({ node }) => node))).toEqual(new Set([3]));
  });

  it('takes a paste', () => {
    const { state } = pressKeys(openedState(), 'f4');
    const after = update(state, { type: 'paste', text: 'home=2\n' }).state;
    expect(after.views.mtop.filter?.text).toBe('home=2');
  });
});

describe('the tree', () => {
  const session = new FakeSession({ processes: 6 });
  for (const [pid, parent] of [
    [1001, 1000],
    [1002, 1001],
    [1003, 1000],
    [1004, 1005],
    [1005, 1004],
  ] as const) {
    session.processes.get(pid)!.parent = parent;
  }
  const { state } = pressKeys(openedState(session), 'S-n', 'f5');

  it('lists processes below their parents, whoever goes round in a circle too', () => {
    expect(state.views.mtop.listed.map(({ pid }) => pid)).toEqual([
      1000, 1001, 1002, 1003, 1004, 1005,
    ]);
    expect(text(state)).toMatch(/├─ .*\n.*│ {2}└─ .*\n.*└─ /);
  });

  it('folds and unfolds', () => {
    const folded = pressKeys(state, 'left').state;
    expect(folded.views.mtop.listed.map(({ pid }) => pid)).toEqual([1000, 1004, 1005]);
    expect(pressKeys(folded, 'right').state.views.mtop.listed).toHaveLength(6);
  });

  it('tags a process with its children', () => {
    expect(pressKeys(state, 'c').state.views.mtop.tagged).toEqual(
      new Set([1000, 1001, 1002, 1003]),
    );
  });

  it('is said to be needed for folding', () => {
    expect(pressKeys(openedState(), 'left').state.notice?.text).toContain('only in the tree');
  });
});

describe('tagged processes', () => {
  const { state } = pressKeys(openedState(), 'S-n', 'space', 'space', 'down', 'space');

  it('are marked, the cursor goes on', () => {
    expect(state.views.mtop.tagged).toEqual(new Set([1000, 1001, 1003]));
    expect(text(state)).toContain('*1003');
    expect(text(state)).toContain('3 tagged');
  });

  it('migrate together', () => {
    const { effects } = pressKeys(state, 'm', '5', 'enter');
    expect(effects.at(-1)).toEqual({
      type: 'send-all',
      commands: [1000, 1001, 1003].map((pid) => ({ do: 'migrate', pid, to: 5 })),
    });
  });

  it('are not ended before it was asked once', () => {
    const asked = pressKeys(state, 'f9', 'enter');
    expect(asked.effects).toEqual([]);
    expect(text(asked.state)).toContain('end 3 processes?');
    expect(pressKeys(asked.state, 'n').effects).toEqual([]);
    expect(pressKeys(asked.state, 'enter').effects).toEqual([]);
    expect(pressKeys(asked.state, 'y').effects).toMatchObject([{ type: 'send-all' }]);
  });

  it('are forgotten when they end, and all by U', () => {
    const session = new FakeSession();
    session.processes.delete(1001);
    const after = update(state, { type: 'sampled', sample: sampleOf(session) }).state;
    expect(after.views.mtop.tagged).toEqual(new Set([1000, 1003]));
    expect(pressKeys(after, 'S-u').state.views.mtop.tagged.size).toBe(0);
  });
});

describe('the list', () => {
  it('stays as it is while it is frozen, and time goes on', () => {
    const session = new FakeSession();
    const { state } = pressKeys(openedState(session), 'S-z');
    session.processes.delete(1000);
    session.advance(10);
    const after = update(state, { type: 'sampled', sample: sampleOf(session) }).state;
    expect(after.views.mtop.listed).toBe(state.views.mtop.listed);
    expect(after.sample.now).toBe(10);
    expect(pressKeys(after, 'S-z').state.views.mtop.listed).toHaveLength(39);
  });

  it('keeps a followed process whatever the filter says', () => {
    const { state } = pressKeys(openedState(), 'S-f', 'f4', ...'n=99', 'enter');
    expect(state.views.mtop.listed).toHaveLength(1);
    expect(text(state)).toContain('following 1000');
    expect(pressKeys(state, 'S-f').state.views.mtop.followedPid).toBeUndefined();
  });

  it('says who is followed, keeps the cursor there, and tells of its migrations', () => {
    const session = new FakeSession();
    const events: ClusterEvent[] = [];
    session.subscribe((event) => events.push(event));
    const followed = pressKeys(openedState(session), 'down', 'down', 'S-f').state;
    const { pid, command } = selectedProcess(followed)!;
    expect(followed.notice?.text).toBe(`following process ${pid} ${command}: F ends it`);
    session.send({ do: 'migrate', pid, to: 5 });
    session.advance(1);
    const sorted = pressKeys(followed, 'S-m', 'S-n', 'S-i').state;
    const later = withSample(sorted, sampleOf(session, events));
    expect(selectedProcess(later)).toMatchObject({ pid, node: 5 });
    expect(later.notice?.text).toMatch(`${pid} migrated`);
  });

  it('follows nobody once that process has ended', () => {
    const session = new FakeSession();
    const followed = pressKeys(openedState(session), 'S-f').state;
    session.send({ do: 'kill', pid: followed.views.mtop.followedPid! });
    expect(withSample(followed, sampleOf(session)).views.mtop.followedPid).toBeUndefined();
  });

  it('shows at N# which way it is sorted', () => {
    const { state } = pressKeys(openedState(), ':', ...'sort', 'space', ...'node', 'enter');
    expect(text(state)).toContain('N#▲');
    expect(text(pressKeys(state, 'S-i').state)).toContain('N#▼');
  });

  it('is sorted by the menu, and inverted', () => {
    const { state } = pressKeys(openedState(), 'f6', 'home', 'enter');
    expect(state.views.mtop.sort).toEqual({ column: 'pid', descending: false });
    expect(pressKeys(state, 'S-i').state.views.mtop.listed[0]?.pid).toBe(1039);
  });

  it('is seen from a node: here is 0, of guests only the pid is known', () => {
    const { state } = pressKeys(openedState(), 'v', '1', 'enter');
    const all = state.sample.processes;
    expect(state.views.mtop.listed).toHaveLength(
      all.filter((p) => p.home === 1 || p.node === 1).length,
    );
    const guest = all.find((p) => p.node === 1 && p.home !== 1)!;
    expect(state.views.mtop.listed.find(({ pid }) => pid === guest.pid)).toMatchObject({
      node: 0,
      user: '-',
      command: '-',
    });
    const here = all.find((p) => p.node === 1 && p.home === 1)!;
    expect(state.views.mtop.listed.find(({ pid }) => pid === here.pid)).toMatchObject({
      node: 0,
      home: 0,
    });
    expect(text(state)).toContain('seen from 1');
  });
});

describe('the nodes', () => {
  it('are scrolled where they do not fit, by key and by wheel', () => {
    const session = new FakeSession({ nodes: 60 });
    const state = openedState(session, { columns: 80, rows: 24 });
    expect(text(state)).toMatch(/ 1 cm1 /);
    const keyed = pressKeys(state, ...Array(10).fill('S-down')).state;
    expect(text(keyed)).not.toMatch(/ 1 cm1 /);
    expect(text(keyed)).toMatch(/ 11 cm11 /);
    const mouse = { type: 'mouse', action: 'wheel-down', column: 5, row: 6 } as const;
    expect(update(state, mouse).state.views.mtop.nodeScroll).toBeGreaterThan(0);
  });
});

describe('the command line', () => {
  const typed = (line: string, state = openedState()) => {
    const keys = [...line].map((character) => (character === ' ' ? 'space' : character));
    return pressKeys(state, ':', ...keys);
  };

  it.each([
    ['migrate 1000 3', { do: 'migrate', pid: 1000, to: 3 }],
    ['migrate 1000 home', { do: 'migrate', pid: 1000, to: 'home' }],
    ['lock 1000', { do: 'lock', pid: 1000 }],
    ['kill 1000 sigkill', { do: 'kill', pid: 1000, signal: 'KILL' }],
    ['kill 1000 TERM remote', { do: 'kill', pid: 1000, signal: 'TERM', side: 'remote' }],
    ['exec 1000 sort', { do: 'exec', pid: 1000, command: 'sort' }],
    ['exec 1000 sort io-bound', { do: 'exec', pid: 1000, command: 'sort', profile: 'io-bound' }],
    ['renice 1000 -5', { do: 'renice', pid: 1000, nice: -5 }],
    ['leave 4', { do: 'leave', node: 4 }],
    ['expel 4', { do: 'expel', node: 4 }],
    ['cut 1 2', { do: 'cut', node: 1, other: 2 }],
    ['setyard 2 28000', { do: 'setyard', node: 2, yardstick: 28_000 }],
    ['setyard 2 this', { do: 'setyard', node: 2, yardstick: 'this' }],
    [
      'setdecay 2 5s 900 700',
      { do: 'setdecay', node: 2, intervalSeconds: 5, slow: 900, fast: 700 },
    ],
    ['loadlimit 2 1.5', { do: 'loadlimit', node: 2, load: 1.5 }],
    ['loadlimit 2 3 1', { do: 'loadlimit', node: 2, load: 3, mode: 1 }],
    ['loadlimit 2 off', { do: 'loadlimit', node: 2 }],
    ['omdiscd 2 eth0', { do: 'omdiscd', node: 2, interface: 'eth0' }],
    ['policy none', { do: 'policy', name: 'none' }],
    ['set stability 1.5', { do: 'set', parameter: 'stability', value: '1.5' }],
    [
      'spawn home=1 work=60s mem=20MB cmd=R',
      { do: 'spawn', home: 1, workSeconds: 60, memoryBytes: 20 * 1024 ** 2, command: 'R' },
    ],
    [
      'spawn home=1 nice=3 profile=mlock run=mosrun -2 -L gpg',
      { do: 'spawn', home: 1, nice: 3, profile: 'mlock', run: 'mosrun -2 -L gpg' },
    ],
  ])('%s sends its command', (line, command) => {
    const { state, effects } = typed(line);
    expect(effects).toEqual([]);
    expect(pressKeys(state, 'enter').effects).toEqual([{ type: 'send', command }]);
  });

  it.each([
    ['getload 3', { ask: 'getload', node: '3' }],
    ['whois', { ask: 'whois' }],
    ['whois 10.0.0.3', { ask: 'whois', node: '10.0.0.3' }],
  ])('%s asks mosctl, also when nothing may be changed', (line, question) => {
    const { state } = typed(line, openedState(undefined, undefined, { readOnly: true }));
    const asked = pressKeys(state, 'enter');
    expect(asked.effects).toEqual([{ type: 'ask', question }]);
    const answer = { accepted: true, message: 'first\n\nsecond' } as const;
    const told = update(asked.state, { type: 'told', question: { ask: 'gettune' }, answer });
    expect(told.state.notice?.text).toBe('first; second');
  });

  it('asks mosctl on the node from which the list is seen', () => {
    const from = pressKeys(typed('from 2').state, 'enter').state;
    const { effects } = pressKeys(typed('isup 3', from).state, 'enter');
    expect(effects).toEqual([{ type: 'ask', question: { ask: 'isup', node: '3', on: 2 } }]);
  });

  it.each<[string, object]>([
    ['reboot 2 noht 2min', { do: 'reboot', node: 2, noht: true, bootSeconds: 120 }],
    ['reboot 2 ht', { do: 'reboot', node: 2, noht: false }],
  ])('%s asks before processes end, and would send %j', (line, command) => {
    const { dialog } = pressKeys(typed(line).state, 'enter').state;
    expect(dialog).toMatchObject({ kind: 'confirm', commands: [command] });
  });

  it('sends what is asked as the user that somebody has become', () => {
    const ana = pressKeys(typed('su ana').state, 'enter').state;
    expect(ana.notice?.text).toBe("you are ana: only what is ana's obeys");
    const command = { do: 'migrate', pid: 1, to: 2 } as const;
    const asked = pressKeys(typed('migrate 1 2', ana).state, 'enter');
    expect(asked.effects).toEqual([{ type: 'send', command: { ...command, as: 'ana' } }]);
    const root = pressKeys(typed('su', asked.state).state, 'enter').state;
    const rooted = pressKeys(typed('migrate 1 2', root).state, 'enter');
    expect(rooted.effects).toEqual([{ type: 'send', command }]);
  });

  it.each<[string, object]>([
    [
      'setpe 1 -w -g 1 -f -  1 a 1; 2 b 1',
      { do: 'setpe', node: 1, options: '-w -g 1 -f - 1 a 1; 2 b 1' },
    ],
    ['mask 1000 deny 2,3', { do: 'mask', pid: 1000, policy: 'deny', nodes: [2, 3] }],
    ['mask 1000 off', { do: 'mask', pid: 1000, policy: 'off' }],
    [
      'settune 2 call=1ms migration=2s',
      { do: 'settune', node: 2, latencySeconds: 1e-3, fixedSeconds: 2 },
    ],
    ['setmfscosts 2', { do: 'setmfscosts', node: 2 }],
    ['tune 1 2', { do: 'tune', node: 1, other: 2 }],
    ['omdiscd 2 eth0,eth1 -m 2', { do: 'omdiscd', node: 2, interface: 'eth0,eth1', ttl: 2 }],
    ['mount 2', { do: 'mount', node: 2, dfsa: 1 }],
    ['umount 2', { do: 'umount', node: 2 }],
    ['cpulimit 2 50 2', { do: 'cpulimit', node: 2, percent: 50, mode: 2 }],
    ['cpulimit 2 off', { do: 'cpulimit', node: 2 }],
  ])('%s sends %j', (line, command) => {
    const { effects } = pressKeys(typed(line).state, 'enter');
    expect(effects).toEqual([{ type: 'send', command }]);
  });

  it.each([
    ['migrat 1 2', 'did you mean migrate?'],
    ['migrate 1', 'use: migrate PID N#|home|balance'],
    ['kill 1 FOO', 'there is no signal FOO'],
    ['exec 1 sort lazy', '"lazy" is not a profile; use one of cpu-bound'],
    ['spawn home=1 parallel=4-2', 'parallel: nodes such as 2-4,7, not 4-2'],
    ['spawn work=1s', 'home=N# is needed'],
    ['spawn home=1 work=x', 'work: '],
    ['spawn home=1 profile=lazy', 'profile: cpu-bound io-bound interactive'],
    ['rate x', 'use: rate NUMBER'],
    ['rate 3 4', 'use: rate NUMBER'],
    ['crash 2 3', 'use: crash N#'],
    ['migrate 1001 2 3', 'use: migrate PID N#|home|balance'],
    ['kill 1001 TERM remote 1002', 'use: kill PID [SIGNAL] [remote]'],
    ['quit now', 'use: quit'],
    ['loadlimit 2 3 4', 'use: loadlimit N# LOAD [0|1|2]|off'],
    ['setdecay 2 5s 900', 'use: setdecay N# INTERVAL SLOW FAST'],
  ])('%s is told what is wrong and can be mended', (line, problem) => {
    const { state, effects } = pressKeys(typed(line).state, 'enter');
    expect(effects).toEqual([]);
    expect(state.prompt?.line.text).toBe(line);
    expect(state.prompt?.problem).toContain(problem);
  });

  it('completes what is certain and shows what is not', () => {
    expect(pressKeys(typed('mig').state, 'tab').state.prompt?.line.text).toBe('migrate ');
    const { prompt } = pressKeys(typed('l').state, 'tab').state;
    expect(prompt?.line.text).toBe('l');
    expect(prompt?.problem).toContain('lock leave lstay');
  });

  it('remembers its lines', () => {
    const after = pressKeys(typed('rate 10').state, 'enter');
    expect(after.effects).toEqual([{ type: 'pace', paused: false, rate: 10 }]);
    const recalled = pressKeys(after.state, ':', 'x', 'up').state;
    expect(recalled.prompt?.line.text).toBe('rate 10');
    expect(pressKeys(recalled, 'down').state.prompt?.line.text).toBe('x');
  });

  it('changes nothing when read-only', () => {
    const readOnly = openedState(undefined, undefined, { readOnly: true });
    const { state, effects } = pressKeys(typed('kill 1000', readOnly).state, 'enter');
    expect(effects).toEqual([]);
    expect(state.notice?.text).toContain('read-only');
  });

  it('asks before a node is crashed with its processes', () => {
    const { state, effects } = pressKeys(typed('crash 1').state, 'enter');
    expect(effects).toEqual([]);
    expect(state.dialog).toMatchObject({ kind: 'confirm' });
  });
});
