import { closeSync, constants, copyFileSync, existsSync, openSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UserError } from '../../base/user-error.js';
import {
  DEFAULT_SETTINGS,
  formatSettings,
  parseSettings,
  type Settings,
} from '../../tui/settings.js';
import { systemReason } from '../failure.js';
import { type FileTarget, targetOf } from './file-target.js';
import { makeFolder } from './folder.js';
import { PartFile, placeTogether } from './part-file.js';
import { readTextFile } from './text-file.js';
import { baseFolder } from './user.js';

/** Settings as they were found, and what was wrong with their file. */
export interface FoundSettings {
  readonly settings: Settings;
  readonly problem: string | undefined;
}

/** $XDG_CONFIG_HOME/mtop-sim/config.json, or the same in ~/.config. */
export function settingsFile(): string {
  return join(baseFolder('XDG_CONFIG_HOME', '.config'), 'mtop-sim', 'config.json');
}

/** Reads the settings; a file that is not right is left as it is and the defaults hold. */
export function readSettings(file: string): FoundSettings {
  if (!existsSync(file)) return { settings: DEFAULT_SETTINGS, problem: undefined };
  const settings = settingsOf(file);
  if (typeof settings !== 'string') return { settings, problem: undefined };
  return { settings: DEFAULT_SETTINGS, problem: `${file} is ignored: ${settings}` };
}

/** @returns a sentence when it is no settings file */
function settingsOf(file: string): Settings | string {
  try {
    if (!statSync(file).isFile()) return 'it is not a file';
    return parseSettings(readTextFile(file, MOST_BYTES));
  } catch (error) {
    return error instanceof UserError ? error.message : systemReason(error);
  }
}

/**
 * Whether the dashboard is started for the first time: a mark beside the settings says that it was.
 * Where no mark can be made it is not the first time, so that nobody is greeted again and again.
 */
export function isFirstStart(file: string): boolean {
  if (existsSync(file)) return false;
  try {
    makeFolder(dirname(file));
    closeSync(openSync(join(dirname(file), 'started'), 'wx'));
    return true;
  } catch {
    return false;
  }
}

const MOST_BYTES = 1024 ** 2;

/**
 * Writes the settings: the file is always a whole one, the old or the new. One that could not be
 * read, because it is broken or of a newer program, is kept beside it.
 * @returns why they could not be written; undefined: they are
 */
export function writeSettings(file: string, settings: Settings): string | undefined {
  try {
    makeFolder(dirname(file));
    const target = targetOf(file);
    if (target.found !== undefined && readSettings(file).problem !== undefined) keepCopy(target);
    const part = new PartFile(target);
    try {
      part.write(formatSettings(settings));
      placeTogether([part]);
    } finally {
      part.discard();
    }
    return undefined;
  } catch (error) {
    return systemReason(error);
  }
}

/** Copies a file to the first of NAME.1, NAME.2 ... that is free. */
function keepCopy({ path }: FileTarget): void {
  for (let number = 1; ; number++) {
    try {
      copyFileSync(path, `${path}.${number}`, constants.COPYFILE_EXCL);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || number === MOST_COPIES) throw error;
    }
  }
}

const MOST_COPIES = 99;
