import { describe, expect, it } from 'vitest';
import { formatProblem } from '../../../src/scenario/problem.js';
import { distribution } from '../../../src/scenario/schema/distribution-field.js';
import { SECONDS } from '../../../src/scenario/schema/readers.js';
import { temporaryFile } from '../../support/temporary-file.js';
import { parse } from '../parse-text.js';

function read(text: string, where: (file: string) => string) {
  const file = temporaryFile('lives.txt', text);
  return parse(`nodes: [{ count: 2 }]\nworkload: [${where(file)}]\n`);
}

const asWork = (file: string) => `{ work: empirical ${file} }`;

describe('the values of a file', () => {
  it('are read in the unit of what they are drawn for, without comments and empty lines', () => {
    const parsed = read('# measured\n\n500ms\n2  # mostly\n1min\n2\n', asWork);
    expect(parsed.ok && parsed.scenario.workload[0]).toMatchObject({
      work: { kind: 'empirical', values: [0.5, 2, 60, 2] },
    });
    const bytes = read('1MB\n', (file) => `{ work: 1s, memory: empirical ${file} }`);
    expect(bytes.ok && bytes.scenario.workload[0]).toMatchObject({
      memory: { kind: 'empirical', values: [2 ** 20] },
    });
  });

  it('are drawn for pauses and bursts as well', () => {
    const parsed = read(
      '1s\n3s\n',
      (file) => `{ work: 1s, profile: { think: empirical ${file} } }`,
    );
    expect(parsed.ok && parsed.scenario.workload[0]).toMatchObject({
      profile: { thinkSeconds: { kind: 'empirical', values: [1, 3] } },
    });
  });

  it('are read until there are more of them than any source may have', () => {
    let count = 0;
    function* endless() {
      for (;;) yield { line: ++count, written: '1s' };
    }
    const complaints: string[] = [];
    const value = { kind: 'scalar', value: 'empirical pipe', path: 'work', line: 3 } as const;
    const files = { locate: (file: string) => file, readValues: endless };
    distribution(SECONDS, { files })(value, (_, message) => complaints.push(message));
    expect(complaints.join()).toContain('pipe has more than 1000000 values');
    expect(count).toBe(1_000_001);
  });

  it.each([
    ['1s\nsoon\n', 'lives.txt:2: "soon" is not a duration'],
    ['# nothing\n', 'lives.txt has no value above 0'],
    ['0\n0\n', 'lives.txt has no value above 0'],
  ])('are refused with the line: %j', (text, complaint) => {
    const parsed = read(text, asWork);
    expect(parsed.ok ? [] : parsed.problems.map(formatProblem).join()).toContain(complaint);
  });
});
