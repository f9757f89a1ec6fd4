import { describe, expect, it } from 'vitest';
import { cellWidth } from '../../../src/tui/drawing/cell-width.js';
import { UNICODE } from '../../../src/tui/drawing/charset.js';
import { lineText } from '../../../src/tui/drawing/line.js';
import {
  EMPTY_LINE,
  editing,
  editorSpans,
  insertInLine,
  type LineEditor,
  pressInLine,
} from '../../../src/tui/prompt/line-editor.js';
import fc from '../../support/properties.js';

function pressed(line: LineEditor, ...keys: readonly string[]): LineEditor {
  return keys.reduce((before, key) => pressInLine(before, key) ?? before, line);
}

describe('the line editor', () => {
  it.each([
    [['a', 'b', 'space', 'S-c'], 'ab C', 4],
    [['a', 'b', 'left', 'x'], 'axb', 2],
    [['a', 'b', 'home', 'delete'], 'b', 0],
    [['a', 'b', 'backspace', 'backspace', 'backspace'], '', 0],
    [['a', 'space', 'b', 'c', 'C-w'], 'a ', 2],
    [['a', 'b', 'C-a', 'C-k'], '', 0],
    [['a', 'b', 'left', 'C-u'], 'b', 0],
    [['計', '算', 'left', 'backspace'], '算', 0],
  ])('makes of %j %j', (keys, text, cursor) => {
    expect(pressed(EMPTY_LINE, ...keys)).toEqual({ text, cursor });
  });

  it('leaves keys alone that are no text', () => {
    for (const key of ['f3', 'escape', 'tab', 'enter', 'C-x', 'pageup']) {
      expect(pressInLine(EMPTY_LINE, key)).toBeUndefined();
    }
  });

  it('takes a paste at the cursor, as one harmless line', () => {
    const line = insertInLine({ text: 'ab', cursor: 1 }, 'x\ny\x1b[2J');
    expect(line).toEqual({ text: 'ax?y?[2Jb', cursor: 8 });
  });

  it('fills its cells exactly, whatever is written and wherever the cursor is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(30), fc.nat(30), (text, back, cells) => {
        const whole = insertInLine(editing(''), text);
        const line = { ...whole, cursor: Math.max(0, whole.cursor - back) };
        expect(cellWidth(lineText(editorSpans(line, cells, UNICODE)))).toBe(cells);
      }),
    );
  });
});
