import { cellWidth, truncate } from '../drawing/cell-width.js';
import type { Charset } from '../drawing/charset.js';
import { type Line, span } from '../drawing/line.js';
import { sanitize } from '../drawing/sanitize.js';

/** One line of text being written, and where its cursor is. */
export interface LineEditor {
  readonly text: string;
  /** Characters before the cursor. */
  readonly cursor: number;
}

export const EMPTY_LINE: LineEditor = { text: '', cursor: 0 };

/** A text with the cursor behind it. */
export function editing(text: string): LineEditor {
  return { text, cursor: [...text].length };
}

/** The line after a key, as readline would have it; undefined: the key is none of an editor's. */
export function pressInLine(line: LineEditor, key: string): LineEditor | undefined {
  const characters = [...line.text];
  const { cursor } = line;
  switch (key) {
    case 'left':
    case 'C-b':
      return { ...line, cursor: Math.max(0, cursor - 1) };
    case 'right':
    case 'C-f':
      return { ...line, cursor: Math.min(characters.length, cursor + 1) };
    case 'home':
    case 'C-a':
      return { ...line, cursor: 0 };
    case 'end':
    case 'C-e':
      return { ...line, cursor: characters.length };
    case 'backspace':
    case 'C-h':
      return without(characters, Math.max(0, cursor - 1), cursor);
    case 'delete':
    case 'C-d':
      return without(characters, cursor, cursor + 1);
    case 'C-w':
      return without(characters, wordStart(characters, cursor), cursor);
    case 'C-u':
      return without(characters, 0, cursor);
    case 'C-k':
      return without(characters, cursor, characters.length);
    default: {
      const character = characterOf(key);
      return character === undefined ? undefined : insertInLine(line, character);
    }
  }
}

/** The line with a text put in at the cursor: what was pasted comes as one harmless line. */
export function insertInLine(line: LineEditor, text: string): LineEditor {
  const characters = [...line.text];
  const room = Math.max(0, MOST_CHARACTERS - characters.length);
  const inserted = [...sanitize(text)].slice(0, room);
  return {
    text: characters.toSpliced(line.cursor, 0, ...inserted).join(''),
    cursor: line.cursor + inserted.length,
  };
}

/** The line in exactly `cells` cells, its cursor in sight. */
export function editorSpans(line: LineEditor, cells: number, charset: Charset): Line {
  if (cells <= 0) return [];
  const characters = [...line.text];
  const at = characters[line.cursor] ?? ' ';
  let before = characters.slice(0, line.cursor).join('');
  const room = cells - cellWidth(at);
  if (room < 0) return [span(' '.repeat(cells), FIELD)];
  if (cellWidth(before) > room) before = lastCells(before, room, charset.ellipsis);
  const left = room - cellWidth(before);
  const after = truncate(characters.slice(line.cursor + 1).join(''), left, charset.ellipsis);
  const filling = ' '.repeat(Math.max(0, left - cellWidth(after)));
  return [
    span(before, FIELD),
    span(at, { colour: 'strong', ground: 'selected', bold: true }),
    span(after + filling, FIELD),
  ];
}

/** The character that a key stands for; undefined: it is no character. */
function characterOf(key: string): string | undefined {
  if (key === 'space') return ' ';
  const shifted = /^S-([a-z])$/.exec(key)?.[1];
  if (shifted !== undefined) return shifted.toUpperCase();
  return [...key].length === 1 ? key : undefined;
}

const MOST_CHARACTERS = 400;
const FIELD = { colour: 'strong', ground: 'field' } as const;

function without(characters: readonly string[], from: number, to: number): LineEditor {
  return { text: characters.toSpliced(from, to - from).join(''), cursor: from };
}

function wordStart(characters: readonly string[], cursor: number): number {
  let start = cursor;
  while (start > 0 && characters[start - 1] === ' ') start--;
  while (start > 0 && characters[start - 1] !== ' ') start--;
  return start;
}

/** The end of a text, with a mark where it was cut. */
function lastCells(text: string, cells: number, mark: string): string {
  const characters = [...text];
  let width = cellWidth(text);
  const most = cells - cellWidth(mark);
  while (width > Math.max(0, most)) width -= cellWidth(characters.shift() ?? ' ');
  return most < 0 ? ' '.repeat(cells) : `${mark}${characters.join('')}`;
}
