import { existsSync, statSync } from 'node:fs';
import { UserError } from '../../base/user-error.js';
import { charsetOf } from '../../tui/drawing/charset.js';
import { studyText, wholeText } from '../../tui/study/study-frame.js';
import type { ThemeName } from '../../tui/terminal/theme.js';
import { readSettings, settingsFile } from '../files/settings-file.js';
import { print } from '../output.js';
import { resultsFolder } from '../studies/describe-study.js';
import { WatchedStudy } from '../studies/watched-study.js';
import { hasScreen } from './dashboard.js';

export interface StudyWatchOptions {
  readonly theme?: ThemeName;
  readonly ascii?: boolean;
}

/**
 * Shows how far a study has come that others carry out; without a terminal that could, prints it
 * once.
 * @param name of the study file or of the folder of its results
 * @returns the exit code
 */
export async function watchStudy(
  name: string,
  { theme, ascii = false }: StudyWatchOptions,
): Promise<number> {
  const study = new WatchedStudy(folderOf(name));
  if (!hasScreen()) {
    print(studyText(study.standing, charsetOf(process.env, { ascii })));
    return 0;
  }
  const { settings } = readSettings(settingsFile());
  const { showStudy } = await import('../dashboard/show-study.js');
  const exitCode = await showStudy(study, { theme: theme ?? settings.theme, ascii });
  if (exitCode === 0) print(`${study.standing.study}: ${wholeText(study.standing)}\n`);
  return exitCode;
}

/** @throws UserError when there is neither */
function folderOf(name: string): string {
  if (!existsSync(name)) throw new UserError(`${name}: there is no such study file or folder`);
  if (statSync(name).isDirectory()) return name;
  const folder = resultsFolder(name, undefined);
  if (existsSync(folder)) return folder;
  throw new UserError(
    `${name} has no results yet in ${folder}: study run begins it; if its --out is elsewhere, watch that folder`,
  );
}
