import { describe, expect, it } from 'vitest';
import { ASCII, UNICODE } from '../../../../src/tui/drawing/charset.js';
import { frameText } from '../../../../src/tui/drawing/text.js';
import { Onlooker } from '../../../../src/tui/onlooker.js';
import { replyTo } from '../../../../src/tui/replies.js';
import type { DashboardState } from '../../../../src/tui/state.js';
import { update } from '../../../../src/tui/update.js';
import { screenFrame } from '../../../../src/tui/views/screen.js';
import { openedState, pressKeys } from '../../../support/dashboard-state.js';
import { FakeSession } from '../../../support/fake-session.js';
import { sessionOf } from '../../../support/session-of.js';

/** The dashboard after keys, with what they asked of the session answered. */
function shown(
  session: FakeSession,
  keys: readonly string[],
  size = { columns: 120, rows: 40 },
): DashboardState {
  const { state, effects } = pressKeys(openedState(session, size), ...keys);
  return effects.reduce((before, effect) => {
    const reply = replyTo(effect, session);
    const isThere = reply !== undefined && !(reply instanceof Promise);
    return isThere ? update(before, reply).state : before;
  }, state);
}

function text(state: DashboardState): string {
  return frameText(screenFrame(state), state.charset);
}

describe('the beliefs', () => {
  it('are a row per node, with what it has heard of each other one and how long ago', () => {
    const lines = text(shown(new FakeSession(), ['7'])).split('\n');
    const third = lines.find((line) => /^ +3 cm3/.test(line))!;
    // The fake's node 3 has heard of 4, 5, 6, 7, 1, 2: of each 0.25 more, a second older. Its CPUs
    // have speed 28000: 0.25 in openMosix's unit is 0.70 per CPU.
    expect(third.match(/\[?\d\.\d\d\]?( +\d+s)?/g)).toEqual([
      expect.stringMatching(/3.50 +4s/),
      expect.stringMatching(/4.20 +5s/),
      expect.stringMatching(/^\[\d\.\d\d\]$/),
      expect.stringMatching(/0.70 +0s/),
      expect.stringMatching(/1.40 +1s/),
      expect.stringMatching(/2.10 +2s/),
      expect.stringMatching(/2.80 +3s/),
    ]);
  });

  it('of node 5 are three keys away: 7 / 5, and stand beside the truth', () => {
    const state = shown(new FakeSession(), ['7', '/', '5']);
    expect(state.selectedNode).toBe(5);
    expect(state.views.beliefs.digits).toBeUndefined();
    expect(text(state)).toMatch(/what node 5 cm5 believes +of 6 of the 6 others/);
    expect(text(state)).toMatch(/of +6 .* 0.70 .*0s ago +in truth .* off by [-+]\d/);
  });

  it('wait for a second digit where there are nodes with one', () => {
    const session = new FakeSession({ nodes: 20 });
    expect(shown(session, ['7', '/', '1']).views.beliefs.digits).toBe('1');
    const state = shown(session, ['7', '/', '1', '4']);
    expect([state.selectedNode, state.views.beliefs.digits]).toEqual([14, undefined]);
    // A view's digit again.
    expect(pressKeys(state, '1').state.view).toBe('mtop');
  });

  it('can be looked at as ages and as errors', () => {
    const ages = text(shown(new FakeSession(), ['7', 'e']));
    expect(ages).toMatch(/^ +2 cm2 +5s +\[ \] +0s +1s +2s +3s +4s$/m);
    const errors = text(shown(new FakeSession(), ['7', 'e', 'e']));
    expect(errors).toMatch(/^ +2 cm2 +[-+]\d\.\d\d +\[ \] +[-+0]/m);
  });

  it('ask the session for the nodes in sight only', () => {
    const session = new FakeSession({ nodes: 500 });
    const { effects } = pressKeys(openedState(session), '7');
    const asked = effects.flatMap((effect) => (effect.type === 'hear' ? effect.nodes : []));
    expect(asked[0]).toBe(1);
    expect(asked.length).toBeLessThan(40);
    expect(pressKeys(openedState(session), '6').effects).toEqual([]);
  });

  it.each([
    [40, 10, 7],
    [80, 24, 7],
    [80, 24, 64],
    [120, 40, 300],
    [300, 100, 2],
    [20, 5, 1],
  ])('fit %i x %i with %i nodes', (columns, rows, nodes) => {
    const state = shown(new FakeSession({ nodes }), ['7', 'down', 'right'], { columns, rows });
    for (const charset of [UNICODE, ASCII]) {
      const screen = frameText(screenFrame({ ...state, charset }), charset);
      expect(screen).not.toMatch(/undefined|NaN|Infinity/);
      expect(screen.trimEnd().split('\n').length).toBeLessThanOrEqual(rows);
      if (charset === ASCII) expect(screen).not.toMatch(/[^\n\x20-\x7e]/);
    }
  });

  it('say that a node that is down believes nothing, and that real nodes are asked', () => {
    const session = new FakeSession();
    session.send({ do: 'crash', node: 2 });
    expect(text(shown(session, ['7', '/', '2']))).toContain('believes: nothing, it is down');
    const state = shown(session, ['7']);
    const live = { ...state, info: { ...state.info, clock: 'wall' as const } };
    expect(text(live)).toContain('real nodes tell each other nothing');
  });

  it('are right in a cluster that knows everything, and older where it gossips', () => {
    const scenario = (information: string) => `
policy: none
information: ${information}
nodes: [{ count: 6, cpus: 1, speed: 10000, memory: 1GB }]
workload: [{ kind: batch, home: 1, count: 4, work: 600s, memory: 1MB }]
`;
    const seen = (information: string) => {
      const { session } = sessionOf(scenario(information));
      const onlooker = new Onlooker(session, { size: { columns: 100, rows: 30 }, view: 'beliefs' });
      onlooker.advance(30);
      return onlooker.text();
    };
    expect(seen('perfect')).toContain('on average 0.0 s old');
    expect(seen('gossip')).toMatch(/on average [1-9]\.\d s old/);
  });
});

describe('gossip on the map', () => {
  it('is asked for by g, and drawn on the way between the two', () => {
    const quiet = shown(new FakeSession(), ['4']);
    expect(pressKeys(quiet, 'right').effects).toEqual([]);
    const state = shown(new FakeSession(), ['4', 'g']);
    expect(state.views.map.gossip).toHaveLength(1);
    const halfway = { ...state, sample: { ...state.sample, now: state.sample.now + 0.5 } };
    const coloured = (of: DashboardState) =>
      screenFrame(of)
        .lines.slice(1, -2)
        .flat()
        .filter(({ style }) => style.colour === 'key').length;
    expect([coloured(quiet), coloured(halfway) > 0]).toEqual([0, true]);
    expect(pressKeys(state, 'g').state.views.map.gossip).toBeUndefined();
  });
});
