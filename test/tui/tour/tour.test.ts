import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { frameText } from '../../../src/tui/drawing/text.js';
import { Onlooker } from '../../../src/tui/onlooker.js';
import type { DashboardState } from '../../../src/tui/state.js';
import { startTour, withTour } from '../../../src/tui/tour/tour-acts.js';
import { planOf, TOUR_IDS } from '../../../src/tui/tour/tour-plans.js';
import { update } from '../../../src/tui/update.js';
import { screenFrame } from '../../../src/tui/views/screen.js';
import { openedState, pressKeys } from '../../support/dashboard-state.js';
import { sessionOf } from '../../support/session-of.js';

/** A tour through its scenario, with whatever has to come from outside done by hand. */
class Guide {
  #now = 0;
  readonly #onlooker: Onlooker;

  constructor(id: 'first' | 'teachers', change: (yaml: string) => string = (yaml) => yaml) {
    const text = readFileSync(`config/${planOf(id).scenario}.yaml`, 'utf8');
    const { session } = sessionOf(change(text));
    this.#onlooker = new Onlooker(session, { size: { columns: 100, rows: 30 }, tour: id });
  }

  get step(): number {
    return Number(/^ tour (\d+)\//m.exec(this.text)?.[1] ?? 0);
  }

  get text(): string {
    return this.#onlooker.text();
  }

  press(...keys: readonly string[]): void {
    for (const key of keys) this.#onlooker.press(key);
  }

  /** Lets time go on until the next step begins. */
  wait(mostSeconds: number): number {
    const { step } = this;
    const start = this.#now;
    while (this.step === step && this.#now < start + mostSeconds) {
      this.#now++;
      this.#onlooker.advance(this.#now);
    }
    return this.#now - start;
  }
}

describe('the tour', () => {
  it('goes through the reference cluster by the keys that its sentences name', () => {
    const guide = new Guide('first');
    expect(guide.text).toContain('tour 1/12  Seven computers work as one');
    guide.press('4');
    expect(guide.step).toBe(2);
    expect(guide.wait(60)).toBeLessThan(30);
    guide.press('1');
    expect(guide.step).toBe(4);
    guide.press('w');
    expect(guide.step).toBe(5);
    guide.press('escape');
    expect(guide.step).toBe(6);
    // One that can move, to a node where it is not.
    guide.press('S-n', 'm', '7', 'enter');
    guide.wait(2);
    expect(guide.step).toBe(7);
    guide.press('C-p', ...'none', 'enter');
    guide.wait(1);
    expect(guide.step).toBe(8);
    expect(guide.wait(200)).toBeGreaterThan(110);
    guide.press('C-p', ...'openmosix', 'enter');
    guide.wait(1);
    expect(guide.step).toBe(10);
    expect(guide.wait(120)).toBeLessThan(60);
    guide.press('5');
    expect(guide.step).toBe(12);
    guide.press('C-x');
    expect(guide.text).not.toMatch(/^ tour \d/m);
    expect(guide.text.trimEnd().split('\n')).toHaveLength(30);
  });

  it('for teachers shows a herd, and that there is none where everybody knows the truth', () => {
    const guide = new Guide('teachers');
    guide.press('7');
    expect(guide.step).toBe(2);
    guide.press('e', 'e');
    expect(guide.step).toBe(4);
    guide.press('e');
    guide.wait(60);
    expect(guide.step).toBe(5);
    guide.wait(60);
    expect(guide.step).toBe(6);
    guide.press('6');
    expect(guide.step).toBe(7);
    const knowing = new Guide('teachers', (yaml) => `${yaml}\ninformation: perfect\n`);
    knowing.press('C-n', 'C-n', 'C-n', 'C-n', 'C-n', 'C-n', 'C-n', '7');
    knowing.wait(60);
    expect(knowing.step).toBe(9);
    expect(knowing.text).toContain('That is what gossip costs');
  });

  it('is begun by its word, in a run of its own, and leaves no trace when it cannot begin', () => {
    const { state, effects } = pressKeys(openedState(), ':', ...'tour', 'enter');
    expect(effects).toEqual([{ type: 'start-scenario', choice: { name: 'auckland' } }]);
    expect([state.tour?.id, state.size.rows]).toEqual(['first', 38]);
    const failed = update(state, { type: 'not-opened', problem: 'no' }).state;
    expect([failed.tour, failed.size.rows]).toEqual([undefined, 40]);
    const live = openedState();
    const real = startTour({ ...live, info: { ...live.info, clock: 'wall' } }, 'first').state;
    expect([real.tour, real.notice?.text]).toEqual([undefined, 'real nodes are no scenario']);
  });

  it('skips by Ctrl-N and ends by Ctrl-X, also in a dialog and while a line is written', () => {
    const begun = withTour(openedState(), 'first');
    expect(pressKeys(begun, 'C-n').state.tour?.step).toBe(1);
    expect(pressKeys(begun, 'f1', 'C-x').state.tour).toBeUndefined();
    expect(pressKeys(begun, ':', 'C-x').state.tour).toBeUndefined();
    expect(pressKeys(begun, ...Array(12).fill('C-n')).state.tour).toBeUndefined();
  });

  it.each([
    [80, 24],
    [120, 40],
    [40, 10],
    [30, 4],
  ])('fits %i x %i: each step is one sentence, and the views have the rest', (columns, rows) => {
    for (const id of TOUR_IDS) {
      const begun = withTour(openedState(undefined, { columns, rows }), id);
      for (const [step, { text }] of planOf(id).steps.entries()) {
        const state: DashboardState = { ...begun, tour: { ...begun.tour!, step } };
        expect(text.match(/[.!](\s|$)/g)).toHaveLength(1);
        const lines = frameText(screenFrame(state), state.charset).trimEnd().split('\n');
        expect(lines.length).toBeLessThanOrEqual(rows);
        if (columns < 80) continue;
        const words = lines.slice(-2).join(' ').replace(/\s+/g, ' ');
        expect(words).toContain(text);
        expect(words).toContain('Ctrl-X ends');
      }
    }
  });

  it('keeps its rows when the terminal changes', () => {
    const begun = withTour(openedState(), 'first');
    const { state } = update(begun, { type: 'resized', size: { columns: 90, rows: 30 } });
    expect([state.size.rows, screenFrame(state).rows]).toEqual([28, 30]);
    expect(pressKeys(state, 'C-x').state.size.rows).toBe(30);
  });
});
