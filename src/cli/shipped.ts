import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the shipped scenarios are. */
const FOLDER = fileURLToPath(new URL('../../config', import.meta.url));

/** Names of the shipped scenarios, sorted. */
export function shippedNames(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort();
}

/** The file of a shipped scenario. */
export function shippedFile(name: string): string {
  return join(FOLDER, `${name}.yaml`);
}

/** What a file of the program is called wherever the program is installed; undefined: it is none. */
export function shippedPath(path: string): string | undefined {
  const within = relative(FOLDER, path);
  return path.startsWith(`${FOLDER}${sep}`) ? join('mtop-sim/config', within) : undefined;
}
