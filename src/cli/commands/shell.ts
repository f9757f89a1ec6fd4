import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { shellWord } from '../../base/shell-words.js';
import { UserError } from '../../base/user-error.js';
import { systemReason } from '../failure.js';
import { runningClusters } from '../files/socket-file.js';
import { print } from '../output.js';
import { socketOf } from '../sharing/cluster-tool.js';
import { TOOLS } from '../sharing/tool-names.js';

/**
 * Opens the user's shell, in which openMosix's tools are commands and act on a running cluster.
 * @param cluster default: the only one that runs
 * @returns the exit code of the shell
 * @throws UserError when it does not run
 */
export async function shell(cluster: string | undefined): Promise<number> {
  // Sockets that nobody listens to any more are gone then.
  await runningClusters();
  const name = basename(await socketOf(cluster), '.sock');
  const folder = mkdtempSync(join(tmpdir(), 'mtop-sim-tools-'));
  try {
    const program = [process.execPath, process.argv[1]!].map(shellWord).join(' ');
    for (const tool of TOOLS) {
      const line = `exec ${program} ${tool} "$@"`;
      writeFileSync(join(folder, tool), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
    }
    const { PATH = '', SHELL = '/bin/sh' } = process.env;
    const environment = {
      ...process.env,
      MTOP_SIM_CLUSTER: name,
      PATH: `${folder}${delimiter}${PATH}`,
    };
    print(`openMosix's tools are commands here: ${TOOLS.slice(0, 7).join(' ')} ...\n`);
    const { status, error } = spawnSync(SHELL, { stdio: 'inherit', env: environment });
    if (error !== undefined) throw new UserError(`SHELL=${SHELL}: ${systemReason(error)}`);
    return status ?? 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
