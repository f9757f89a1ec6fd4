import { UserError } from '../../base/user-error.js';
import type { SavedScreen } from '../../tui/dashboard-options.js';
import { frameText } from '../../tui/drawing/text.js';
import { Picture } from '../../tui/svg/picture.js';
import { jsonLine } from '../commands/snapshot-data.js';
import { OutputFile, outputTarget } from '../files/output-file.js';
import type { InputFiles } from '../opening/input-files.js';

/**
 * Writes a screen to a file, whole or not at all, and never over what the run reads.
 * @throws UserError when that cannot be done, or the file is there and was not to be written over
 */
export function saveScreen(screen: SavedScreen, inputs: InputFiles): void {
  const target = outputTarget(screen.file);
  inputs.refuse('save', target);
  if (target.found !== undefined && !screen.overwrites) {
    throw new UserError(`${screen.file} is there already: save! ${screen.file} writes over it`);
  }
  const file = new OutputFile(target);
  try {
    file.write(contentOf(screen));
    OutputFile.keepTogether([file]);
  } finally {
    file.discard();
  }
}

function contentOf({ form, frame, charset, theme, session }: SavedScreen): string {
  switch (form) {
    case 'txt':
      return `${frameText(frame, charset).trimEnd()}\n`;
    case 'json':
      return jsonLine(session);
    case 'svg': {
      const { scenario, about } = session.info;
      const picture = new Picture({ charset, theme, title: `mtop-sim: ${scenario}, ${about}` });
      picture.add(frame);
      return picture.svg();
    }
  }
}
