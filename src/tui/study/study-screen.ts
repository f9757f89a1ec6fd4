import type { StudyPace } from '../../lab/report/runs-pace.js';
import type { StudyStanding } from '../../lab/report/standing.js';
import type { Charset } from '../drawing/charset.js';
import type { Size } from '../drawing/frame.js';

/** All that the screen of a running study is made of. */
export interface StudyScreen {
  readonly size: Size;
  readonly charset: Charset;
  readonly standing: StudyStanding;
  readonly pace: StudyPace;
  /** Why what is shown may be old; undefined: it is not. */
  readonly problem: string | undefined;
  /** The cell that is shown first. */
  readonly top: number;
}

/** Title, whole, pace and header above the rows; the line of keys below. */
const OTHER_ROWS = 5;

/** How many rows there are for cells. */
export function rowsOf({ size }: Pick<StudyScreen, 'size'>): number {
  return Math.max(1, size.rows - OTHER_ROWS);
}

/** What a key asks for that only the program can do. */
export type StudyWish = 'quit' | 'suspend' | 'redraw';

/** @returns the screen after a key, or what it asks for */
export function pressed(screen: StudyScreen, key: string): StudyScreen | StudyWish {
  const page = rowsOf(screen);
  switch (key) {
    case 'q':
    case 'f10':
    case 'C-c':
      return 'quit';
    case 'C-z':
      return 'suspend';
    case 'C-l':
      return 'redraw';
    case 'up':
      return scrolled(screen, -1);
    case 'down':
      return scrolled(screen, 1);
    case 'pageup':
      return scrolled(screen, -page);
    case 'pagedown':
      return scrolled(screen, page);
    case 'home':
      return scrolled(screen, Number.NEGATIVE_INFINITY);
    case 'end':
      return scrolled(screen, Number.POSITIVE_INFINITY);
    default:
      return screen;
  }
}

/** The last row is never above the end of the screen if it need not be. */
export function scrolled(screen: StudyScreen, rows: number): StudyScreen {
  const last = Math.max(0, screen.standing.cells.length - rowsOf(screen));
  return { ...screen, top: Math.max(0, Math.min(last, screen.top + rows)) };
}
