import { RecordedSession } from '../../src/recording/recorded-session.js';
import type { FuturePoint, Futures, FutureView } from '../../src/session/futures.js';
import { ASCII } from '../../src/tui/drawing/charset.js';
import { bindingsIn, KEYMAP } from '../../src/tui/keymap.js';
import type { ViewId } from '../../src/tui/views/view-id.js';
import { FakeSession } from './fake-session.js';
import { Played, type PlayedOptions } from './played.js';
import { sessionOf } from './session-of.js';

/** A cluster in which much of what a screen can show happens within a minute. */
const LABORATORY = `
name: laboratory
about: A bit of everything
nodes:
  - { count: 3, name: "city%d", site: city, cpus: 2, speed: 10000, memory: 256MB }
  - { count: 2, name: "farm%d", site: farm, cpus: 1, threads: 2, speed: 30000, memory: 512MB }
network:
  bandwidth: 100Mbit
  latency: 1ms
  handling: 50us
  classes:
    - { sites: [city, farm], latency: 20ms, bandwidth: 10Mbit, fixed: 1s }
workload:
  - { home: city1, count: 6, work: endless, memory: 20MB, user: maths, command: R }
  - { home: city2, work: 90s, memory: 30MB, user: stats, command: "maple -q" }
  - { home: city1, work: endless, memory: 10MB, user: stats, command: mysqld, profile: { clones: 2 } }
  - { home: farm4, work: 40s, memory: 100MB, user: root, command: povray }
  - { home: city3, arrivals: { every: exponential 6s }, work: exponential 15s, memory: 5MB, command: make }
timeline:
  - { at: 2s, do: spawn, parent: 1000, work: 200s, command: worker }
  - { at: 8s, do: lock, pid: 1001 }
  - { at: 10s, do: stop, pid: 1002 }
  - { at: 12s, do: renice, pid: 1003, nice: 10 }
  - { at: 15s, do: migrate, pid: 1004, to: 4 }
  - { at: 20s, do: block, node: city2 }
  - { at: 25s, do: stay, node: city3 }
  - { at: 30s, do: crash, node: farm5 }
  - { at: 35s, do: kill, pid: 1005, signal: KILL }
  - { at: 45s, do: recover, node: farm5 }
  - { at: 50s, do: leave, node: city3 }
`;

/** Its run after so many seconds, and futures that are there at once. */
export function laboratorySession(seconds = 0): RecordedSession {
  const session = new RecordedSession(sessionOf(LABORATORY).session);
  session.advance(seconds);
  return Object.assign(session, { futures: CANNED });
}

/** The dashboard of that cluster after so many seconds. */
export function laboratory(seconds = 40, more?: PlayedOptions): Played {
  const played = new Played(laboratorySession(), more);
  played.advance(seconds);
  return played;
}

/** What the screen and the outside come to when this is played on that dashboard. */
export function flow(...steps: readonly string[]): string {
  const played = laboratory();
  played.look();
  return played.play(...steps).text;
}

/** A view in all sizes, in ASCII, and with many nodes. */
export function screensOf(view: ViewId): string {
  const shown = laboratory();
  shown.note('A cluster of five nodes, after 40 s.');
  shown.do(`@view ${view}`);
  shown.play(...SIZES.map((size) => `@size ${size}`));
  const ascii = laboratory(33, { charset: ASCII });
  ascii.note('The same after 33 s, in ASCII.');
  ascii.do(`@view ${view}`);
  const many = new Played(new FakeSession({ nodes: 120, processes: 200 }), { view });
  many.note('A hundred and twenty nodes.');
  many.advance(3);
  return (
    shown.text + ascii.play('@size 100x30').text + many.play('@size 132x43', '@size 80x24').text
  );
}

const SIZES = ['160x40', '120x36', '80x24', '60x16', '40x12', '24x8'];

/** What each key of a view does, each pressed where the first few have led to. */
export function keysOf(view: ViewId, ...first: readonly string[]): string {
  const { state } = laboratory();
  const session = laboratorySession(40);
  const begun = new Played(session, { ...state, view, asksOnly: true });
  begun.look();
  begun.play(...first);
  const keys = bindingsIn(begun.state)
    .flatMap((binding) => binding.keys)
    .filter((key) => view === 'mtop' || !SHARED.has(key));
  const texts = keys.map((key) => {
    const played = new Played(session, { ...begun.state, asksOnly: true });
    played.look();
    return played.play(key).text;
  });
  return begun.text + texts.join('');
}

/** Those that do the same in each view. */
const SHARED: ReadonlySet<string> = new Set(
  KEYMAP.flatMap(({ keys }) => keys).filter(
    (key) => !['enter', 'w', 'x', 'm', 'tab', 'S-tab', 'escape', 'S-l'].includes(key),
  ),
);

const CANNED: Futures = {
  start({ ways, untilSeconds }, listener) {
    for (const index of ways.keys()) listener(index, futureOf(index, untilSeconds));
    return () => {};
  },
  compare(_, listener) {
    const curves = [futureOf(1, 100).curve, futureOf(2, 100).curve] as const;
    const killed = { at: 40, type: 'killed', pid: 1003, node: 1, signal: 'KILL' } as never;
    const first = { at: 40, events: [killed, undefined] } as const;
    listener({ fromSeconds: 40, untilSeconds: 100, curves, first, isDone: true });
    return () => {};
  },
  gain(listener) {
    listener({ processes: 412, apart: 5, own: 2, together: 1.5, part: 3 / 3.5 });
    return () => {};
  },
};

/** Some future; the fourth has not come to its end, and the fifth has none. */
function futureOf(index: number, untilSeconds: number): FutureView {
  const curve = Array.from({ length: 13 }, (_, step): FuturePoint => {
    const load = 0.5 + ((step * (index + 2)) % 5) / 2;
    const counted = { completed: 3 * step, migrations: index * step };
    const meanSlowdown = step === 0 ? null : 1 + index / 4;
    return {
      at: (untilSeconds * step) / 12,
      load,
      balance: 0.9 - load / 9,
      ...counted,
      meanSlowdown,
    };
  });
  if (index === 3) return { part: 0.25, curve: curve.slice(0, 4), figures: undefined };
  if (index === 4) return { part: 0, curve: [], figures: undefined, problem: 'it cannot be run' };
  const [meanSlowdown, meanSlowdownOfNow] = [1 + index / 4, index === 1 ? null : 3 - index / 2];
  const counted = { completed: 40 - index, completedOfNow: 6 - index, killed: index };
  const means = { meanSlowdown, meanSlowdownOfNow, meanResponse: 12.5 + index };
  const end = index === 5 ? undefined : { at: untilSeconds / (2 + index), killed: index === 2 };
  const figures = { ...counted, ...means, migrations: 7 * index, makespan: untilSeconds / 2, end };
  return { part: 1, curve, figures };
}
