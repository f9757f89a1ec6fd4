import { describe, expect, it } from 'vitest';
import type { Style } from '../../../src/tui/drawing/frame.js';
import { type Line, span } from '../../../src/tui/drawing/line.js';
import { CellPainter } from '../../../src/tui/terminal/cell-painter.js';

/** A screen of two rows of six cells, and how often a look was asked for. */
function screen() {
  const row = () =>
    Object.assign(
      Array.from({ length: 6 }, (): [number, string] => [0, ' ']),
      { dirty: false },
    );
  const lines = [row(), row()];
  let looks = 0;
  const look = ({ colour, ground, bold }: Style) => {
    looks++;
    const foreground = colour === 'good' ? 2 : 0x1ff;
    const background = ground === 'selected' ? 4 : 0x1ff;
    return { foreground, background, bold: bold === true, inverse: false, underline: false };
  };
  const painter = new CellPainter({ lines }, { depth: 8, look, foreground: () => 0 });
  const texts = () => lines.map((cells) => cells.map(([, character]) => character).join(''));
  const dirty = () => lines.map((cells) => cells.dirty);
  return { painter, lines, texts, dirty, looks: () => looks };
}

describe('the cells of the screen', () => {
  it('get texts and styles, a wide character two of them', () => {
    const { painter, lines, texts, dirty } = screen();
    painter.paint([[span('a', { colour: 'good' }), span('中b', { ground: 'selected' })]]);
    expect(texts()).toEqual(['a中 b  ', '      ']);
    expect(dirty()).toEqual([true, false]);
    // Flags, foreground and background in 9 bits each; 0x1ff is the default.
    const plain = (foreground: number, background: number) => (foreground << 9) | background;
    const selected = plain(0x1ff, 4);
    expect(lines[0]!.slice(0, 5).map(([attribute]) => attribute)).toEqual([
      ...[plain(2, 0x1ff), selected, selected, selected, 0],
    ]);
  });

  it('are bold where the text is, also in a colour that was plain before', () => {
    const { painter, lines, looks } = screen();
    const styles: Style[] = [{ colour: 'good' }, { colour: 'good', bold: true }];
    painter.paint([[...styles, ...styles].map((style) => span('x', style))]);
    const [plain, bold, again] = lines[0]!.map(([attribute]) => attribute);
    expect([bold! - plain!, again! - plain!]).toEqual([1 << 18, 0]);
    // Each style is looked up once.
    expect(looks()).toBe(2);
  });

  it('are marked to be drawn only in rows in which something has changed', () => {
    const { painter, lines, dirty } = screen();
    const first: Line = [span('one')];
    painter.paint([first, [span('two')]]);
    for (const row of lines) row.dirty = false;
    painter.paint([first, [span('two')]]);
    expect(dirty()).toEqual([false, false]);
    painter.paint([first, [span('twa')]]);
    expect(dirty()).toEqual([false, true]);
  });

  it('are painted again, though the line is the same, when they have been forgotten', () => {
    const { painter, lines, texts } = screen();
    const line: Line = [span('one')];
    painter.paint([line]);
    lines[0]![0] = [0, '?'];
    painter.paint([line]);
    expect(texts()[0]).toBe('?ne   ');
    painter.forget();
    painter.paint([line]);
    expect(texts()[0]).toBe('one   ');
  });

  it('end where the screen does', () => {
    const { painter, texts } = screen();
    painter.paint([[span('longer than six')], [], [span('below')]]);
    expect(texts()).toEqual(['longer', '      ']);
  });
});
