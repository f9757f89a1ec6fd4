import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/cluster/facts/command.js';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import { RATES } from '../../src/tui/acts.js';
import { allAnswered, answered, toldNotice } from '../../src/tui/answers.js';
import { UNICODE } from '../../src/tui/drawing/charset.js';
import { gained, measuringGain } from '../../src/tui/gain.js';
import type { Effect } from '../../src/tui/message.js';
import {
  latestNotice,
  offerNotice,
  refusalNotice,
  shownMilliseconds,
} from '../../src/tui/notice.js';
import { withMarks } from '../../src/tui/past/marks.js';
import type { DashboardState } from '../../src/tui/state.js';
import { afterSample, underwayOf } from '../../src/tui/underway.js';
import { update } from '../../src/tui/update.js';
import { openedState, pressKeys } from '../support/dashboard-state.js';
import { FakeSession } from '../support/fake-session.js';

const opened = openedState();
type Facts = Readonly<Record<string, unknown>>;
const eventOf = (facts: Facts) => ({ at: 90, ...facts }) as unknown as ClusterEvent;
const WAY = { pid: 7, from: 1, to: 3 };

describe('what happens is said, the weightier the more it concerns', () => {
  it.each<[Facts, string, string, number]>([
    [{ type: 'started', pid: 7, command: 'R', home: 1 }, '7 R started on node 1', 'dim', 1],
    [
      { type: 'completed', pid: 7, node: 2, arrivalSeconds: 30 },
      '7 completed on node 2 after 1min 00s',
      ...(['dim', 1] as const),
    ],
    [
      { type: 'killed', pid: 7, node: 2, cause: 'signal', signal: 'INT' },
      '7 killed on node 2: SIGINT',
      ...(['bad', 2] as const),
    ],
    [
      { type: 'migration-started', ...WAY, cause: 'policy', reason: 'why' },
      '7 is leaving 1 → 3 (policy): why',
      ...(['moving', 2] as const),
    ],
    [
      { type: 'migration-started', ...WAY, cause: 'user', reason: 'why' },
      '7 is leaving 1 → 3 (user): why',
      ...(['moving', 4] as const),
    ],
    [
      { type: 'migrated', ...WAY, cause: 'policy', bytes: 2048, seconds: 0.5 },
      '7 migrated 1 → 3 (policy): 2.0K in 0.5s',
      ...(['moving', 2] as const),
    ],
    [
      { type: 'migrated', ...WAY, cause: 'user', bytes: 2048, seconds: 0.5 },
      '7 migrated 1 → 3 (user): 2.0K in 0.5s',
      ...(['moving', 4] as const),
    ],
    [
      { type: 'placed', ...WAY, reason: 'why' },
      '7 begins on 3, not at its home 1: why',
      ...(['moving', 1] as const),
    ],
    [
      { type: 'migration-failed', ...WAY, reason: 'why' },
      '7 stays on 1, not moved to 3: why',
      ...(['bad', 3] as const),
    ],
    [{ type: 'locked', pid: 7 }, '7 locked', 'text', 2],
    [{ type: 'locked', pid: 7, whose: 'ann' }, '7 locked, by ann', 'text', 2],
    [{ type: 'selected', pid: 7, node: 2 }, '7: /mfs/selected is node 2', 'text', 2],
    [
      { type: 'child-ended', pid: 7, child: 8, ending: 'completed' },
      '7: its child 8 is done',
      ...(['text', 2] as const),
    ],
    [
      { type: 'child-ended', pid: 7, child: 8, ending: 'killed' },
      '7: its child 8 was killed',
      ...(['text', 2] as const),
    ],
    [{ type: 'execed', pid: 7, command: 'make' }, '7 is make now', 'text', 2],
    [{ type: 'tied', pid: 7, reason: 'clone_vm' }, '7 tied: clone_vm', 'text', 2],
    [{ type: 'reniced', pid: 7, nice: 3 }, '7 reniced to 3', 'text', 2],
    [{ type: 'masked', pid: 7, mask: 'off' }, '7: off', 'text', 2],
    [{ type: 'node-joined', node: 2 }, 'node 2 has joined the cluster', 'good', 3],
    [{ type: 'node-recovered', node: 2 }, 'node 2 has recovered', 'good', 3],
    [
      { type: 'node-leaving', node: 2 },
      'node 2 is leaving: guests are sent away, its own processes come home',
      ...(['middle', 3] as const),
    ],
    [{ type: 'node-left', node: 2 }, 'node 2 has left the cluster', 'middle', 3],
    [{ type: 'node-silent', node: 2, reason: 'ssh' }, 'node 2 is out of reach: ssh', 'bad', 4],
    [{ type: 'node-heard', node: 2 }, 'node 2 is within reach again', 'good', 3],
    [
      { type: 'node-crashed', node: 2, killed: 1 },
      'node 2 has crashed: 1 process killed',
      ...(['bad', 4] as const),
    ],
    [{ type: 'node-found', node: 2, by: 1 }, 'node 2 was discovered by 1 node', 'good', 2],
    [{ type: 'node-found', node: 2, by: 3 }, 'node 2 was discovered by 3 nodes', 'good', 2],
    [
      { type: 'intrusion', node: 2, from: '10.0.0.1', believed: true },
      'node 2 believed a message from a stranger, 10.0.0.1',
      ...(['bad', 3] as const),
    ],
    [
      { type: 'intrusion', node: 2, from: '10.0.0.1', believed: false },
      'Received an unauthorized information request from 10.0.0.1',
      ...(['bad', 3] as const),
    ],
    [
      { type: 'network-cut', node: 1, other: 2 },
      'nodes 1 and 2 can no longer reach each other',
      ...(['bad', 3] as const),
    ],
    [
      { type: 'network-healed', node: 1, other: 2 },
      'nodes 1 and 2 can reach each other again',
      ...(['good', 3] as const),
    ],
    [
      { type: 'policy-changed', policy: 'none', before: 'openmosix' },
      'policy is now none (was openmosix)',
      ...(['middle', 4] as const),
    ],
    [
      { type: 'parameter-changed', parameter: 'window', value: 8, before: 7 },
      'window is now 8 (was 7)',
      ...(['middle', 4] as const),
    ],
    [
      { type: 'node-administered', node: 2, verb: 'stay', message: 'no' },
      'node 2 stay: no',
      ...(['middle', 3] as const),
    ],
    [
      { type: 'checked', node: 2, ask: 'whois', message: 'a\nb' },
      'node 2 whois: a; b',
      ...(['middle', 3] as const),
    ],
    [{ type: 'expelled', node: 2 }, 'node 2: its guests are gone', 'middle', 3],
    [{ type: 'brought', node: 2 }, 'node 2: its own processes are back home', 'middle', 3],
    [{ type: 'refused', reason: 'no' }, 'refused: no', 'bad', 4],
  ])('%j: %s', (facts, text, colour, weight) => {
    const sample = { ...opened.sample, events: [eventOf(facts)] };
    const notice = latestNotice(undefined, sample, UNICODE, undefined);
    expect(notice).toEqual({ text, colour, weight, age: 0 });
  });

  it('stays for six seconds, an offer for thirty', () => {
    expect([shownMilliseconds(refusalNotice('x')), shownMilliseconds(offerNotice('x'))]).toEqual([
      ...[6000, 30_000],
    ]);
  });
});

