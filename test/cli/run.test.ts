import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { version as programVersion } from '../../src/cli/version.js';
import { mtop, mtopSignalled, shell } from '../support/command-line.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const SHORT = ['run', 'auckland', '--until', '2min'];

/** Two processes of 3 and 1 s on a node of one CPU, the second from 1 s on. */
const PROCESSES = 'pid,arrival,host,work\n7,0,0,3\n4,1,0,1\n';
const NODES = 'host,cores,speed\n0,1,1\n';

function small(): { folder: string; words: string[] } {
  const folder = temporaryFolder({ 'p.csv': PROCESSES, 'n.csv': NODES });
  const [csv, nodes] = [join(folder, 'p.csv'), join(folder, 'n.csv')];
  return { folder, words: ['run', '--csv', csv, '--nodes', nodes, '--policy', 'none'] };
}

describe('run', () => {
  it('sums up for reading, and says on standard error how long it took', () => {
    const { status, stdout, stderr } = mtop(SHORT);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^auckland, policy openmosix \(gossip\), seed 1\nended +0:02:00/);
    expect(stdout).not.toContain('\u001b');
    expect(stderr).toMatch(/^took [\d.]+ s\n$/);
  });

  it('gives the figures as JSON', () => {
    const { words } = small();
    const { status, stdout } = mtop([...words, '--json']);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ scenario: 'auckland', seed: 1, policy: 'none', information: 'gossip', over: true },
      ...{ time: 4, makespan: 4, migrations: 0, cpuSeconds: 4, utilisation: 1, bytesMoved: 0 },
      processes: { arrived: 2, completed: 2, killed: 0, alive: 0 },
      // 7 takes 0 to 4, 4 takes 1 to 3.
      meanResponse: 3,
      meanSlowdown: (4 / 3 + 2) / 2,
      notes: ['p.csv: 2 read'],
    });
  });

  it('says in JSON where it comes from: the bytes of its files, and what was changed', () => {
    const { words, folder } = small();
    const { stdout } = mtop([...words, '--set', 'openmosix.window=4', '--until', '3s', '--json']);
    const trace = join(folder, 'p.csv');
    const sha256 = createHash('sha256').update(readFileSync(trace)).digest('hex');
    const { version, node, files, overrides, measured } = JSON.parse(stdout).provenance;
    expect({ version, node }).toEqual({ version: programVersion(), node: process.version });
    expect(files[0].name).toBe('mtop-sim/config/auckland.yaml');
    expect(files).toContainEqual({ name: trace, sha256 });
    expect(overrides).toMatchObject({ policy: 'none', csv: trace, set: ['openmosix.window=4'] });
    expect(measured).toEqual({ until: 3 });
  });

  it('knows no bytes of a pipe, and says so', () => {
    const { stdout } = shell(
      'printf "pid,arrival,host,work\\n1,0,1,2\\n" | mtop-sim run two-nodes --csv /dev/stdin --until 1s --json --quiet',
    );
    const { files } = JSON.parse(stdout).provenance;
    expect(files.at(-1)).toEqual({ name: '/dev/stdin', sha256: null });
  });

  it('gives the same bytes for the same seed, and other bytes for another', () => {
    const folder = temporaryFolder();
    const once = (name: string, seed: string) => {
      const events = join(folder, name);
      const words = [...SHORT, '--json', '--seed', seed, '--events', events];
      return mtop(words).stdout + readFileSync(events, 'utf8');
    };
    const first = once('a', '5');
    expect(once('b', '5')).toBe(first);
    expect(once('c', '6')).not.toBe(first);
  });

  it('writes every event as a line of JSON', () => {
    const events = join(temporaryFolder(), 'events');
    mtop([...SHORT, '--quiet', '--events', events]);
    const lines = readFileSync(events, 'utf8').trimEnd().split('\n');
    const types = new Set(lines.map((line) => (JSON.parse(line) as { type: string }).type));
    expect([...types]).toEqual(
      expect.arrayContaining(['started', 'completed', 'migration-started', 'migrated']),
    );
  });

  it('writes completions in the order of the pids', () => {
    const { folder, words } = small();
    const file = join(folder, 'done.csv');
    mtop([...words, '--quiet', '--completions', file]);
    expect(readFileSync(file, 'utf8')).toBe('pid,completion\n4,3\n7,4\n');
    expect(readdirSync(folder).sort()).toEqual(['done.csv', 'n.csv', 'p.csv']);
  });

  it('is silent when asked', () => {
    expect(mtop([...SHORT, '--quiet'])).toMatchObject({ status: 0, stdout: '', stderr: '' });
  });

  it('refuses a run that would never end, and says how to give it an end', () => {
    const file = join(temporaryFolder({ 'e.yaml': ENDLESS }), 'e.yaml');
    const { status, stderr } = mtop(['run', file]);
    expect(status).toBe(2);
    expect(stderr).toContain('workload[0] has processes that never end; give it an end');
    expect(mtop(['run', file, '--until', '10s']).status).toBe(0);
  });

  it('refuses files it cannot write before it runs, and leaves what is there', () => {
    const { folder, words } = small();
    const done = join(folder, 'done.csv');
    writeFileSync(done, 'precious');
    const nowhere = join(folder, 'no', 'where');
    const { status, stderr } = mtop([...words, '--completions', done, '--events', nowhere]);
    expect(status).toBe(1);
    expect(stderr).toBe(`mtop-sim: cannot write ${nowhere}: no such file or directory\n`);
    expect(mtop([...words, '--events', folder]).status).toBe(1);
    expect(mtop([...words, '--events', done, '--completions', done]).status).toBe(2);
    expect(readFileSync(done, 'utf8')).toBe('precious');
    expect(readdirSync(folder).sort()).toEqual(['done.csv', 'n.csv', 'p.csv']);
  });

  it.skipIf(!existsSync('/dev/stdout'))('writes events into a pipe', () => {
    const line = 'mtop-sim run two-nodes --until 10s --quiet --events /dev/stdout | cat';
    const { status, stdout, stderr } = shell(line);
    expect([status, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout.split('\n')[0]!)).toMatchObject({ at: 0, type: 'started' });
  });

  it.each(['text', 'json', 'csv'])('ends with its reader: a million snapshots as %s', (form) => {
    const { status, stderr } = shell(
      `timeout 20 mtop-sim snapshot two-nodes -n 1000000 --format ${form} | head -1 >/dev/null`,
    );
    expect([status, stderr]).toEqual([0, '']);
  });

  it.skipIf(!existsSync('/dev/stdout'))('ends with the reader of its events', () => {
    const run = 'mtop-sim run auckland --until 1h --quiet --events /dev/stdout';
    const { status, stderr } = shell(`set -o pipefail; ${run} | head -1 >/dev/null`);
    expect([status, stderr]).toEqual([0, '']);
  });

  it('is quiet about a reader that goes away', () => {
    const { status, stderr } = shell('mtop-sim run two-nodes --json | head -c 1 >/dev/null');
    expect([status, stderr.replace(/^took .*\n$/, '')]).toEqual([0, '']);
  });

  it.skipIf(!existsSync('/dev/full'))('fails when standard output cannot be written', () => {
    const { status, stderr } = shell('mtop-sim run two-nodes > /dev/full');
    expect(status).toBe(1);
    expect(stderr).toContain('no space left on device');
  });
});

