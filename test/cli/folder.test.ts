import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeFolder } from '../../src/cli/files/folder.js';

it('a folder is made with those above it, for whom it is meant, and twice is once', () => {
  const top = mkdtempSync(join(tmpdir(), 'folder-'));
  const folder = join(top, 'a/b');
  makeFolder(folder, 0o700);
  makeFolder(folder, 0o700);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  rmSync(top, { recursive: true });
});

it.runIf(existsSync('/proc/self'))(
  'below /proc the system says no, and the program goes on',
  () => {
    expect(() => makeFolder('/proc/nothing/mtop-sim')).toThrow("mkdir '/proc/nothing'");
  },
);
