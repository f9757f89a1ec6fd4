import type { Session } from '../session/session.js';
import type { Charset } from './drawing/charset.js';
import type { Frame } from './drawing/frame.js';
import type { SavedForm } from './prompt/save-words.js';
import type { ScenarioShelf } from './scenarios.js';
import type { Settings } from './settings.js';
import type { DashboardState } from './state.js';
import type { ThemeName } from './terminal/theme.js';
import type { TourId } from './tour/tour.js';

/** What a dashboard on a terminal gets from outside. */
export interface DashboardOptions {
  readonly session: Session;
  /** Virtual seconds per second. */
  readonly rate: number;
  /** Whether the cluster can only be watched. */
  readonly readOnly?: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** ASCII even where the locale could do more. */
  readonly ascii?: boolean;
  readonly settings?: Settings;
  /** Said at the beginning: what was wrong with the settings. */
  readonly problem?: string | undefined;
  readonly settingsFile?: SettingsFile;
  /** Other runs that can be shown; none: only this one. */
  readonly scenarios?: ScenarioShelf | undefined;
  /** @throws UserError when it cannot be saved */
  readonly saveScreen?: ((screen: SavedScreen) => void) | undefined;
  /** The user has left. */
  readonly onQuit?: ((seen: Seen) => void) | undefined;
  /** Gets what to call with something that is to be said meanwhile. */
  readonly onWarnings?: ((listener: (said: string) => void) => void) | undefined;
  /** Gets what to call when the session is gone, which ends the dashboard with 1. */
  readonly onLoss?: ((listener: () => void) => void) | undefined;
  /** The tour that is begun with; none: nobody is shown around. */
  readonly tour?: TourId | undefined;
  /** Whether a tour is offered: the user is new. */
  readonly offersTour?: boolean;
}

/** A screen that is to be saved, and what it was made of. */
export interface SavedScreen {
  readonly file: string;
  readonly form: SavedForm;
  readonly overwrites: boolean;
  readonly frame: Frame;
  readonly charset: Charset;
  readonly theme: ThemeName;
  readonly session: Session;
}

/** What was there to be seen when the user left. */
export type Seen = Pick<DashboardState, 'info' | 'sample' | 'outcome'>;

/** Where the settings are kept. */
export interface SettingsFile {
  readonly path: string;
  /** @returns why they could not be written */
  write(settings: Settings): string | undefined;
}
