import { spawn } from 'node:child_process';
import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PROGRAM } from '../support/command-line.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const SSH = `#!/bin/sh
: > "$0.called"
exit 255
`;

it('a job that cannot be found is left alone at the second Ctrl-C', async () => {
  const folder = temporaryFolder({ ssh: SSH });
  const ssh = join(folder, 'ssh');
  chmodSync(ssh, 0o755);
  const words = [PROGRAM, 'live', 'output', 'awk-mb3k9x', '--on', 'ana'];
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
  const child = spawn(process.execPath, words, { env });
  let said = '';
  child.stderr.on('data', (text) => {
    if (said === '') child.kill('SIGINT');
    said += text;
  });
  const asking = setInterval(() => {
    if (!existsSync(`${ssh}.called`)) return;
    clearInterval(asking);
    child.kill('SIGINT');
  }, 20);
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect([code, said]).toEqual([
    130,
    'mtop-sim: awk-mb3k9x gets SIGINT when it is found; once more leaves it alone\n',
  ]);
});
