import { describe, expect, it } from 'vitest';
import { RecordedSession } from '../../src/recording/recorded-session.js';
import type { GainView, NoGain } from '../../src/session/futures.js';
import { Onlooker } from '../../src/tui/onlooker.js';
import { sessionOf } from '../support/session-of.js';

const CLUSTER = `
nodes: [{ count: 3, name: "node%d" }]
workload:
  - { home: node1, arrivals: { every: exponential 3s }, work: exponential 12s }
`;

const GAIN: GainView = {
  ...{ processes: 412, apart: 5, own: 2, together: 1.5 },
  part: 3 / 3.5,
};

/** A dashboard at 1:40 whose gain is measured by the test. */
function dashboard(columns = 120) {
  const session = new RecordedSession(sessionOf(CLUSTER).session);
  const tell: ((gain: GainView | NoGain) => void)[] = [];
  session.futures = {
    start: () => () => {},
    compare: () => () => {},
    gain(listener) {
      tell.push(listener);
      return () => {};
    },
  };
  const onlooker = new Onlooker(session, { size: { columns, rows: 24 } });
  onlooker.advance(100);
  const type = (text: string) => {
    for (const key of text) onlooker.press(key);
    onlooker.press('enter');
  };
  return { onlooker, tell, type };
}

describe('captured gain in the header', () => {
  it.each([80, 120, 200])(
    'is said at %i columns when :gain asks for it, and no longer',
    (columns) => {
      const { onlooker, tell, type } = dashboard(columns);
      expect(tell).toHaveLength(0);
      type(':gain');
      expect(onlooker.text()).toContain('Gain …');
      tell[0]!(GAIN);
      // (5 - 2) / (5 - 1.5)
      expect(onlooker.text()).toMatch(/CPUs 3 {2}Gain 86%/);
      expect(onlooker.text()).toContain('gain 86%: slowdown 2.00, unmoved 5.00, one computer 1.50');
      type(':gain');
      expect(onlooker.text()).not.toContain('Gain 86%');
      onlooker.advance(500);
      expect(tell).toHaveLength(1);
    },
  );

  it('is measured again when time has gone on by a tenth, one measurement after the other', () => {
    const { onlooker, tell, type } = dashboard();
    type(':gain');
    onlooker.advance(200);
    expect(tell).toHaveLength(1);
    tell[0]!(GAIN);
    expect(tell).toHaveLength(2);
    tell[1]!({ ...GAIN, part: -0.125 });
    expect(onlooker.text()).toContain('Gain -12%');
    onlooker.advance(219);
    expect(tell).toHaveLength(2);
    onlooker.advance(221);
    expect(tell).toHaveLength(3);
  });

  it('is another one under another policy, and in the past', () => {
    const { onlooker, tell, type } = dashboard();
    type(':gain');
    tell[0]!(GAIN);
    type(':policy none');
    expect(tell).toHaveLength(2);
    expect(onlooker.text()).toContain('Gain …');
    tell[1]!({ ...GAIN, processes: 0, part: undefined });
    expect(onlooker.text()).toContain('Gain -');
    expect(onlooker.text()).toContain('nothing could be gained so far');
    type(':go 50s');
    expect(tell).toHaveLength(3);
  });

  it('says why it is not defined, and is not shown', () => {
    const { onlooker, tell, type } = dashboard();
    type(':gain');
    tell[0]!({ problem: 'crash has changed more than what is moved' });
    expect(onlooker.text()).toContain('captured gain is not defined: crash has changed more');
    expect(onlooker.text()).not.toContain('Gain …');
  });

  it('cannot be had of a session that cannot be run again', () => {
    const onlooker = new Onlooker(sessionOf(CLUSTER).session, { size: { columns: 120, rows: 24 } });
    for (const key of ':gain') onlooker.press(key);
    onlooker.press('enter');
    expect(onlooker.text()).toContain('this session cannot be run ahead');
  });
});
