import { execFile } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const NODE = new URL('../../src/live/node.sh', import.meta.url).pathname;

/** What node.sh says when its folder of jobs is this one. */
function said(spool: string, ...words: string[]): Promise<string> {
  return new Promise((resolve) =>
    execFile('sh', [NODE, ...words], { env: { ...process.env, MTOP_SPOOL: spool } }, (_, out) =>
      resolve(out),
    ),
  );
}

describe('the folder of jobs on a node', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'spool-'));
    mkdirSync(join(folder, 'own/job'), { recursive: true });
    writeFileSync(join(folder, 'own/job/cell'), '1 1\n');
    symlinkSync(join(folder, 'own'), join(folder, 'link'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is read where it is the user's own", async () => {
    expect(await said(join(folder, 'own'), 'jobs')).toBe('jobs job \nok\n');
    expect(await said(join(folder, 'none'), 'jobs')).toBe('jobs \nok\n');
  });

  it.each(['link', 'dangling'])(
    'is refused behind a link (%s), so that nobody else says whom to kill',
    async (name) => {
      expect(await said(join(folder, name), 'drop', 'job')).toBe(
        `no ${join(folder, name)} is not a folder of your own\n`,
      );
    },
  );

  it.each(['../own', 'a b', 'a;b', 'A', '$(id)'])('knows no job called %s', async (name) => {
    const text = await said(join(folder, 'own'), 'drop', name);
    expect(text).toBe('no a job has a name of a-z, 0-9 and -\n');
  });

  it.runIf(process.getuid?.() === 0)('is refused where it is of somebody else', async () => {
    chownSync(join(folder, 'own'), 65534, 65534);
    expect(await said(join(folder, 'own'), 'drop', 'job')).toBe(
      `no ${join(folder, 'own')} is not a folder of your own\n`,
    );
    chownSync(join(folder, 'own'), 0, 0);
  });
});
