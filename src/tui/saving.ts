import { UserError } from '../base/user-error.js';
import type { DashboardOptions, SettingsFile } from './dashboard-options.js';
import type { Effect, Message } from './message.js';
import type { Settings } from './settings.js';
import type { DashboardState } from './state.js';
import { screenFrame } from './views/screen.js';

/** Saves the settings, and says what has become of that. */
export function savedSettings(settings: Settings, file: SettingsFile | undefined): Message {
  const problem = file === undefined ? 'no settings file is configured' : file.write(settings);
  return { type: 'saved', file: file?.path ?? 'the settings file', problem };
}

/** Saves the screen, and says what has become of that. */
export function savedScreen(
  { file, form, overwrites }: Extract<Effect, { type: 'save-screen' }>,
  state: DashboardState,
  { saveScreen, session }: Pick<DashboardOptions, 'saveScreen' | 'session'>,
): Message {
  const { charset, settings } = state;
  // A picture has a background of its own.
  const theme = settings.theme === 'auto' ? (state.background ?? 'dark') : settings.theme;
  // Without what the event line says to the one who saves it.
  const frame = screenFrame({ ...state, notice: undefined });
  try {
    if (saveScreen === undefined) throw new UserError('screens cannot be saved here');
    saveScreen({ file, form, overwrites, frame, charset, theme, session });
    return { type: 'saved', file, problem: undefined };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { type: 'warned', said: error.message };
  }
}
