import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../docs/markdown.js';
import { mtop } from '../support/command-line.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** A start with a cache of its own: what it printed and its exit code. */
function start(cache: string, environment: NodeJS.ProcessEnv = {}) {
  const env = { NODE_DISABLE_COMPILE_CACHE: undefined, XDG_CACHE_HOME: cache, ...environment };
  const { status, stdout, stderr } = mtop(['run', 'two-nodes', '--quiet', '--json'], env);
  return { status, stdout, stderr };
}

function filesIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.map((name) => join(folder, name)).filter((file) => statSync(file).isFile());
}

describe('what is compiled of the program', () => {
  it('is kept by the first start for the second, for this user alone', () => {
    const cache = temporaryFolder();
    const first = start(cache);
    const kept = filesIn(join(cache, 'mtop-sim'));
    const changed = () => kept.map((file) => statSync(file, { bigint: true }).mtimeNs);
    // The engine is among it.
    expect(Math.max(...kept.map((file) => statSync(file).size))).toBeGreaterThan(100_000);
    expect(statSync(join(cache, 'mtop-sim')).mode & 0o777).toBe(0o700);
    const before = changed();
    expect(start(cache)).toEqual(first);
    expect(first).toMatchObject({ status: 0, stderr: '' });
    expect(changed()).toEqual(before);
  });

  it.each<[string, (code: Buffer) => Buffer]>([
    [
      'damaged in one byte',
      (code) => code.fill(255 - code.at(-200)!, code.length - 200, code.length - 199),
    ],
    ['cut off', (code) => code.subarray(0, code.length / 2)],
    ['empty', () => Buffer.alloc(0)],
  ])('is compiled again where it is %s', (_, damage) => {
    const cache = temporaryFolder();
    const whole = start(cache);
    for (const file of filesIn(join(cache, 'mtop-sim'))) {
      writeFileSync(file, damage(readFileSync(file)));
    }
    expect(start(cache)).toEqual(whole);
  });

  it('is not taken from where others may write', () => {
    const cache = temporaryFolder();
    start(cache);
    chmodSync(join(cache, 'mtop-sim'), 0o777);
    const kept = filesIn(join(cache, 'mtop-sim'));
    for (const file of kept) writeFileSync(file, '');
    expect(start(cache).status).toBe(0);
    expect(kept.map((file) => readFileSync(file).length)).toEqual(kept.map(() => 0));
  });

  it.each([
    ['nowhere', '/proc/nowhere'],
    ['in a file', join(ROOT, 'package.json')],
  ])('is done without a cache that can be kept %s', (_, cache) => {
    expect(start(cache)).toMatchObject({ status: 0, stderr: '' });
  });

  it('is not kept with NODE_DISABLE_COMPILE_CACHE=1', () => {
    const cache = temporaryFolder();
    start(cache, { NODE_DISABLE_COMPILE_CACHE: '1' });
    expect(filesIn(cache)).toEqual([]);
  });

  it('can be kept but for what imports a policy of the user’s', () => {
    const folder = join(ROOT, 'dist/program');
    const importing = readdirSync(folder).filter((name) =>
      /\bimport\(["a-z]/.test(name.endsWith('.js') ? readFileSync(join(folder, name), 'utf8') : ''),
    );
    expect(importing).toEqual(['own-policy.js']);
  });
});
