import { describe, expect, it } from 'vitest';
import { transcript } from '../../support/in-process.js';
import { TINY } from './tiny.js';

/** Two seconds of a node. */
const TAPE = `${[
  '{"what":"mtop-sim live recording","format":1,"periodSeconds":1,"hosts":[{"id":1,"host":"cm1"},{"id":2,"host":"cm2"}]}',
  sampleAt(1, 1, [
    'H 100 4096 1000 77 2 2 2000000 cm1',
    '+ 10 1 1000 ana 200 R 0 1 300 20 5 loop\tloop\0-n',
    '+ 11 1 0 root 210 S 5 2 7 3 5 idle\tidle',
  ]),
  sampleAt(1.5, 2, ['H 100 4096 1000 78 2 2 2000000 cm2']),
  sampleAt(2, 1, ['= 10 R 0 1 400 20 5']),
  sampleAt(2.5, 2, ['+ 20 1 1000 ana 300 R 0 1 3 2 5 sort\tsort']),
  sampleAt(3, 1, ['= 10 T 3 1 480 20 5', '- 11']),
  '{"at":3.5,"node":2,"end":"the connection broke"}',
].join('\n')}\n`;

function sampleAt(at: number, node: number, lines: readonly string[]): string {
  const head = lines.filter((line) => line.startsWith('H'));
  const time = [`T ${1000 + at} 1 0.5 0.25`, `C ${100 * at} 0 0 1000 0 0 0 0`];
  const rest = lines.filter((line) => !line.startsWith('H'));
  const memory = 'M 4000000 3000000 1000 1000';
  return JSON.stringify({ at, node, lines: [...head, ...time, memory, ...rest, '.'] });
}

describe('live, as it was looked at last: -u writes it anew', () => {
  it('replays what was seen, and refuses', async () => {
    const text = await transcript(
      [
        'replay TMP/tape',
        'replay TMP/tape --at 3s',
        'replay TMP/broken',
        'live --hosts TMP/none',
        'live --hosts TMP/tiny.yaml',
        'live --balance never',
        'live run',
        'live recover none --lost',
        'live check --hosts TMP/none',
        'live run --nice 20 -- sort',
        'live --size 3',
        'check TMP/tape',
        'run TMP/tape',
        'snapshot TMP/tape --at 3s --size 80x16',
        'snapshot TMP/tape --at 2s --format json',
        'explain TMP/tape --at 3s --pid 10000010',
      ],
      { 'tiny.yaml': TINY, tape: TAPE, broken: TAPE.replace(']}', '}') },
    );
    await expect(text).toMatchFileSnapshot('transcripts/live.txt');
  });
});
