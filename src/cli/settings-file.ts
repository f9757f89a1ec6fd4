import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { DEFAULT_SETTINGS, formatSettings, parseSettings, type Settings } from '../tui/settings.js';

/** Settings as they were found, and what was wrong with their file. */
export interface FoundSettings {
  readonly settings: Settings;
  readonly problem: string | undefined;
}

/** $XDG_CONFIG_HOME/mtop-sim/config.json, or the same in ~/.config. */
export function settingsFile(): string {
  const { XDG_CONFIG_HOME } = process.env;
  // A relative path is to be ignored (XDG Base Directory Specification).
  const base = XDG_CONFIG_HOME?.startsWith('/') ? XDG_CONFIG_HOME : join(homedir(), '.config');
  return join(base, 'mtop-sim', 'config.json');
}

/** Reads the settings; a file that is not right is left as it is and the defaults hold. */
export function readSettings(file: string): FoundSettings {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const problem = isMissing ? undefined : `${file} cannot be read: ${reasonOf(error)}`;
    return { settings: DEFAULT_SETTINGS, problem };
  }
  const settings = parseSettings(text);
  return typeof settings === 'string'
    ? { settings: DEFAULT_SETTINGS, problem: `${file} is ignored: ${settings}` }
    : { settings, problem: undefined };
}

/**
 * Writes the settings: the file is always a whole one, the old or the new.
 * @returns why they could not be written; undefined: they are
 */
export function writeSettings(file: string, settings: Settings): string | undefined {
  const written = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    try {
      writeFileSync(written, formatSettings(settings));
      renameSync(written, file);
    } catch (error) {
      // Only below a folder that exists: elsewhere removing fails as well.
      rmSync(written, { force: true });
      throw error;
    }
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
