import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';

/** What the user is called; in a container there may be only a number. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.());
  }
}

/**
 * A folder of the XDG Base Directory Specification, which wants a relative path to be ignored.
 * @param usual where it is in the user's home when the variable does not say
 */
export function baseFolder(variable: 'XDG_CONFIG_HOME' | 'XDG_STATE_HOME', usual: string): string {
  const given = process.env[variable];
  return given?.startsWith('/') ? given : join(homeFolder(), usual);
}

/** A number without a name has no home either: nothing can be kept there, and that is said. */
function homeFolder(): string {
  try {
    return homedir();
  } catch {
    return '/';
  }
}