describe('the marks of the history', () => {
  it.each<[Facts, string | undefined, string | undefined]>([
    [{ type: 'node-joined', node: 2 }, 'node 2 joined', 'good'],
    [{ type: 'node-recovered', node: 2 }, 'node 2 recovered', 'good'],
    [{ type: 'node-leaving', node: 2 }, 'node 2 leaving', 'middle'],
    [{ type: 'node-left', node: 2 }, 'node 2 left', 'middle'],
    [{ type: 'node-silent', node: 2 }, 'node 2 out of reach', 'bad'],
    [{ type: 'node-heard', node: 2 }, 'node 2 within reach', 'good'],
    [{ type: 'network-cut', node: 1, other: 2 }, '1 and 2 cut', 'middle'],
    [{ type: 'network-healed', node: 1, other: 2 }, '1 and 2 healed', 'middle'],
    [{ type: 'node-administered', node: 2, verb: 'stay' }, 'node 2 stay', 'middle'],
    [{ type: 'parameter-changed', parameter: 'window', value: 8 }, 'window is 8', 'title'],
    [{ type: 'migrated', pid: 7, to: 3, cause: 'user' }, '7 migrated by hand to 3', 'moving'],
    [{ type: 'migrated', pid: 7, to: 3, cause: 'policy' }, undefined, undefined],
    [{ type: 'started', pid: 7 }, undefined, undefined],
  ])('of %j are "%s"', (facts, text, colour) => {
    const marks = withMarks([], { ...opened.sample, events: [eventOf(facts)] }, 1, 1);
    expect(marks).toEqual(text === undefined ? [] : [{ at: 90, text, colour }]);
  });

  it('are the last three hundred', () => {
    const events = Array.from({ length: 301 }, (_, node) => eventOf({ type: 'node-left', node }));
    const marks = withMarks([], { ...opened.sample, events }, undefined, 1);
    expect([marks.length, marks[0]!.text]).toEqual([300, 'node 1 left']);
  });
});

