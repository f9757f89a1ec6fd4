/**
 * Builds after `npm ci`, and before the package is packed. Without the packages that build, as after
 * `npm ci --omit=dev`, there is nothing to do: a program that has been built before runs without
 * them.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const canBuild = ['typescript', 'rolldown'].every((name) =>
  existsSync(new URL(`../node_modules/${name}`, import.meta.url)),
);
const isPacking = ['pack', 'publish'].includes(process.env.npm_command);

if (canBuild) {
  const { status } = spawnSync('npm', ['run', 'build'], { stdio: 'inherit', shell: true });
  process.exitCode = status ?? 1;
} else if (isPacking) {
  console.error('mtop-sim: a package is built anew: run npm ci --include=dev first');
  process.exitCode = 1;
} else if (!existsSync(new URL('../dist/program/main.js', import.meta.url))) {
  console.error('mtop-sim: not built, since what builds it is missing: npm ci --include=dev');
}
