/**
 * A step of the build: puts the types that users of the package need into `dist/types`, those of the
 * library and of policies, with all that they refer to.
 */
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('../dist/', import.meta.url));
const types = join(built, 'types');
rmSync(types, { recursive: true, force: true });

const waiting = ['library/index.d.ts', 'scheduler/policies/policy.d.ts'];
const copied = new Set();
for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
  if (copied.has(file)) continue;
  copied.add(file);
  cpSync(join(built, file), join(types, file));
  for (const [, name] of readFileSync(join(built, file), 'utf8').matchAll(
    /from '(\.[^']+)\.js'/g,
  )) {
    waiting.push(relative(built, join(built, dirname(file), `${name}.d.ts`)));
  }
}
