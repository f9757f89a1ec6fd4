import type { Session } from '../../session/session.js';
import { type Charset, charsetOf, UNICODE } from '../../tui/drawing/charset.js';
import { Onlooker } from '../../tui/onlooker.js';
import { DEFAULT_SETTINGS } from '../../tui/settings.js';
import type { Picture, PictureOptions } from '../../tui/svg/picture.js';
import type { ThemeName } from '../../tui/terminal/theme.js';
import type { ViewId } from '../../tui/views/view-id.js';
import { shippedCards } from '../dashboard/scenario-cards.js';
import type { SessionOptions } from '../opening/open-scenario.js';
import { openToWatch } from '../opening/open-to-watch.js';
import { flushed, print } from '../output.js';
import type { Size } from '../values.js';
import { CSV_HEADER, csvRows, jsonLine } from './snapshot-data.js';

export interface SnapshotOptions extends SessionOptions {
  /** Virtual time, seconds. */
  readonly at: number;
  readonly size?: Size;
  /** How many screens. */
  readonly count: number;
  /** Virtual seconds between two of them. */
  readonly delay: number;
  readonly format: 'text' | 'json' | 'csv' | 'svg';
  readonly view: ViewId;
  /** Pressed before the first screen, as the dashboard names them. */
  readonly keys?: readonly string[];
  readonly theme: ThemeName;
  readonly ascii?: boolean;
}

/**
 * Prints one screen or several, as top -b does: as text, as a picture that moves when there are
 * several, or their data as lines of JSON or CSV.
 * @returns the exit code
 */
export async function snapshot(name: string, options: SnapshotOptions): Promise<number> {
  const { at, size, count, delay, format, view, keys, theme, ascii, policyTimeout, ...flags } =
    options;
  const session = await openToWatch(name, { policyTimeout, ...flags });
  const times = Array.from({ length: count }, (_, index) => at + index * delay);
  if (format === 'json' || format === 'csv') await printData(session, times, format);
  else await printScreens(session, times, options);
  return 0;
}

/** How the screen of a session is printed where no dashboard can be shown. */
export interface PrintedLooks {
  readonly ascii?: boolean | undefined;
}

/** Prints the screen of a session as it is. */
export function printSession(session: Session, looks: PrintedLooks): void {
  const charset = charsetOf(process.env, looks);
  print(`${new Onlooker(session, { size: defaultSize(), charset }).text().trimEnd()}\n`);
}

/** As wide as COLUMNS says, or 80; tall enough for the nodes and a page of processes. */
export function defaultSize(): Size {
  const columns = Number(process.env.COLUMNS);
  const given = Number.isInteger(columns) && columns >= 40 && columns <= 500;
  return { columns: given ? columns : 80, rows: 40 };
}

async function printData(
  session: Session,
  times: readonly number[],
  format: 'json' | 'csv',
): Promise<void> {
  if (format === 'csv') print(`${CSV_HEADER}\n`);
  for (const at of times) {
    session.advance(at);
    print(format === 'json' ? jsonLine(session) : csvRows(session));
    // Nothing piles up, and a reader that has gone away ends the program.
    await flushed();
  }
}

async function printScreens(
  session: Session,
  times: readonly number[],
  options: SnapshotOptions,
): Promise<void> {
  const { size = defaultSize(), format, view, keys = [], theme, ascii = false } = options;
  const charset = charsetFor(format, ascii);
  const settings = { ...DEFAULT_SETTINGS, theme };
  const onlooker = new Onlooker(session, { size, charset, view, settings, cards: shippedCards });
  const title = `mtop-sim: ${session.info.scenario}, ${session.info.about}`;
  const picture = format === 'svg' ? await pictureOf({ charset, theme, title }) : undefined;
  for (const [index, at] of times.entries()) {
    onlooker.advance(at);
    if (index === 0) for (const key of keys) onlooker.press(key);
    if (picture !== undefined) picture.add(onlooker.frame());
    else print(`${index === 0 ? '' : '\n'}${onlooker.text().trimEnd()}\n`);
    await flushed();
  }
  if (picture !== undefined) print(picture.svg());
}

/** Loaded when asked for. */
async function pictureOf(looks: PictureOptions): Promise<Picture> {
  return new (await import('../../tui/svg/picture.js')).Picture(looks);
}

/** Text goes to a terminal that may not have more than ASCII, a picture does not. */
function charsetFor(format: SnapshotOptions['format'], ascii: boolean): Charset {
  return format === 'svg' && !ascii ? UNICODE : charsetOf(process.env, { ascii });
}