describe('the answer to a command', () => {
  const said = (command: Facts, more: Facts = {}) =>
    answered(opened, {
      command: command as unknown as Command,
      answer: { accepted: true, ...more } as never,
    }).notice?.text;

  it.each<[Facts, Facts, string]>([
    [{ do: 'migrate', pid: 7, to: 3 }, {}, 'process 7 is migrating to node 3'],
    [{ do: 'migrate', pid: 7, to: 'home' }, {}, 'process 7 is migrating home'],
    [{ do: 'migrate', pid: 7, to: 'balance' }, {}, 'process 7 is migrating to where it runs best'],
    [{ do: 'kill', pid: 7 }, {}, 'process 7: SIGTERM sent'],
    [{ do: 'kill', pid: 7, signal: 'HUP' }, {}, 'process 7: SIGHUP sent'],
    [{ do: 'kill', pid: 7, signal: 'TERM', side: 'remote' }, {}, 'process 7 goes home'],
    [{ do: 'mask', pid: 7, policy: 'off' }, {}, 'process 7: off'],
    [{ do: 'mask', pid: 7, policy: 'off' }, { message: 'all' }, 'process 7: all'],
    [{ do: 'spawn', home: 1 }, {}, 'process started on node 1'],
    [{ do: 'spawn', home: 1 }, { pid: 9 }, 'process 9 started on node 1, work 1min 00s'],
    [{ do: 'spawn', home: 1, workSeconds: 5 }, { pid: 9 }, 'process 9 started on node 1, work 5s'],
    [{ do: 'spawn', home: 1 }, { pid: 9, message: 'a\nb' }, 'a; b'],
    [{ do: 'cut', node: 1, other: 2 }, {}, 'network between nodes 1 and 2: cut'],
    [{ do: 'heal', node: 1, other: 2 }, {}, 'network between nodes 1 and 2: healed'],
    [{ do: 'recover', node: 2 }, {}, 'node 2: recovering'],
    [
      { do: 'stay', node: 2 },
      { message: 'x' },
      'node 2: processes no longer leave on their own (stay)',
    ],
    [{ do: 'setpe', node: 2 }, { message: 'a\nb' }, 'a; b'],
    [{ do: 'setpe', node: 2 }, {}, 'node 2: setpe'],
    [{ do: 'policy', name: 'none' }, {}, 'policy'],
  ])('%j, answered %j, says "%s"', (command, more, text) => {
    expect(said(command, more)).toBe(text);
  });

  it('puts the cursor on a process that was started, and is refused in red', () => {
    const spawn = { do: 'spawn', home: 1 } as unknown as Command;
    const started = answered(opened, { command: spawn, answer: { accepted: true, pid: 9 } });
    expect(started.views.mtop.selectedPid).toBe(9);
    const refused = answered(opened, {
      command: spawn,
      answer: { accepted: false, reason: 'no' } as never,
    });
    expect(refused.notice).toMatchObject({ text: 'no', colour: 'bad' });
    expect(toldNotice({ accepted: false, reason: 'no' } as never).colour).toBe('bad');
    expect(toldNotice({ accepted: true } as never)).toMatchObject({ text: '', colour: 'strong' });
  });

  it.each<[string, readonly boolean[], string, string]>([
    ['migrate', [true, true], 'migrate: 2 of 2 on their way', 'strong'],
    ['migrate', [true, false], 'migrate: 1 of 2 on their way; no', 'bad'],
    ['spawn', [true, true], 'spawn: 2 of 2 started', 'strong'],
    ['kill', [false, false], 'kill: 0 of 2 done; no', 'bad'],
  ])('of several %s says how many it is for: %j', (word, accepted, text, colour) => {
    const answers = accepted.map((isAccepted) => ({
      command: { do: word } as never,
      answer: (isAccepted ? { accepted: true } : { accepted: false, reason: 'no' }) as never,
    }));
    expect(allAnswered(answers)).toMatchObject({ text, colour });
  });
});

