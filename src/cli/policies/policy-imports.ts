import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * The files of a policy: its module and those that it imports by relative names, and so on. What it
 * imports from packages, or by a name that it computes, is not among them.
 * @param file the path of a module
 * @returns absolute paths, the module first, the others sorted
 */
export function filesOfPolicy(file: string): readonly string[] {
  const first = resolve(file);
  const found = new Set<string>();
  const waiting = [first];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path) || !existsSync(path) || !statSync(path).isFile()) continue;
    found.add(path);
    const folder = dirname(path);
    for (const [, name] of readFileSync(path, 'utf8').matchAll(IMPORTS)) {
      waiting.push(resolve(folder, name!));
    }
  }
  found.delete(first);
  return [first, ...[...found].sort()];
}

/** What stands behind from, import and require, where it begins with a dot. */
const IMPORTS = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*['"](\.{1,2}\/[^'"\n]+)['"]/g;
