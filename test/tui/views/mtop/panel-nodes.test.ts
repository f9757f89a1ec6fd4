import { describe, expect, it } from 'vitest';
import { lineText } from '../../../../src/tui/drawing/line.js';
import { nodeLines } from '../../../../src/tui/views/mtop/nodes.js';
import { openedState } from '../../../support/dashboard-state.js';
import { FakeSession } from '../../../support/fake-session.js';

const opened = openedState(new FakeSession({ nodes: 3 }));
const nodes = opened.sample.nodes.map((node) => ({
  ...{ ...node, name: 'name', runnable: 777, local: 666, guests: 555, away: 444 },
}));
const state = { ...opened, sample: { ...opened.sample, nodes } };

describe('the nodes above the list', () => {
  it.each([58, 80, 120, 200])('have their titles above their figures in %d columns', (width) => {
    const area = { form: 'table', left: 0, top: 0, width, height: 4, across: 1 } as const;
    const [header, first] = nodeLines(state, area).map(lineText);
    expect([header!.length, first!.length]).toEqual([width, width]);
    // Numbers end below the last letter, words begin below the first.
    const ends = { 'N#': /1(?= name)/, RUN: /777/, LOC: /666/, GST: /555/, AWY: /444/ };
    for (const [title, figure] of Object.entries(ends)) {
      const found = figure.exec(first!)!;
      expect([title, header!.indexOf(title) + title.length]).toEqual([
        title,
        found.index + found[0].length,
      ]);
    }
    for (const [title, word] of [
      ['NODE', 'name'],
      ['STATE', '●up'],
    ] as const) {
      expect([title, header!.indexOf(title)]).toEqual([title, first!.indexOf(word)]);
    }
    expect(header!.indexOf('LOAD')).toBe(header!.indexOf('STATE') + 'leaving '.length + 1);
  });
});
