import type { Scenario } from '../scenario/scenario.js';
import type { Session } from '../session/session.js';
import { charsetOf } from '../tui/drawing/charset.js';
import type { History } from '../tui/past/history.js';
import { advanceRemembering, snapshotText } from '../tui/snapshot.js';
import type { ViewId } from '../tui/views/view-id.js';
import { openScenario, type ScenarioOptions } from './open-scenario.js';
import { openSession } from './open-session.js';
import { print } from './output.js';
import { CSV_HEADER, csvRows, jsonLine } from './snapshot-data.js';
import type { Size } from './values.js';

export interface SnapshotOptions extends ScenarioOptions {
  /** Virtual time, seconds. */
  readonly at: number;
  readonly size?: Size;
  /** How many screens. */
  readonly count: number;
  /** Virtual seconds between two of them. */
  readonly delay: number;
  readonly format: 'text' | 'json' | 'csv';
  readonly view: ViewId;
}

/**
 * Prints one screen or several, as top -b does: as text, or their data as lines of JSON or CSV.
 * @returns the exit code
 */
export async function snapshot(name: string, options: SnapshotOptions): Promise<number> {
  const { at, size = defaultSize(), count, delay, format, view, ...flags } = options;
  const session = await openSession(openScenario(name, flags), { measures: true });
  let history: History | undefined;
  if (format === 'csv') print(`${CSV_HEADER}\n`);
  for (let index = 0; index < count; index++) {
    history = advanceRemembering(session, at + index * delay, history);
    if (format === 'json') print(jsonLine(session));
    else if (format === 'csv') print(csvRows(session));
    else print(`${index === 0 ? '' : '\n'}${screenText(session, size, history, view)}`);
  }
  return 0;
}

/** Prints the screen of a scenario at a virtual time. */
export async function printSnapshot(scenario: Scenario, at: number, size: Size): Promise<void> {
  const session = await openSession(scenario, { measures: true });
  print(screenText(session, size, advanceRemembering(session, at), 'mtop'));
}

/** As wide as COLUMNS says, or 80; tall enough for the nodes and a page of processes. */
export function defaultSize(): Size {
  const columns = Number(process.env.COLUMNS);
  const given = Number.isInteger(columns) && columns >= 40 && columns <= 500;
  return { columns: given ? columns : 80, rows: 40 };
}

function screenText(session: Session, size: Size, history: History, view: ViewId): string {
  const charset = charsetOf(process.env);
  return `${snapshotText(session, size, { charset, history, view }).trimEnd()}\n`;
}
