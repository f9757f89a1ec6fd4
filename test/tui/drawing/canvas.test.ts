import { describe, expect, it } from 'vitest';
import { Canvas } from '../../../src/tui/drawing/canvas.js';
import { ASCII, UNICODE } from '../../../src/tui/drawing/charset.js';
import { strokeOf, strokeSample } from '../../../src/tui/drawing/stroke.js';

const STROKE = { on: 1, off: 1, ascii: '-', sample: '━━' };

const textOf = (canvas: Canvas) =>
  canvas.lines().map((line) => line.map(({ text }) => text).join(''));

describe('a canvas of fine dots, 2 x 4 a cell', () => {
  // The dots of braille are numbered down the left column, then the right one, the last row last.
  it.each([
    [0, 0, 0x01],
    [0, 1, 0x02],
    [0, 2, 0x04],
    [1, 0, 0x08],
    [1, 1, 0x10],
    [1, 2, 0x20],
    [0, 3, 0x40],
    [1, 3, 0x80],
  ])('has at %i, %i the dot %i', (x, y, dot) => {
    const canvas = new Canvas(2, 2, UNICODE);
    canvas.dot(2 + x, 4 + y, 'text');
    expect(textOf(canvas)).toEqual(['  ', ` ${String.fromCharCode(0x2800 + dot)}`]);
  });

  it('keeps all dots of a cell, in the colour of the last one', () => {
    const canvas = new Canvas(1, 1, UNICODE);
    canvas.dot(0, 0, 'faint');
    canvas.dot(1, 3, 'strong');
    expect(canvas.lines()).toEqual([[{ text: '\u2881', style: { colour: 'strong' } }]]);
  });

  it('draws a line with both its ends, or every third dot of it', () => {
    const whole = new Canvas(3, 1, UNICODE);
    whole.line({ x: 0, y: 0 }, { x: 5, y: 0 }, 'text');
    expect(textOf(whole)).toEqual(['\u2809\u2809\u2809']);
    const thin = new Canvas(3, 1, UNICODE);
    thin.line({ x: 0, y: 0 }, { x: 5, y: 0 }, 'text', 3);
    expect(textOf(thin)).toEqual(['\u2801\u2808 ']);
  });

  it('draws a stroke that lies still on the sheet, down it where it is steep', () => {
    const flat = new Canvas(3, 1, UNICODE);
    flat.curve({ x: 1, y: 0 }, { x: 5, y: 0 }, 'text', STROKE);
    expect(textOf(flat)).toEqual([' \u2801\u2801']);
    const steep = new Canvas(1, 1, UNICODE);
    steep.curve({ x: 0, y: 0 }, { x: 0, y: 3 }, 'text', STROKE);
    expect(textOf(steep)).toEqual(['\u2805']);
  });

  it('lets no dot come where a text stands or will stand, or beyond its edges', () => {
    const canvas = new Canvas(3, 1, UNICODE);
    canvas.reserve(0, 0, 1);
    canvas.text(1, 0, 'a');
    expect([0, 1].map((column) => canvas.isReserved({ column, row: 0 }))).toEqual([true, false]);
    canvas.line({ x: -4, y: 0 }, { x: 9, y: 0 }, 'text');
    canvas.dot(0, 4, 'text');
    expect(textOf(canvas)).toEqual([' a\u2809']);
  });
});

describe('a canvas of characters', () => {
  it('has a sign for each cell with a dot, the last one, and all of a stroke', () => {
    const canvas = new Canvas(4, 1, ASCII);
    canvas.dot(0, 0, 'text');
    canvas.dot(0, 0, 'text', 'o');
    canvas.curve({ x: 1, y: 0 }, { x: 3, y: 0 }, 'text', STROKE);
    expect(textOf(canvas)).toEqual(['o---']);
  });

  it('writes a text over what is there, "?" for what needs two cells, and nothing for no width', () => {
    const canvas = new Canvas(4, 1, ASCII);
    canvas.dot(0, 0, 'text');
    canvas.text(0, 0, 'a\u0301\u6f22b', { bold: true });
    canvas.text(3, 0, 'xyz');
    canvas.ground(1, 0, 1, 'selected');
    expect(canvas.lines()).toEqual([
      [
        { text: 'a', style: { bold: true } },
        { text: '?', style: { bold: true, ground: 'selected' } },
        { text: 'b', style: { bold: true } },
        { text: 'x', style: {} },
      ],
    ]);
  });
});

describe('the strokes of the curves of a chart', () => {
  /** Which of the first 24 dots of a curve that lies flat are set. */
  const dotsOf = (curve: number) => {
    const canvas = new Canvas(12, 1, UNICODE);
    canvas.curve({ x: 0, y: 0 }, { x: 23, y: 0 }, 'text', strokeOf(curve));
    return [...textOf(canvas)[0]!]
      .map((cell) => (cell === ' ' ? 0 : cell.charCodeAt(0) - 0x2800))
      .map((dots) => `${dots & 1 ? '#' : ' '}${dots & 8 ? '#' : ' '}`)
      .join('');
  };

  it('are whole, of five dots in eight, and of every third one', () => {
    expect([0, 1, 2].map(dotsOf)).toEqual([
      '########################',
      '#####   #####   #####   ',
      '#  #  #  #  #  #  #  #  ',
    ]);
    expect(strokeOf(3)).toBe(strokeOf(0));
    expect([0, 1, 2].map((curve) => strokeSample(curve, ASCII))).toEqual(['**', '++', '..']);
    expect(strokeSample(1, UNICODE)).toBe('╸╺');
  });
});
