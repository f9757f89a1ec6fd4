import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const PROGRAM = fileURLToPath(new URL('../../bin/mtop-sim.js', import.meta.url));

/** Runs the built program with its output in pipes, and waits for its end. */
export function mtop(
  words: readonly string[],
  env: NodeJS.ProcessEnv = {},
  { cwd }: { readonly cwd?: string } = {},
): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [PROGRAM, ...words], {
    ...{ encoding: 'utf8', cwd },
    env: { ...process.env, ...env },
  });
}

/**
 * Runs the built program, sends it a signal as soon as it is ready, which is known by what it has
 * said or otherwise, and waits for its end.
 */
export function mtopSignalled(
  words: readonly string[],
  signal: NodeJS.Signals,
  isReady: (stderr: string) => boolean,
): Promise<{ readonly code: number | null; readonly stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [PROGRAM, ...words]);
    let stderr = '';
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    const asking = setInterval(() => {
      if (!isReady(stderr)) return;
      clearInterval(asking);
      child.kill(signal);
    }, 50);
    child.on('close', (code) => resolve({ code, stderr }));
  });
}

/** Runs a line of the shell with `mtop-sim` standing for the built program. */
export function shell(line: string): SpawnSyncReturns<string> {
  const program = `${process.execPath} ${PROGRAM}`;
  return spawnSync('bash', ['-o', 'pipefail', '-c', line.replaceAll('mtop-sim', program)], {
    encoding: 'utf8',
  });
}
