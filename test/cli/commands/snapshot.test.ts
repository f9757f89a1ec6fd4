import { describe, expect, it } from 'vitest';
import { transcript } from '../../support/in-process.js';
import { TINY } from './tiny.js';

describe('snapshot, as it was looked at last: -u writes it anew', () => {
  it('prints screens in every form', async () => {
    const text = await transcript(
      [
        'snapshot TMP/tiny.yaml',
        'snapshot TMP/tiny.yaml --at 5s --size 100x30 --view cluster',
        'snapshot TMP/tiny.yaml --at 5s -n 2 -d 3s --size 80x16 --ascii',
        'snapshot TMP/tiny.yaml --at 5s --format json',
        'snapshot TMP/tiny.yaml --at 5s --format csv',
        'snapshot TMP/tiny.yaml --at 5s -n 2 --format csv --view mosmon',
        'snapshot TMP/tiny.yaml --at 15s --format json --view events',
        'snapshot TMP/tiny.yaml --at 5s --format svg --size 40x12 --theme light',
        'snapshot TMP/tiny.yaml --at 5s --size 80x20 --keys "m Down"',
        'snapshot TMP/tiny.yaml --at 5s --size 80x20 --keys ":sort pid Enter"',
      ],
      { 'tiny.yaml': TINY },
    );
    await expect(text).toMatchFileSnapshot('transcripts/snapshot.txt');
  });

  it('refuses what it cannot print', async () => {
    const text = await transcript(
      [
        'snapshot TMP/tiny.yaml --size 10',
        'snapshot TMP/tiny.yaml --size 0x5',
        'snapshot TMP/tiny.yaml --size 1000x1000',
        'snapshot TMP/tiny.yaml --size 80x9999',
        'snapshot TMP/tiny.yaml --keys "Nonsense Down"',
        'snapshot TMP/tiny.yaml --view none',
        'snapshot TMP/tiny.yaml -n 0',
        'snapshot TMP/tiny.yaml -d 0',
        'snapshot TMP/tiny.yaml --theme pink',
        'snapshot TMP/tiny.yaml --format csv --view map',
        'snapshot TMP/tiny.yaml --format csv --view history',
        'snapshot TMP/tiny.yaml --format csv --view events',
        'snapshot TMP/tiny.yaml --format json --keys F1',
        'snapshot TMP/tiny.yaml --format csv --view beliefs',
        'snapshot TMP/tiny.yaml --format csv --view cluster',
        'snapshot TMP/tiny.yaml --at -1s',
      ],
      { 'tiny.yaml': TINY },
    );
    await expect(text).toMatchFileSnapshot('transcripts/snapshot-refused.txt');
  });
});
