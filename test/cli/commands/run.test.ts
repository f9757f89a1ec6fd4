import { describe, expect, it } from 'vitest';
import { transcript } from '../../support/in-process.js';
import { TINY } from './tiny.js';

describe('run, as it was looked at last: -u writes it anew', () => {
  it('sums up, and writes what it is asked for', async () => {
    const text = await transcript(
      [
        'run TMP/tiny.yaml',
        'run TMP/tiny.yaml --quiet',
        'run TMP/tiny.yaml --json --quiet',
        'run TMP/tiny.yaml --policy none --seed 8 --until 25s',
        'run TMP/tiny.yaml --set nodes[0].cpus=2 --set workload[0].count=1',
        'run TMP/tiny.yaml --quiet --events TMP/events.jsonl --until 12s',
        'run TMP/tiny.yaml --quiet --completions TMP/completions.csv',
        'run TMP/tiny.yaml --quiet --check 10',
        'run TMP/tiny.yaml --check 100 --until 5s',
        'run TMP/tiny.yaml --quiet --replications 3 --warm-up 5s',
        'run TMP/tiny.yaml --quiet --json --warm-up 5s --watch 10s --bound 5s',
        'run TMP/tiny.yaml --quiet --replications 2 --samples TMP/samples.csv',
        'run TMP/tiny.yaml --until 0s',
      ],
      { 'tiny.yaml': TINY },
    );
    await expect(text).toMatchFileSnapshot('transcripts/run.txt');
  });

  it('refuses what does not go together', async () => {
    const text = await transcript(
      [
        'run TMP/none.yaml',
        'run TMP',
        'run tiny.yml',
        'run TMP/tiny.yaml --every 5s',
        'run TMP/tiny.yaml --policy none.mjs',
        'run TMP/tiny.yaml --policy openmosx',
        'run TMP/tiny.yaml --seed -1',
        'run TMP/tiny.yaml --seed 1.5',
        'run TMP/tiny.yaml --until never',
        'run TMP/tiny.yaml --check 0',
        'run TMP/tiny.yaml --replications 0',
        'run TMP/tiny.yaml --set nodes[7].cpus=2',
        'run TMP/tiny.yaml --set nodes',
        'run TMP/tiny.yaml --events TMP/tiny.yaml',
        'run TMP/tiny.yaml --events TMP/a --completions TMP/a',
        'run TMP/tiny.yaml --events TMP/none/a',
        'run TMP/tiny.yaml --events TMP',
        'run TMP/tiny.yaml --resume TMP/none',
        'run --resume TMP/tiny.yaml',
        'run --resume TMP/tiny.yaml --seed 3',
        'run TMP/tiny.yaml TMP/tiny.yaml',
        'run TMP/tiny.yaml --colour red',
        'run TMP/tiny.yaml --events',
        'run TMP/endless.yaml',
        'run TMP/bad.yaml',
        'run TMP/tiny.yaml --samples TMP/samples.csv',
        'run TMP/tiny.yaml --watch 10s --replications 1 --events TMP/e',
        'run TMP/tiny.yaml --json --replications 2 --check 10',
        'run TMP/tiny.yaml --warm-up 5s --resume TMP/a',
        'run TMP/tiny.yaml --checkpoint TMP/tiny.yaml',
      ],
      {
        'tiny.yaml': TINY,
        'endless.yaml': 'nodes: [{ count: 1 }]\nworkload: [{ work: endless }]\n',
        'bad.yaml': 'nodes: [{ count: 0 }]\nworkload: [{ wrk: 5s }]\n',
      },
    );
    await expect(text).toMatchFileSnapshot('transcripts/run-refused.txt');
  });
});