describe('a run that a signal ends', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    'leaves its events beside the old ones, and no completions: %s',
    async (signal, exitCode) => {
      const folder = temporaryFolder({ 'done.csv': 'precious', events: 'precious too' });
      const [events, done] = [join(folder, 'events'), join(folder, 'done.csv')];
      const words = ['run', '--until', '1000d', '--events', events, '--completions', done];
      const { code, stderr } = await mtopSignalled(words, signal, () =>
        readdirSync(folder).some(
          (name) => /^events\..*part$/.test(name) && statSync(join(folder, name)).size > 0,
        ),
      );
      expect(code).toBe(exitCode);
      expect(stderr).toMatch(new RegExp(`^mtop-sim: ${signal} at [\\d:]+ of virtual time; `));
      expect(readFileSync(done, 'utf8')).toBe('precious');
      expect(readFileSync(events, 'utf8')).toBe('precious too');
      const names = readdirSync(folder).sort();
      expect(names).toEqual(['done.csv', 'events', expect.stringMatching(/^events\..{8}\.part$/)]);
      expect(stderr).toContain(`; ${join(folder, names[2]!)} has the events until then`);
      const text = readFileSync(join(folder, names[2]!), 'utf8');
      expect(text.endsWith('\n')).toBe(true);
      const lines = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as object);
      expect(lines[lines.length - 1]).toMatchObject({ type: 'interrupted', signal });
    },
  );
});

const ENDLESS = `
nodes: [{ count: 1, name: "n%d", cpus: 1, speed: 10000, memory: 1GB }]
workload: [{ home: 1, work: endless, memory: 1MB }]
`;
