import { execFile } from 'node:child_process';
import { ROOT } from './markdown.js';

/** A command as a console block shows it, with the output it shows; empty: it shows none. */
export interface Step {
  readonly command: string;
  readonly output: string;
}

export function stepsOf(console: string): readonly Step[] {
  return console
    .split(/^\$ /m)
    .slice(1)
    .map((step) => {
      const end = step.indexOf('\n');
      return { command: step.slice(0, end), output: step.slice(end + 1) };
    });
}

export interface Result {
  readonly exitCode: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs "mtop-sim ..." in a folder; words are what stands between blanks. */
export function runCommand(command: string, folder: string): Promise<Result> {
  const [program, ...words] = command.split(' ');
  if (program !== 'mtop-sim') throw new Error(`not a command of this project: ${command}`);
  const env = { PATH: process.env.PATH, LANG: 'C.UTF-8', TERM: 'dumb', NO_COLOR: '1' };
  const options = { cwd: folder, env, timeout: 60_000, maxBuffer: 2 ** 24 };
  return new Promise((resolve) => {
    const main = `${ROOT}bin/mtop-sim.js`;
    execFile(process.execPath, [main, ...words], options, (error, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : (error.code ?? 'killed'), stdout, stderr });
    });
  });
}
