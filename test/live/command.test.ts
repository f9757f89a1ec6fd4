import { spawn } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { mtop } from '../support/command-line.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const hasProc = existsSync('/proc/self/stat');
if (!hasProc) console.info('test/live/command.test.ts is skipped: there is no /proc here');

/**
 * An `ssh` that goes nowhere: it runs what it is given here, refuses the host `nowhere`, and writes
 * down its words. Its sockets' folder is empty.
 */
function fakeSsh(): { readonly env: NodeJS.ProcessEnv; words(): readonly string[] } {
  const folder = temporaryFolder();
  const log = join(folder, 'log');
  writeFileSync(
    join(folder, 'ssh'),
    `#!/bin/sh
echo "$*" >> ${log}
while [ "$1" != -- ]; do shift; done
if [ "$2" = nowhere ]; then echo 'ssh: Could not resolve hostname nowhere' >&2; exit 255; fi
shift 2; exec sh -c "$*"
`,
  );
  chmodSync(join(folder, 'ssh'), 0o755);
  const runtime = temporaryFolder();
  return {
    env: { PATH: `${folder}:${process.env.PATH}`, XDG_RUNTIME_DIR: runtime },
    words: () => readFileSync(log, 'utf8').trim().split('\n'),
  };
}

describe.skipIf(!hasProc)('on this computer', () => {
  it('prints one screen, with processes of this computer and their shares of CPUs', () => {
    const { stdout, status } = mtop(['live', '--snapshot', '--size', '120x40']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/real time/);
    expect(stdout).toMatch(/Nodes +1\/1 up/);
    expect(stdout).toMatch(/^ +\d+ \S+ +1 +1 +[RSD] .*\d+:\d\d\.\d\d +- /m);
  });

  it('saves what it sees as a scenario that can be checked and run', () => {
    const file = join(temporaryFolder(), 'mine.yaml');
    const busy = spawn('sh', ['-c', 'while :; do :; done']);
    onTestFinished(() => void busy.kill('SIGKILL'));
    expect(mtop(['live', '--save-scenario', file]).status).toBe(0);
    expect(readFileSync(file, 'utf8')).toMatch(/home: 1, work: endless, .* command: "sh"/);
    expect(mtop(['check', file]).stdout).toMatch(/OK, 1 node/);
    expect(mtop(['run', file, '--quiet', '--json']).status).toBe(0);
  });
});

describe.skipIf(!hasProc)('by ssh', { timeout: 60_000 }, () => {
  it('shows two nodes, asks for no password, and leaves no socket', () => {
    const { env, words } = fakeSsh();
    const { stdout, status } = mtop(
      ['live', 'ana', 'ben@cm2', '--snapshot', '--view', 'cluster'],
      env,
    );
    expect(status).toBe(0);
    expect(stdout).toMatch(/2\/2/);
    const [first] = words();
    expect(first).toMatch(/BatchMode=yes.*ServerAliveInterval=2.*ControlMaster=auto -- ana sh$/);
    expect(readdirSync(env.XDG_RUNTIME_DIR!)).toEqual([]);
  });

  it('check says who was reached, and of the others why not', () => {
    const { stdout, status } = mtop(['live', 'check', 'ana', 'nowhere'], fakeSsh().env);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^1 +ana .* \d+ processes, \d+ can be signalled +(yes, criu|no: )/m);
    expect(stdout).toMatch(/^2 +nowhere .*Could not resolve hostname nowhere$/m);
  });

  // Of a node that does not answer nobody knows what jobs it has.
  it('recover says which nodes did not answer, and ends as in doubt', () => {
    const asked = mtop(['live', 'recover', '--on', 'nowhere'], fakeSsh().env);
    expect(asked.stderr).toMatch(/^mtop-sim: nowhere: .*Could not resolve hostname nowhere\n$/);
    expect(asked.status).toBe(2);
  });

  it('drops no job that nobody knows: it says so', () => {
    const dropped = mtop(['live', 'drop', 'awk-mb3k9x', '--on', 'ana,ben'], fakeSsh().env);
    expect(dropped.stderr).toBe(
      'mtop-sim: no host knows a job awk-mb3k9x: name all hosts where it may be with --on\n',
    );
    expect(dropped.status).toBe(2);
  });

  it('drops a job of which a node that answers knows nothing, where another one does not answer', () => {
    const dropped = mtop(['live', 'drop', 'awk-mb3k9x', '--on', 'ana,nowhere'], fakeSsh().env);
    expect(dropped.stderr).toMatch(/^mtop-sim: nowhere: .*Could not resolve hostname nowhere\n$/);
    expect(dropped.status).toBe(1);
  });

  it('numbers the nodes as their map does', () => {
    const map = join(temporaryFolder({ map: '7 ana 1\n9 ben 1\n' }), 'map');
    const { stdout } = mtop(
      ['live', '--hosts', map, '--snapshot', '--size', '120x40'],
      fakeSsh().env,
    );
    // On a busy machine they may be silent for a moment, and down: they are numbered all the same.
    const states = [...stdout.matchAll(/^ +(\d+) \S+ +\S(?:up|down) /gm)];
    expect(states.map(([, id]) => id)).toEqual(['7', '9']);
  });

  it('of nodes that were never heard it prints no screen, but why', () => {
    const { stderr, status } = mtop(['live', 'nowhere', '--snapshot'], fakeSsh().env);
    expect(status).toBe(1);
    expect(stderr).toContain('node 1, nowhere, is out of reach: ssh: Could not resolve hostname');
  });
});

it('refuses hosts that are none: an option could run anything', () => {
  const { stderr, status } = mtop(['live', '--', '-oProxyCommand=touch x']);
  expect(status).toBe(2);
  expect(stderr).toMatch(/a host is a name that ssh knows/);
});

it('refuses jobs that can be none: a path would be another folder', () => {
  const { stderr, status } = mtop(['live', 'drop', '../ana', '--on', 'ben']);
  expect(stderr).toBe('mtop-sim: a job has a name such as awk-mb3k9x; got "../ana"\n');
  expect(status).toBe(2);
});