describe('what was sent together', () => {
  const migrate = (pid: number) => ({ do: 'migrate', pid, to: 1 }) as unknown as Command;
  const processes = [1, 2, 3].map((pid) => ({ ...opened.sample.processes[0]!, pid }));
  const sampleWith = (...events: readonly Facts[]) => ({
    ...{ ...opened.sample, processes, events: events.map(eventOf) },
  });

  it('is under way when it is more than one migration', () => {
    expect(underwayOf([migrate(1)])).toBeUndefined();
    expect(underwayOf([migrate(1), { do: 'lock', pid: 2 }])).toBeUndefined();
    expect(underwayOf([migrate(1), migrate(2)])).toEqual({
      pids: new Set([1, 2]),
      sent: 2,
      arrived: 0,
    });
  });

  it('is said to have arrived once all have, or have failed, or have ended', () => {
    const begun = underwayOf([migrate(1), migrate(2)]);
    const first = afterSample(begun, sampleWith({ type: 'migrated', pid: 1 }));
    expect(first).toEqual({ underway: { pids: new Set([2]), sent: 2, arrived: 1 } });
    // Of others, and of the same again, nothing is counted.
    const again = afterSample(first.underway, sampleWith({ type: 'migrated', pid: 1 }));
    expect(again.underway?.arrived).toBe(1);
    const all = afterSample(first.underway, sampleWith({ type: 'migrated', pid: 2 }));
    expect([all.underway, all.notice]).toMatchObject([
      undefined,
      { text: 'migrate: 2 of 2 done', colour: 'strong' },
    ]);
    const failed = afterSample(first.underway, sampleWith({ type: 'migration-failed', pid: 2 }));
    expect(failed.notice).toMatchObject({ text: 'migrate: 1 of 2 done', colour: 'bad' });
    const ended = afterSample(begun, { ...sampleWith(), processes: [] });
    expect(ended.notice?.text).toBe('migrate: 0 of 2 done');
    expect(afterSample(undefined, sampleWith())).toEqual({ underway: undefined });
  });
});

describe('the pace', () => {
  const at = (rate: number, paused = false): DashboardState => ({ ...opened, rate, paused });

  it.each<[string, number, number]>([
    ['+', 1, 2],
    ['-', 1, 0.5],
    ['+', 3, 5],
    ['-', 3, 2],
    ['+', 1000, 1000],
    ['-', 0.1, 0.1],
    ['+', 5000, 5000],
    ['-', 0.05, 0.05],
  ])('%s goes from %d to %d', (key, before, rate) => {
    const { state, effects } = pressKeys(at(before), key);
    expect(effects).toEqual([{ type: 'pace', paused: false, rate }]);
    expect([state.rate, state.notice?.text]).toEqual([rate, `running at rate ${rate}`]);
    expect(RATES.every((step, index) => index === 0 || step > RATES[index - 1]!)).toBe(true);
  });

  it('stands still, goes on and advances a second', () => {
    const effects = (state: DashboardState, key: string): readonly Effect[] =>
      pressKeys(state, key).effects;
    expect(effects(at(2), 'p')).toEqual([{ type: 'pace', paused: true, rate: 2 }]);
    expect(effects(at(2, true), 'p')).toEqual([{ type: 'pace', paused: false, rate: 2 }]);
    expect(effects(at(2), '.')).toEqual([
      { type: 'pace', paused: true, rate: 2 },
      { type: 'step', seconds: 1 },
    ]);
    expect(effects(at(2, true), '+')).toEqual([{ type: 'pace', paused: true, rate: 5 }]);
  });
});

