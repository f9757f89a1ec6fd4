import type { MetricsAddress } from '../../control/metrics-server.js';
import type { RecordedSession } from '../../recording/recorded-session.js';
import type { Session } from '../../session/session.js';
import type { Seen } from '../../tui/dashboard-options.js';
import type { ScenarioShelf } from '../../tui/scenarios.js';
import type { ThemeName } from '../../tui/terminal/theme.js';
import type { TourId } from '../../tui/tour/tour.js';
import { farewell } from '../dashboard/farewell.js';
import { saveScreen } from '../dashboard/save-screen.js';
import { share } from '../dashboard/sharing.js';
import { type Keep, Shelf } from '../dashboard/shelf.js';
import { Warnings } from '../dashboard/warnings.js';
import { recordings } from '../files/recording-file.js';
import { isFirstStart, readSettings, settingsFile, writeSettings } from '../files/settings-file.js';
import { InputFiles } from '../opening/input-files.js';
import { openToRecord } from '../opening/open-recording.js';
import { openScenario, type SessionOptions } from '../opening/open-scenario.js';
import { openSession } from '../opening/open-session.js';
import { print } from '../output.js';
import { futuresOf } from '../running/futures.js';
import { Recorder, type RecorderOptions } from '../running/recorder.js';

/** How a dashboard of a simulated cluster looks, and whether it is recorded. */
export interface ScreenOptions {
  /** Virtual seconds per second. */
  readonly rate: number;
  /** Whether the cluster can only be watched. */
  readonly readonly?: boolean;
  readonly theme?: ThemeName;
  readonly ascii?: boolean;
  /** Default: true. */
  readonly record?: boolean;
  /** Whether others may attach to it; default: true. */
  readonly listen?: boolean;
  /** Where figures are served to Prometheus. */
  readonly metrics?: MetricsAddress;
  /** The tour that is begun with. */
  readonly tour?: TourId;
}

export interface DashboardOptions extends SessionOptions, ScreenOptions {}

/** The virtual time of the screen printed where there is no terminal: a cluster at work. */
const SNAPSHOT_SECONDS = 60;

/**
 * Shows the cluster and lets the user steer it; without a terminal that could, prints one screen.
 * @returns the exit code
 */
export async function dashboard(name: string, options: DashboardOptions): Promise<number> {
  const { rate, readonly, theme, ascii, record = true, listen, metrics, tour, ...flags } = options;
  // Loading it takes longer than all the rest: it continues meanwhile.
  const screen = hasScreen() ? import('../../tui/app.js') : undefined;
  if (screen === undefined) {
    const { printSession } = await import('./snapshot.js');
    const { policyTimeout, ...changes } = flags;
    const scenario = openScenario(name, changes);
    const session = await openSession(scenario, { measures: true, policyTimeout });
    session.advance(SNAPSHOT_SECONDS);
    printSession(session, { ascii });
    return 0;
  }
  const { session, header, made } = await openToRecord(name, flags);
  session.futures = futuresOf(session, made);
  const warnings = new Warnings();
  let recorder: Recorder | undefined;
  const keep: Keep = (begun, recorded) => {
    recorder?.close();
    if (record) recorder = recordUntilFailure(begun, recorded, warnings);
  };
  keep(session, { header });
  const shelf = new Shelf(name, flags, keep);
  const inputs = () => shelf.inputs();
  const onQuit = (seen: Seen) => print(farewell(seen, again(shelf, record)));
  const shared = share(session, {
    ...{ nodes: session.nodes, listen, metrics, readOnly: readonly, warnings },
  });
  const scenarios: ScenarioShelf = {
    cards: () => shelf.cards(),
    open: async (choice) => shared.show(await shelf.open(choice)),
  };
  const showing = { rate, readOnly: readonly, theme, ascii, scenarios, tour, warnings };
  return await showDashboard(shared.session, { ...showing, inputs, onQuit }, screen);
}

/** How a run can be seen again. */
function again(scenarios: Shelf, record: boolean): Parameters<typeof farewell>[1] {
  const resumes = record && recordings().length > 0;
  const command = scenarios.command();
  return [
    ...(command === undefined ? [] : [['again', command] as const]),
    ...(resumes ? [['go on', 'mtop-sim resume'] as const] : []),
  ];
}

/** Shows a recorded session, which is written down as it goes on unless that is not wanted. */
export async function showRecorded(
  session: RecordedSession,
  {
    readonly: readOnly,
    record = true,
    listen,
    metrics,
    ...looks
  }: ScreenOptions & Pick<Showing, 'problem'>,
  recorded: Omit<RecorderOptions, 'onFailure'>,
): Promise<number> {
  const warnings = new Warnings();
  if (record) recordUntilFailure(session, recorded, warnings);
  const shared = share(session, { nodes: session.nodes, listen, metrics, readOnly, warnings });
  return await showDashboard(shared.session, { ...looks, readOnly, warnings });
}

function recordUntilFailure(
  session: RecordedSession,
  recorded: Omit<RecorderOptions, 'onFailure'>,
  warnings: Warnings,
): Recorder {
  const onFailure = (reason: string) => warnings.say(`this session is not recorded: ${reason}`);
  return new Recorder(session, { ...recorded, onFailure });
}

/** How a session is shown. */
export interface Showing {
  readonly rate: number;
  readonly readOnly?: boolean | undefined;
  readonly theme?: ThemeName | undefined;
  readonly ascii?: boolean | undefined;
  readonly scenarios?: ScenarioShelf;
  /** Said at the beginning. */
  readonly problem?: string | undefined;
  readonly warnings?: Warnings | undefined;
  readonly tour?: TourId | undefined;
  /** The files that the run reads, which no saved screen may write over. */
  readonly inputs?: () => InputFiles;
  readonly onQuit?: (seen: Seen) => void;
  /** Gets what to call when the session is gone. */
  readonly onLoss?: (listener: () => void) => void;
}

/**
 * Shows a session on the terminal, as the user has set the dashboard up.
 * @param screen its code, if it is being loaded already
 * @returns the exit code
 */
export async function showDashboard(
  session: Session,
  {
    rate,
    readOnly = false,
    theme,
    ascii = false,
    scenarios,
    tour,
    problem: first,
    warnings,
    inputs = () => new InputFiles(),
    onQuit,
    onLoss,
  }: Showing,
  screen = import('../../tui/app.js'),
): Promise<number> {
  const path = settingsFile();
  const { settings, problem } = readSettings(path);
  const { startDashboard } = await screen;
  return await startDashboard({
    session,
    rate,
    readOnly,
    ascii,
    scenarios,
    tour,
    offersTour: tour === undefined && scenarios !== undefined && isFirstStart(path),
    environment: process.env,
    settings: theme === undefined ? settings : { ...settings, theme },
    problem: first ?? problem,
    onWarnings: (listener) => warnings?.listen(listener),
    saveScreen: (saved) => {
      const read = inputs();
      read.add('the settings', path);
      saveScreen(saved, read);
    },
    onQuit,
    onLoss,
    settingsFile: { path, write: (given) => writeSettings(path, given) },
  });
}

/** Whether there is a terminal that can show a screen. */
export function hasScreen(): boolean {
  const { TERM } = process.env;
  return Boolean(process.stdin.isTTY && process.stdout.isTTY && TERM && TERM !== 'dumb');
}
