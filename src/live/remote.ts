import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NodeLink, SampleListener, WallClock } from './link.js';
import { samplerScript } from './sampler.js';

/** What is started, and with which words, so that it reads a script of sh. */
interface Shell {
  readonly program: string;
  readonly words: readonly string[];
}

/** This computer: no ssh is needed. */
export function localLink(periodSeconds: number): NodeLink {
  const shell: Shell = { program: 'sh', words: [] };
  return new ShellLink({ sampling: shell, running: shell, periodSeconds });
}

/**
 * A node by OpenSSH, as the user has set it up: known hosts, agent, jump hosts, names. One
 * connection stays; what is sent to the node goes over it as well. Nothing asks for a password.
 */
export function sshLink(host: string, periodSeconds: number): NodeLink {
  const socket = join(connectionFolder(), String(++sockets));
  const common = [
    ...['-a', '-x', '-T', '-o', 'BatchMode=yes', '-o', 'ConnectTimeout=10'],
    ...['-o', 'ServerAliveInterval=2', '-o', 'ServerAliveCountMax=2'],
    ...['-o', 'ControlPersist=no', '-o', `ControlPath=${socket}`],
  ];
  const shell = (master: 'auto' | 'no'): Shell => ({
    program: 'ssh',
    words: [...common, '-o', `ControlMaster=${master}`, '--', host, 'sh'],
  });
  return new ShellLink({ sampling: shell('auto'), running: shell('no'), periodSeconds });
}

let sockets = 0;
let folder: string | undefined;

/** The folder of ssh's sockets: closed to other users, and removed when the program ends. */
export function connectionFolder(): string {
  if (folder === undefined) {
    const { XDG_RUNTIME_DIR } = process.env;
    const above = XDG_RUNTIME_DIR?.startsWith('/') ? XDG_RUNTIME_DIR : tmpdir();
    const made = mkdtempSync(join(above, 'mtop-sim-'));
    process.on('exit', () => rmSync(made, { recursive: true, force: true }));
    folder = made;
  }
  return folder;
}

interface Shells {
  readonly sampling: Shell;
  readonly running: Shell;
  readonly periodSeconds: number;
}

/** One listener for all of them: a cluster has many nodes. */
const OPEN = new Set<NodeLink>();

function closeAll(): void {
  for (const link of OPEN) link.close();
}

class ShellLink implements NodeLink {
  readonly #children = new Set<ChildProcessWithoutNullStreams>();
  readonly #shells: Shells;
  #isClosed = false;

  constructor(shells: Shells) {
    this.#shells = shells;
    if (OPEN.size === 0) process.on('exit', closeAll);
    OPEN.add(this);
  }

  sample({ line, end }: SampleListener): void {
    const { sampling, periodSeconds } = this.#shells;
    let rest = '';
    const take = (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop()!.slice(0, LONGEST_LINE);
      for (const whole of lines) line(whole);
    };
    this.#start(sampling, samplerScript(periodSeconds), take, (complaint) =>
      end(complaint ?? 'it closed the connection'),
    );
  }

  run(script: string, done: (complaint: string | undefined) => void): void {
    this.#start(this.#shells.running, script, () => {}, done);
  }

  close(): void {
    this.#isClosed = true;
    OPEN.delete(this);
    if (OPEN.size === 0) process.off('exit', closeAll);
    for (const child of this.#children) endGroup(child);
    this.#children.clear();
  }

  #start(
    { program, words }: Shell,
    script: string,
    take: (text: string) => void,
    done: (complaint: string | undefined) => void,
  ): void {
    // A session of its own: nothing can ask for a password on the terminal below the screen.
    const child = spawn(program, words, { detached: true });
    let complaints = '';
    let isDone = false;
    const finish = (complaint: string | undefined) => {
      this.#children.delete(child);
      if (!isDone && !this.#isClosed) done(complaint);
      isDone = true;
    };
    this.#children.add(child);
    child.stdout.setEncoding('utf8').on('data', take);
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaints = (complaints + text).slice(-MOST_COMPLAINTS);
    });
    child.on('error', (error) => finish(`${program} cannot be started: ${error.message}`));
    child.on('close', (code, signal) => {
      const how = signal === null ? `it ended with exit code ${code}` : `${signal} ended it`;
      finish(code === 0 ? undefined : (complaintIn(complaints) ?? how));
    });
    // It may be gone before it has read all.
    child.stdin.on('error', () => {});
    child.stdin.end(script);
  }
}

const LONGEST_LINE = 65_536;
const MOST_COMPLAINTS = 4000;

/**
 * The last complaint, without the name of the program that made it: `sh: 1: kill: No such process`.
 */
function complaintIn(text: string): string | undefined {
  const line = text.trim().split('\n').at(-1)!.trim();
  return line === '' ? undefined : line.replace(/^(?:\S+: )*?(?:\d+: )?(?:kill|renice): /, '');
}

/** Ends a program with all that it has started. */
function endGroup({ pid }: ChildProcessWithoutNullStreams): void {
  try {
    process.kill(-pid!);
  } catch {
    // It has ended, or was never there.
  }
}

export const WALL_CLOCK: WallClock = {
  now: () => performance.now() / 1000,
  every(seconds, action) {
    const timer = setInterval(action, seconds * 1000);
    return () => clearInterval(timer);
  },
};
