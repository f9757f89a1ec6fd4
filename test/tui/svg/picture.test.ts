import { describe, expect, it } from 'vitest';
import { ASCII, UNICODE } from '../../../src/tui/drawing/charset.js';
import type { Frame } from '../../../src/tui/drawing/frame.js';
import { frameText } from '../../../src/tui/drawing/text.js';
import { Onlooker } from '../../../src/tui/onlooker.js';
import { Picture } from '../../../src/tui/svg/picture.js';
import { CELL, shapeOf } from '../../../src/tui/svg/shapes.js';
import { VIEWS } from '../../../src/tui/views/registry.js';
import type { ViewId } from '../../../src/tui/views/view-id.js';
import { FakeSession } from '../../support/fake-session.js';
import { screenOf } from './screen-of.js';

const SIZE = { columns: 120, rows: 40 };

function onlooker(view?: ViewId): Onlooker {
  return new Onlooker(new FakeSession(), { size: SIZE, ...(view && { view }) });
}

function picture(...frames: readonly Frame[]): Picture {
  const made = new Picture({ charset: UNICODE, theme: 'dark', title: 'a & b' });
  for (const frame of frames) made.add(frame);
  return made;
}

/** The screen without what a picture has as shapes. */
function lettersOf(frame: Frame): readonly string[] {
  const text = [...frameText(frame, UNICODE)];
  const letters = text.map((letter) => (shapeOf(letter, 0, 0) === undefined ? letter : ' '));
  return letters
    .join('')
    .split('\n')
    .map((line) => line.trimEnd());
}

describe('the picture of a screen', () => {
  it.each(VIEWS.map(({ id }) => id))('of the view %s has every letter in its cell', (view) => {
    const seen = onlooker(view);
    seen.advance(30);
    expect(screenOf(picture(seen.frame()).svg(), SIZE)).toEqual(lettersOf(seen.frame()));
  });

  it('has a dialog over what lies below, and wide letters in two cells', () => {
    const session = new FakeSession({ processes: 1 });
    session.processes.get(1000)!.command = '計算';
    const seen = new Onlooker(session, { size: SIZE });
    seen.press('m');
    const screen = screenOf(picture(seen.frame()).svg(), SIZE).join('\n');
    expect(screen).toContain('migrate 1000');
    expect(screen).toContain('Esc cancel');
    seen.press('escape');
    expect(screenOf(picture(seen.frame()).svg(), SIZE)).toEqual(lettersOf(seen.frame()));
  });

  it('that moves is each of its screens in turn', () => {
    const seen = onlooker();
    const frames = [10, 11, 12, 13].map((at) => {
      seen.advance(at);
      if (at === 12) seen.press('m');
      if (at === 13) seen.press('escape');
      return seen.frame();
    });
    const svg = picture(...frames).svg();
    for (const [index, frame] of frames.entries()) {
      expect(screenOf(svg, SIZE, index)).toEqual(lettersOf(frame));
    }
    // 4 screens of 1/6 s, then 1.5 s: the second appears after 1/6 of 2.17 s.
    expect(svg).toContain('animation:2.17s step-end infinite');
    expect(svg).toContain('@keyframes f1{0%{visibility:hidden}7.680%,to{visibility:visible}}');
  });

  it('has only what has changed', () => {
    const seen = onlooker();
    const still = picture(seen.frame()).svg();
    expect(picture(seen.frame(), seen.frame()).svg()).not.toContain('<g class="f1">');
    seen.press('down');
    const grown = picture(onlooker().frame(), seen.frame()).svg().length - still.length;
    expect(grown).toBeLessThan(still.length / 5);
  });

  it('has no script, and its title as text', () => {
    const svg = picture(onlooker().frame()).svg();
    expect(svg).not.toMatch(/<script|javascript:|\son\w+=/i);
    expect(svg).toContain('<title>a &amp; b</title>');
  });

  it('in ASCII is ASCII', () => {
    const seen = new Onlooker(new FakeSession(), { size: SIZE, charset: ASCII });
    const made = new Picture({ charset: ASCII, theme: 'mono', title: 'ASCII' });
    made.add(seen.frame());
    expect(made.svg()).toMatch(/^[\n -~]*$/);
  });
});

describe('the shape of a character', () => {
  it.each([
    // dots 1 and 8: the upper left and the lower right one
    ['\u2881', 'M1 1h2v2h-2zM6 15h2v2h-2z'],
    ['▄', `M0 9h9v9h-9z`],
    ['█', `M0 0h9v18h-9z`],
    ['▔', 'M0 0h9v2.25h-9z'],
    ['a', undefined],
    ['━', undefined],
    ['\u2800', undefined],
  ])('%s is %s', (character, shape) => {
    expect([CELL.width, CELL.height]).toEqual([9, 18]);
    expect(shapeOf(character, 0, 0)).toBe(shape);
  });
});
