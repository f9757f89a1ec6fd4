import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { mtop, PROGRAM } from '../support/command-line.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** Two nodes on which only what somebody starts happens; nobody moves by itself. */
const QUIET = `name: quiet
policy: none
nodes: [{ count: 2, name: "node%d" }]
workload: [{ home: node1, work: endless, command: first }]
`;

const isRoot = process.getuid?.() === 0;
if (!isRoot) console.info('test/cli/serve.test.ts: only root can knock as another user');

interface Served {
  readonly child: ChildProcess;
  readonly env: { readonly XDG_RUNTIME_DIR: string };
  readonly socket: string;
}

/** Serves the quiet cluster, and waits until it can be asked. */
async function served(...words: readonly string[]): Promise<Served> {
  const folder = temporaryFolder({ 'quiet.yaml': QUIET });
  const env = { XDG_RUNTIME_DIR: folder };
  const child = spawn(process.execPath, [PROGRAM, 'serve', join(folder, 'quiet.yaml'), ...words], {
    env: { ...process.env, ...env },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await new Promise((resolve) => child.stdout!.once('data', resolve));
  return { child, env, socket: join(folder, 'mtop-sim', 'quiet.sock') };
}

describe('serve', () => {
  it('lets a cluster run that openMosix’s tools find and command', async () => {
    const { env } = await served();
    const said = (...words: readonly string[]) => {
      const { status, stdout, stderr } = mtop(words, env);
      return [status, stdout, stderr];
    };
    expect(said('clusters')).toEqual([0, 'quiet\n', '']);
    expect(said('mosrun', '-2', 'second')).toEqual([0, '1001\n', '']);
    expect(said('migrate', '1000', '2')).toEqual([0, '', '']);
    expect(said('migrate', '--json', '7', '2')).toEqual([
      ...[1, '{"accepted":false,"reason":"there is no process 7"}\n', ''],
    ]);
    expect(said('migrate', '7', '2')).toEqual([1, '', 'mtop-sim: there is no process 7\n']);
    expect(said('mosctl', '--cluster', 'quiet', 'isup', 'node2')).toEqual([0, 'yes\n', '']);
    expect(said('mosctl', '--cluster', 'quiet', 'stay')).toEqual([
      ...[0, 'automatic load-balancing disabled.\n', ''],
    ]);
    expect(said('mosctl', '--cluster', 'quiet', 'status', '1')[1]).toContain('stay');
    expect(said('mosmon', '-t', '-s', '+2')[1]).toMatch(/^2 nodes, 2 CPUs\n(.*\n)+ Node # . 2\n$/);
    expect(said('mosmon', '-x')[2]).toContain('mosmon does not know -x');
    const [, table] = said('mps');
    expect(table).toMatch(/^ {2}PID TTY NODE STAT {3}TIME COMMAND\n/);
    expect(table).toMatch(/^ 1000 \? {6}2 R .* first$/m);
    expect(table).toMatch(/^ 1001 \? {6}2 R .* second$/m);
  });

  it('says what is wrong with what it is asked', async () => {
    const { env } = await served();
    const complaint = (...words: readonly string[]) => {
      const { status, stderr } = mtop(words, env);
      expect(status).toBe(2);
      return stderr;
    };
    expect(complaint('migrate', '1000', 'nowhere')).toBe(
      'mtop-sim: to: must be the name or N# of a node (node1 to node2), home or balance, got "nowhere"\n',
    );
    expect(complaint('mosctl', '--cluster', 'quiet', 'dance')).toContain(', not "dance"');
    expect(complaint('mps', '--cluster', 'other')).toBe(
      'mtop-sim: no cluster other runs, only quiet\n',
    );
    expect(complaint('mps', '--cluster', '../x')).toContain('a name has letters');
    expect(complaint('serve', join(env.XDG_RUNTIME_DIR, 'quiet.yaml'))).toContain(
      'a cluster named quiet runs already: give this one a --name',
    );
  });

  it('has a socket for its user alone, which goes with it', async () => {
    const { child, socket } = await served();
    expect(statSync(join(socket, '..')).mode & 0o777).toBe(0o700);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    expect(await ended).toBe(143);
    expect(existsSync(socket)).toBe(false);
  });

  it.skipIf(!isRoot)('is refused to other users by the file system, twice over', async () => {
    const { socket } = await served();
    chmodSync(join(socket, '../..'), 0o755);
    const NOBODY = 65534;
    const knock = `require('net').connect(${JSON.stringify(socket)})
      .on('connect', () => { console.log('let in'); process.exit(); })
      .on('error', ({ code }) => console.log(code))`;
    const tried = () =>
      spawnSync(process.execPath, ['-e', knock], { uid: NOBODY, gid: NOBODY, encoding: 'utf8' })
        .stdout;
    // The folder keeps them out, and, if it did not, the socket would.
    expect(tried()).toBe('EACCES\n');
    chmodSync(join(socket, '..'), 0o755);
    expect(tried()).toBe('EACCES\n');
    chmodSync(socket, 0o666);
    expect(tried()).toBe('let in\n');
  });

  it('takes the place of a cluster that was killed', async () => {
    const { child, env } = await served();
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    expect(mtop(['clusters'], env)).toMatchObject({ status: 0, stdout: '' });
    expect(mtop(['mps'], env).stderr).toBe(
      'mtop-sim: no cluster runs: start one with mtop-sim serve\n',
    );
  });

  it('refuses a folder that others may enter', async () => {
    const folder = temporaryFolder();
    const held = createServer().listen(join(folder, 'x'));
    onTestFinished(() => void held.close());
    mkdirSync(join(folder, 'mtop-sim'));
    chmodSync(join(folder, 'mtop-sim'), 0o755);
    const { status, stderr } = mtop(['clusters'], { XDG_RUNTIME_DIR: folder });
    expect(status).toBe(2);
    expect(stderr).toContain('must be a folder of yours that others cannot enter');
  });

  it('reads a map from standard input, and opens its shell whatever characters are in paths', async () => {
    const folder = temporaryFolder({ 'names.sh': '#!/bin/sh\nshowmap && mosctl getload 1\n' });
    chmodSync(join(folder, 'names.sh'), 0o755);
    const odd = join(folder, 'it\'s "odd" $HOME `here`');
    mkdirSync(odd);
    symlinkSync(PROGRAM, join(odd, 'mtop sim.js'));
    const env = { ...process.env, XDG_RUNTIME_DIR: folder, TMPDIR: odd };
    const child = spawn(process.execPath, [PROGRAM, 'serve', 'map', '--name', 'lab'], { env });
    onTestFinished(() => void child.kill('SIGKILL'));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const told = (words: readonly string[], input = '', more = {}) => {
      const given = [join(odd, 'mtop sim.js'), ...words];
      const options = { encoding: 'utf8', input, env: { ...env, ...more } } as const;
      const { status, stdout, stderr } = spawnSync(process.execPath, given, options);
      return [status, `${stdout}${stderr}`];
    };
    const map = '# of two\n1 192.168.10.1 2  # nodes 1 and 2\n\n';
    expect(told(['setpe', '-c', '-f', '-'], map)).toEqual([
      ...[0, 'the supplied table is well-formatted\n'],
    ]);
    const [wrong, why] = told(['setpe', '-c', '-f', '-'], '1 nowhere x\n') as [number, string];
    expect([wrong, why.split('\n').length]).toEqual([1, 2]);
    expect(told(['setpe', '-w', '-f', '-', '-g', '1'], map)[0]).toBe(0);
    const [status, said] = told(['shell', 'lab'], '', { SHELL: join(folder, 'names.sh') });
    expect([status, said]).toEqual([0, expect.stringMatching(/192\.168\.10\.1 +2\n/)]);
    expect(told(['shell', 'nowhere'])).toEqual([
      2,
      'mtop-sim: no cluster nowhere runs, only lab\n',
    ]);
  }, 60_000);

  // As an administrator wrote them in 2003: loops over the tools, in plain sh.
  it('runs a script of openMosix’s tools in its shell, unchanged, with the output that is documented', async () => {
    const folder = fileURLToPath(new URL('../../examples/', import.meta.url));
    const env = { XDG_RUNTIME_DIR: temporaryFolder({}) };
    const scenario = join(folder, 'administration.yaml');
    const child = spawn(process.execPath, [PROGRAM, 'serve', scenario, '--rate', '0.5'], {
      env: { ...process.env, ...env },
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const SHELL = join(folder, 'administration.sh');
    const { stdout, stderr, status } = mtop(['shell'], { ...env, SHELL });
    const documented = readFileSync(new URL('../../docs/tools.md', import.meta.url), 'utf8');
    expect(documented).toContain(`\`\`\`text\n${stdout.split('\n').slice(1).join('\n')}\`\`\``);
    expect(stderr).toBe('mtop-sim: there is no process 1\n');
    expect(status).toBe(0);
    expect(readFileSync(SHELL, 'utf8').split('\n').length).toBeGreaterThan(30);
  }, 120_000);
});
