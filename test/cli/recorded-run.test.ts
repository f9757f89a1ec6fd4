import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recordCrash } from '../support/crash-recording.js';
import { ran } from '../support/in-process.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** A recording that ends at 50 s, of a run of three nodes with such an end and such arrivals. */
async function recordingOf(until: string, count = ''): Promise<string> {
  const folder = temporaryFolder({
    'three.yaml': `name: three
nodes: [{ count: 3, name: "node%d" }]
${until}
workload: [{ home: node1, arrivals: { every: exponential 3s }, work: exponential 12s${count} }]
`,
  });
  const path = join(folder, 'session.jsonl');
  await recordCrash(join(folder, 'three.yaml'), path, { seed: 5 });
  return path;
}

describe('a recording that is run without a screen', () => {
  it.each([
    ['to the end of its scenario', 'until: 2min', '', { time: 120, over: false }],
    ['to its own end, where that is later', 'until: 40s', '', { time: 50, over: false }],
    ['to its own end, where the scenario has none', '', '', { time: 50, over: false }],
    ['to its last process, where that comes', '', ', count: 30', { over: true }],
  ])('goes %s', async (_, until, count, figures) => {
    const { code, out, err } = await ran(['run', await recordingOf(until, count), '--json']);
    expect([code, err]).toEqual([0, expect.stringMatching(/^took .* s\n$/)]);
    expect(JSON.parse(out)).toMatchObject({ scenario: 'three', seed: 5, ...figures });
    // As it went then: the node that had crashed at 30 s is one of the three.
    expect(JSON.parse(out).nodes).toHaveLength(3);
  });

  it('goes as far as it is asked to', async () => {
    const { out } = await ran(['run', await recordingOf(''), '--json', '--until', '20s']);
    expect(JSON.parse(out)).toMatchObject({ time: 20, over: false });
  });

  it('goes on past what is damaged of it, or goes otherwise, and says so', async () => {
    const path = await recordingOf('until: 2min');
    const right = readFileSync(path, 'utf8');
    const said = async () => {
      const { code, err } = await ran(['run', path, '--quiet']);
      expect(code).toBe(0);
      return err;
    };
    expect(await said()).toBe('');
    writeFileSync(path, `${right}nothing\n`);
    const lines = right.split('\n').length;
    expect(await said()).toBe(
      `mtop-sim: ${path} is damaged from line ${lines} on, and played up to there\n`,
    );
    writeFileSync(path, right.replace(/"digest":"[^"]*"\}\n$/, '"digest":"0000"}\n'));
    expect(await said()).toBe(`mtop-sim: ${path} differs from this run from 0:00:50 on\n`);
    const other = readFileSync(path, 'utf8').replace(/"version":"[^"]*"/, '"version":"9.9"');
    writeFileSync(path, other);
    expect(await said()).toBe(
      `mtop-sim: ${path}, made by mtop-sim 9.9, differs from this run from 0:00:50 on\n`,
    );
  });

  it.each([
    [['--check'], '--check does not go with a recording, which FILE is'],
    [['--checkpoint', 'x'], '--checkpoint does not go with a recording, which FILE is'],
    [['--seed', '3'], 'FILE is a recording, which has its own options: leave out --seed'],
    [['--events', 'FILE'], '--events FILE would overwrite the recording, FILE: name another file'],
  ])('refuses what does not go with it: %j', async (words, sentence) => {
    const path = await recordingOf('until: 2min');
    const named = words.map((word) => word.replace('FILE', path));
    const { code, out, err } = await ran(['run', path, ...named]);
    expect([code, out, err]).toEqual([2, '', `mtop-sim: ${sentence.replaceAll('FILE', path)}\n`]);
  });
});
