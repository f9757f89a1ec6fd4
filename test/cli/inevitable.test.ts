import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mtop } from '../support/command-line.js';
import { recordCrash } from '../support/crash-recording.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** Runs where the run is looked through, and ends every thread in which a future of it is run. */
const LEAVING = `
import { isMainThread } from 'node:worker_threads';
export default {
  name: 'leaving', about: '', scope: 'node',
  decide() {
    if (!isMainThread) process.exit();
    return { move: undefined, reason: 'none' };
  },
};
`;

/** One that wants more memory than there is, from its beginning on: chance has no part in it. */
const DOOMED = `
name: doomed
nodes: [{ count: 1, memory: 1GB, swap: 0GB }]
until: 1min
workload:
  - { home: 1, count: 1, start: 5s, work: 1h, memory: 900MB }
  - { home: 1, count: 1, start: 20s, work: 1h, memory: 900MB }
`;

interface Document {
  readonly run: { readonly name: string; readonly policy: string };
  readonly of: { readonly type?: string; readonly what?: string };
  readonly at: number;
  readonly stepSeconds: number;
  readonly futures: number;
  readonly moments: readonly { readonly at: number; readonly happened: number }[];
  readonly inevitableSince: number | null;
}

function asked(...words: readonly string[]): Document {
  const { status, stdout, stderr } = mtop(['inevitable', ...words, '--json']);
  expect([status, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as Document;
}

describe('inevitable', () => {
  it('says that a policy has ended the thread of a future, and waits for nothing', () => {
    const folder = temporaryFolder({ 'doomed.yaml': DOOMED, 'leaving.mjs': LEAVING });
    const policy = ['--policy', join(folder, 'leaving.mjs')];
    const { status, stderr } = mtop(['inevitable', join(folder, 'doomed.yaml'), ...policy]);
    expect(stderr).toMatch(
      /\nmtop-sim: its thread has ended: a policy must not call process.exit\n$/,
    );
    expect(status).toBe(2);
  });

  it('says of the first kill of a run how likely it was from each moment before it on', () => {
    const file = join(temporaryFolder({ 'doomed.yaml': DOOMED }), 'doomed.yaml');
    const document = asked(file, '--step', '10s');
    expect([document.of.type, document.at, document.futures]).toEqual(['killed', 20, 30]);
    expect(document.moments.map(({ at, happened }) => [at, happened])).toEqual([
      ...[0, 10].map((at) => [at, 30]),
    ]);
    expect(document.inevitableSince).toBe(0);
    // What happens at the very moment from which on it is looked for counts.
    const { stdout } = mtop(['inevitable', file, '--step', '10s', '--at', '20s']);
    expect(stdout).toMatch(/0:00:20 {2}1000 killed on node 1: out of memory\n/);
    expect(stdout).toMatch(/ {6}10s {2}0:00:10 {2}30 of 30 {2}={30}\n/);
    expect(stdout).toMatch(/\nit was inevitable 20s before, and perhaps earlier\n$/);
  });

  it('asks of a load, in a recording too, which has its own options', async () => {
    const folder = temporaryFolder({
      'three.yaml':
        'name: three\nnodes: [{ count: 3 }]\nuntil: 1min\nworkload: [{ home: 1, count: 9, work: 1h }]\n',
    });
    const [scenario, recording] = ['three.yaml', 'session.jsonl'].map((name) => join(folder, name));
    await recordCrash(scenario!, recording!);
    const { of, at } = asked(recording!, '--step', '15s');
    expect([of.type, at]).toEqual(['node-crashed', 30]);
    expect(asked(recording!, '--load', '2', '--at', '3s', '--step', '1s').of).toEqual({
      ...{ what: 'load', least: 2 },
    });
    const { status, stderr } = mtop(['inevitable', recording!, '--seed', '2']);
    expect([status, stderr]).toEqual([
      2,
      `mtop-sim: ${recording} is a recording, which has its own options: leave out --seed\n`,
    ]);
  });

  it.each([
    [['--at', '5s'], 'nothing is killed or crashes between 0:00:05 and 0:01:00'],
    [['--load', '99'], 'no node has a load of 99 between 0:00:00 and 0:01:00'],
  ])('says where there is nothing to ask about: %s', (words, sentence) => {
    const { status, stderr } = mtop(['inevitable', 'two-nodes', '--until', '1min', ...words]);
    expect(status).toBe(2);
    expect(stderr).toBe(`mtop-sim: ${sentence}: there is nothing to ask about\n`);
  });
});
