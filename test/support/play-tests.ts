import { describe, expect, it } from 'vitest';
import type { ViewId } from '../../src/tui/views/view-id.js';
import { flow, keysOf, screensOf } from './laboratory.js';

/** Ways through the dashboard: their names, and their steps. */
export type Flows = Readonly<Record<string, readonly string[]>>;

/** Tests that a view shows and does what it did when that was looked at last; `-u` writes it anew, beside the test. */
export function playView(view: ViewId, { before, flows }: ViewPlay): void {
  describe(`the view ${view}, as it was looked at last: -u writes it anew`, () => {
    it('has all its parts in every size', async () => {
      await expect(screensOf(view)).toMatchFileSnapshot('played/screens.txt');
    });

    it('does with each key what that is for', async () => {
      await expect(keysOf(view, ...before)).toMatchFileSnapshot('played/keys.txt');
    });

    testFlows(flows);
  });
}

/** What is played of a view. */
interface ViewPlay {
  /** Pressed before each of its keys. */
  readonly before: readonly string[];
  readonly flows: Flows;
}

/** The same of what is no view. */
export function playFlows(flows: Flows): void {
  describe('what is played, as it was looked at last: -u writes it anew', () => testFlows(flows));
}

function testFlows(flows: Flows): void {
  it.each(Object.entries(flows))('%s', async (name, steps) => {
    await expect(flow(...steps)).toMatchFileSnapshot(`played/${name.replaceAll(' ', '-')}.txt`);
  });
}
