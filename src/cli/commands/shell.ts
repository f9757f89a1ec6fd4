import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { print } from '../output.js';

/** openMosix's tools, as they are called there. */
const TOOLS = [
  ...['migrate', 'mosctl', 'mosrun', 'mps', 'setpe', 'showmap'],
  ...['nomig', 'runhome', 'runon', 'cpujob', 'iojob', 'nodecay', 'slowdecay', 'fastdecay'],
];

/**
 * Opens the user's shell, in which openMosix's tools are commands and act on a running cluster.
 * @returns the exit code of the shell
 */
export function shell(cluster: string | undefined): number {
  const folder = mkdtempSync(join(tmpdir(), 'mtop-sim-tools-'));
  try {
    for (const tool of TOOLS) {
      const line = `exec '${process.execPath}' '${process.argv[1]}' ${tool} "$@"`;
      writeFileSync(join(folder, tool), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
    }
    const { PATH = '', SHELL = '/bin/sh' } = process.env;
    const chosen = cluster === undefined ? {} : { MTOP_SIM_CLUSTER: cluster };
    const environment = { ...process.env, ...chosen, PATH: `${folder}${delimiter}${PATH}` };
    print(`openMosix's tools are commands here: ${TOOLS.slice(0, 6).join(' ')} ...\n`);
    const { status } = spawnSync(SHELL, { stdio: 'inherit', env: environment });
    return status ?? 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
