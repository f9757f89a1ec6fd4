/**
 * Before `npm start`: what is built is as new as the sources, so that an old program never meets a
 * newer scenario. Sources alone are built again; where the packages changed too, only npm ci helps.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = changed('dist/program/main.js');

if (!hasPackages()) {
  console.error('mtop-sim: the packages are not those of package-lock.json: run npm ci');
  process.exitCode = 1;
} else if (built === undefined || newestIn('src') > built) {
  console.error('mtop-sim: the sources are newer than what is built: building');
  const { status } = spawnSync('npm', ['run', '--silent', 'build'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: true,
  });
  process.exitCode = status ?? 1;
}

/** Packages that only some systems need, or only developers, may be missing. */
function hasPackages() {
  const note = 'node_modules/.package-lock.json';
  if (!existsSync(join(root, note))) return false;
  const installed = packagesOf(note);
  return Object.entries(packagesOf('package-lock.json')).every(
    ([path, { version, optional, dev }]) =>
      path in installed ? installed[path].version === version : path === '' || optional || dev,
  );
}

function packagesOf(lock) {
  return JSON.parse(readFileSync(join(root, lock), 'utf8')).packages;
}

function changed(path) {
  return statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs;
}

function newestIn(folder) {
  const entries = readdirSync(join(root, folder), { recursive: true });
  return Math.max(...entries.map((entry) => changed(join(folder, entry))));
}
