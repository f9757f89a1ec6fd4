import type { Session } from '../../session/session.js';
import type { ScenarioShelf } from '../../tui/scenarios.js';
import type { ThemeName } from '../../tui/terminal/theme.js';
import { readSettings, settingsFile, writeSettings } from '../files/settings-file.js';
import {
  openScenario,
  type ScenarioOptions,
  type SessionOptions,
} from '../opening/open-scenario.js';
import { openSession } from '../opening/open-session.js';
import { shippedCards } from '../scenario-cards.js';

export interface DashboardOptions extends SessionOptions {
  /** Virtual seconds per second. */
  readonly rate: number;
  /** Whether the cluster can only be watched. */
  readonly readonly?: boolean;
  readonly theme?: ThemeName;
  readonly ascii?: boolean;
}

/** The virtual time of the screen printed where there is no terminal: a cluster at work. */
const SNAPSHOT_SECONDS = 60;

/**
 * Shows the cluster and lets the user steer it; without a terminal that could, prints one screen.
 * @returns the exit code
 */
export async function dashboard(name: string, options: DashboardOptions): Promise<number> {
  const { rate, policyTimeout, readonly = false, theme, ascii = false, ...flags } = options;
  // Loading it takes longer than all the rest: it continues meanwhile.
  const screen = hasScreen() ? import('../../tui/app.js') : undefined;
  const scenario = openScenario(name, flags);
  if (screen === undefined) {
    const { defaultSize, printSnapshot } = await import('./snapshot.js');
    await printSnapshot(scenario, SNAPSHOT_SECONDS, defaultSize(), policyTimeout);
    return 0;
  }
  const session = await openSession(scenario, { measures: true, policyTimeout });
  const scenarios = shelf(name, flags, policyTimeout);
  return await showDashboard(
    session,
    { rate, readOnly: readonly, theme, ascii, scenarios },
    screen,
  );
}

/** The scenarios that can be started from the dashboard; the one shown keeps its flags. */
function shelf(
  name: string,
  flags: ScenarioOptions,
  policyTimeout: number | undefined,
): ScenarioShelf {
  let shown = { name, flags };
  return {
    cards: shippedCards,
    async open({ name: other, seed }) {
      const chosen = other === undefined ? shown : { name: other, flags: {} };
      const seeded = seed === undefined ? chosen.flags : { ...chosen.flags, seed };
      const scenario = openScenario(chosen.name, seeded);
      const session = await openSession(scenario, { measures: true, policyTimeout });
      shown = { name: chosen.name, flags: seeded };
      return session;
    },
  };
}

/** How a session is shown. */
export interface Showing {
  readonly rate: number;
  readonly readOnly?: boolean | undefined;
  readonly theme?: ThemeName | undefined;
  readonly ascii?: boolean | undefined;
  readonly scenarios?: ScenarioShelf;
}

/**
 * Shows a session on the terminal, as the user has set the dashboard up.
 * @param screen its code, if it is being loaded already
 * @returns the exit code
 */
export async function showDashboard(
  session: Session,
  { rate, readOnly = false, theme, ascii = false, scenarios }: Showing,
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
    environment: process.env,
    settings: theme === undefined ? settings : { ...settings, theme },
    problem,
    settingsFile: { path, write: (given) => writeSettings(path, given) },
  });
}

/** Whether there is a terminal that can show a screen. */
export function hasScreen(): boolean {
  const { TERM } = process.env;
  return Boolean(process.stdin.isTTY && process.stdout.isTTY && TERM && TERM !== 'dumb');
}
