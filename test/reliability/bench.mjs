import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../bin/mtop-sim.js', import.meta.url));
const pty = createRequire(import.meta.url)('@lydell/node-pty');
const PATIENCE_MS = 60_000;

/** A folder in which the program is run as a user would run it. */
export class Bench {
  constructor(folder) {
    this.folder = folder;
  }

  /** Writes a file. @returns its name */
  file(name, content) {
    writeFileSync(join(this.folder, name), content);
    return name;
  }

  /** Runs a scenario. @returns its events, lines of JSON */
  events(...words) {
    const { code, stderr } = this.run('run', ...words, '--quiet', '--events', 'events.jsonl');
    expect(code === 0, stderr);
    return readFileSync(join(this.folder, 'events.jsonl'), 'utf8').trim().split('\n');
  }

  /** Runs mtop-sim to its end. */
  run(...words) {
    return ended(spawnSync(process.execPath, [PROGRAM, ...words], this.#options()));
  }

  /** Runs a line of a shell in which `mtop` is the program. */
  shell(line) {
    const mtop = `mtop() { '${process.execPath}' '${PROGRAM}' "$@"; }; ${line}`;
    return ended(spawnSync('bash', ['-c', mtop], this.#options()));
  }

  /** Runs mtop-sim, and sends it a signal after so many milliseconds. */
  signalled(signal, afterMs, ...words) {
    return new Promise((resolve) => {
      const child = spawn(process.execPath, [PROGRAM, ...words], { cwd: this.folder });
      const kill = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      setTimeout(() => child.kill(signal), afterMs);
      child.on('exit', (code, by) => {
        clearTimeout(kill);
        resolve(by ?? code);
      });
    });
  }

  /** Runs mtop-sim in a terminal. @returns all that it wrote there, and how it ended */
  inTerminal(words, act = (_program) => {}) {
    return new Promise((resolve) => {
      const program = pty.spawn(process.execPath, [PROGRAM, ...words], { cwd: this.folder });
      let text = '';
      program.onData((data) => {
        text += data;
      });
      program.onExit(({ exitCode, signal }) =>
        setTimeout(() => resolve({ text, code: signal ? 128 + signal : exitCode }), 200),
      );
      setTimeout(() => act(program), 4000);
    });
  }

  #options() {
    return /** @type {const} */ ({
      cwd: this.folder,
      encoding: 'utf8',
      timeout: PATIENCE_MS,
      killSignal: 'SIGKILL',
    });
  }
}

function ended({ status, signal, stdout, stderr }) {
  return { code: signal ?? status, stdout, stderr };
}

/** @throws with what was seen instead */
export function expect(isSo, seen) {
  if (!isSo) throw new Error(`it is so no more (${String(seen).slice(0, 300)})`);
}