describe('captured gain', () => {
  const shown = (
    now: number,
    asked: { now: number; rules?: string } | undefined,
    isBusy = false,
  ) => {
    const state = { ...opened, sample: { ...opened.sample, now } };
    const rules = JSON.stringify([state.info.policy, undefined, state.sample.past?.branch]);
    const gain = { view: undefined, asked: asked && { rules, ...asked }, isBusy };
    return { ...state, gain } as DashboardState;
  };
  const isMeasured = (state: DashboardState) =>
    measuringGain({ state, effects: [] }).effects.some(({ type }) => type === 'measure-gain');

  // After a tenth of the time at which it was asked for, ten seconds at least.
  it.each<[number, { now: number; rules?: string } | undefined, boolean, boolean]>([
    [0, undefined, false, true],
    [9.9, { now: 0 }, false, false],
    [10, { now: 0 }, false, true],
    [1099, { now: 1000 }, false, false],
    [1100, { now: 1000 }, false, true],
    [1100, { now: 1000 }, true, false],
    [999, { now: 1000 }, true, true],
    [1001, { now: 1000, rules: 'others' }, true, true],
  ])('at %d s, asked for %j, busy %s, is measured: %s', (now, asked, isBusy, expected) => {
    expect(isMeasured(shown(now, asked, isBusy))).toBe(expected);
    expect(isMeasured({ ...shown(now, asked, isBusy), view: 'map' })).toBe(false);
  });

  it('is said at first in a sentence, and why where it is not defined', () => {
    const view = { part: 0.857, own: 2, apart: 5, together: 1.5 } as never;
    const first = gained(shown(0, undefined), { type: 'gained', gain: view });
    expect(first.notice?.text).toBe('gain 86%: slowdown 2.00, unmoved 5.00, one computer 1.50');
    const second = gained({ ...first, notice: undefined }, { type: 'gained', gain: view });
    expect(second.notice).toBeUndefined();
    const nothing = gained(shown(0, undefined), {
      type: 'gained',
      gain: { part: undefined } as never,
    });
    expect(nothing.notice?.text).toBe('gain: nothing could be gained so far');
    const wrong = gained(shown(0, undefined), { type: 'gained', gain: { problem: 'no' } as never });
    expect([wrong.gain, wrong.notice?.text]).toEqual([
      undefined,
      'captured gain is not defined: no',
    ]);
    expect(gained(opened, { type: 'gained', gain: view })).toBe(opened);
  });
});

describe('the mouse in a dialog', () => {
  const state = pressKeys(openedState(new FakeSession(), { columns: 80, rows: 24 }), 'f6').state;
  const mouse = (
    of: DashboardState,
    action: 'press' | 'wheel-up' | 'wheel-down',
    at: [number, number],
  ) => update(of, { type: 'mouse', action, column: at[0], row: at[1], double: false }).state;
  const selectedAfter = (...at: [number, number]) => mouse(state, 'press', at).dialog?.selected;

  // Sixteen lines, a row of hints and two of the frame are nineteen rows of the 22 that there are.
  it('chooses a line by a click, and does what a second one says', () => {
    const chosen = mouse(state, 'press', [40, 2]);
    expect(chosen.dialog?.selected).toBe(0);
    expect(mouse(chosen, 'press', [40, 4]).dialog?.selected).toBe(2);
    expect(mouse(chosen, 'press', [40, 2]).dialog).toBeUndefined();
    expect(mouse(chosen, 'press', [40, 2]).views.mtop.sort.column).toBe('pid');
    expect(selectedAfter(40, 17)).toBe(15);
  });

  it('does nothing beside the lines', () => {
    const before = state.dialog?.selected;
    for (const at of [
      [40, 1],
      [40, 18],
      [40, 0],
      [0, 4],
      [79, 4],
    ] as const) {
      expect(selectedAfter(at[0], at[1])).toBe(before);
    }
  });

  it('moves by a line with the wheel', () => {
    const first = mouse(state, 'press', [40, 2]);
    const down = mouse(first, 'wheel-down', [40, 9]);
    expect(down.dialog?.selected).toBe(1);
    expect(mouse(down, 'wheel-up', [40, 9]).dialog?.selected).toBe(0);
  });
});
