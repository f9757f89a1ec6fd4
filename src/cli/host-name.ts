import { printable } from '../base/printable.js';
import { UserError } from '../base/user-error.js';

/** A host as ssh takes it: no option of ssh's, and no word of a shell. @throws UserError */
export function hostName(written: string): string {
  if (/^[a-z0-9_][a-z0-9_.:@%-]*$/i.test(written)) return written;
  throw new UserError(
    `a host is a name that ssh knows, such as ana, ana@cm1 or 192.168.0.1; got "${printable(written)}"`,
  );
}
