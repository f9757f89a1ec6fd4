import { DURATION_PATTERN } from '../../base/units.js';
import {
  INFORMATION_FORM,
  INFORMATION_WORDS,
  type InformationKind,
  readInformation,
} from '../../scheduler/information/kind.js';
import { describe, type Read, reader, suggestion } from './field.js';

/** What policies decide on. */
export const information: Read<InformationKind> = reader(
  () => ({
    description: INFORMATION_FORM,
    anyOf: [
      { enum: INFORMATION_WORDS },
      { type: 'string', pattern: `^\\s*delayed\\s+${DURATION_PATTERN}\\s*$` },
    ],
  }),
  (value, report) => {
    const written = value.kind === 'scalar' ? value.value : undefined;
    const kind = readInformation(written);
    if (kind === undefined) {
      const hint = suggestion(String(written), INFORMATION_WORDS);
      report(value, `must be ${INFORMATION_FORM}, got ${describe(value)}${hint}`);
    }
    return kind;
  },
);
