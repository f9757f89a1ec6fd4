import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { newRecordingPath } from '../../src/cli/files/recording-file.js';
import { mtop } from '../support/command-line.js';
import { recordCrash } from '../support/crash-recording.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const SCENARIO = `
name: three
nodes: [{ count: 3, name: "node%d" }]
until: 2min
workload:
  - { home: node1, arrivals: { every: exponential 3s }, work: exponential 12s }
`;

/** A recording in which node 3 crashes at 30 s, and which ends at 50 s. */
async function recording(): Promise<string> {
  const folder = temporaryFolder({ 'three.yaml': SCENARIO });
  const path = join(folder, 'session.jsonl');
  await recordCrash(join(folder, 'three.yaml'), path, { seed: 5 });
  return path;
}

describe('a recording', () => {
  it('is taken by snapshot like a scenario: node 3 has crashed at 30 s', async () => {
    const path = await recording();
    const nodeAt = (at: string) => {
      const { stdout } = mtop(['snapshot', path, '--format', 'json', '--at', at]);
      return JSON.parse(stdout).nodes[2].state;
    };
    expect(nodeAt('29s')).toBe('up');
    expect(nodeAt('31s')).toBe('down');
  });

  it('is taken by run, explain and resume', async () => {
    const path = await recording();
    const { stdout, status, stderr } = mtop(['run', path, '--json']);
    expect({ status, stderr: stderr.replace(/took .*\n/, '') }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ time: 120, seed: 5 });
    expect(JSON.parse(stdout).nodes[2].started).toBe(0);
    expect(mtop(['explain', path, '--node', '1', '--at', '40s']).stdout).toContain(
      'node 1 at 0:00',
    );
    expect(mtop(['resume', path]).stdout).toContain('0:00:50');
  });

  it('says from when on it differs from what this program does', async () => {
    const path = await recording();
    const changed = readFileSync(path, 'utf8').replace(
      /"at":50,(.*)"digest":"...."/s,
      '"at":50,$1"digest":"',
    );
    writeFileSync(path, changed.replace(/"digest":"(.)[^"]*"\}\n$/, '"digest":"$1"}\n'));
    expect(mtop(['run', path, '--quiet']).stderr).toMatch(/differs from this run from 0:00:50 on/);
  });

  it('is played up to where it is damaged, and says so', async () => {
    const path = await recording();
    const lines = readFileSync(path, 'utf8').split('\n');
    const at = lines.findIndex((line) => line.includes('"crash"'));
    writeFileSync(path, lines.with(at, 'broken').join('\n'));
    const { stderr, status } = mtop(['run', path, '--quiet']);
    expect(stderr).toContain(`is damaged from line ${at + 1} on`);
    expect(status).toBe(0);
  });

  it('is whole when its last line is torn', async () => {
    const path = await recording();
    writeFileSync(path, `${readFileSync(path, 'utf8')}{"at":60,"st`);
    expect(mtop(['run', path, '--quiet'])).toMatchObject({ stderr: '', status: 0 });
  });

  it('makes room for a new one as the oldest of more than 19, unless its process still writes it', () => {
    // No process has a pid beyond 2^22.
    const pids = [process.pid, 5_000_000, ...Array.from({ length: 19 }, () => 5_000_001)];
    const names = pids.map((pid, day) => `202001${`${day + 10}`}T000000-000-${pid}.jsonl`);
    const state = temporaryFolder({});
    mkdirSync(join(state, 'mtop-sim'));
    for (const name of names) writeFileSync(join(state, 'mtop-sim', name), '');
    vi.stubEnv('XDG_STATE_HOME', state);
    onTestFinished(() => void vi.unstubAllEnvs());
    newRecordingPath();
    const kept = readdirSync(join(state, 'mtop-sim'));
    expect(kept.sort()).toEqual(names.filter((_, day) => day !== 1));
  });

  it.each([
    [['run', '--seed', '7'], 'leave out --seed'],
    [['run', '--checkpoint', 'x'], '--checkpoint does not go with a recording'],
    [['snapshot', '--nodes', '2'], 'leave out --nodes'],
  ])('refuses %j', async (words, reason) => {
    const { stderr, status } = mtop([words[0]!, await recording(), ...words.slice(1)]);
    expect(stderr).toContain(reason);
    expect(status).toBe(2);
  });

  it.each(['resume', 'replay'])('is needed by %s', (command) => {
    const folder = temporaryFolder({ 'three.yaml': SCENARIO });
    const { stderr, status } = mtop([command, join(folder, 'three.yaml')]);
    expect(stderr).toContain('is not a recording of mtop-sim');
    expect(status).toBe(2);
  });
});
