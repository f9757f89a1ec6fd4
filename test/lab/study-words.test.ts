import { expect, it } from 'vitest';
import { readExtent, readWatch } from '../../src/lab/extent.js';
import { seedOf } from '../../src/lab/study/read-study.js';
import {
  choiceOf,
  levelLabel,
  levelText,
  levelTexts,
  patternLabel,
} from '../../src/lab/study/study.js';

it('the seed of a replication is that of its number and of the study, and any of 2^53', () => {
  const seeds = Array.from({ length: 50 }, (_, index) => seedOf({ seed: 1 }, index));
  expect(new Set([...seeds, seedOf({ seed: 2 }, 0)]).size).toBe(51);
  expect(seeds).toEqual(seeds.map((_, index) => seedOf({ seed: 1 }, index)));
  expect(seeds.every((seed) => Number.isSafeInteger(seed))).toBe(true);
  expect(Math.max(...seeds)).toBeGreaterThan(2 ** 52);
  expect(Math.max(...seeds)).toBeLessThan(2 ** 53);
});

it.each([
  ['none', { kind: 'processes', count: 0 }, undefined],
  ['0 processes', { kind: 'processes', count: 0 }, undefined],
  ['1 processes', { kind: 'processes', count: 1 }, { kind: 'processes', count: 1 }],
  [
    '999999999processes',
    { kind: 'processes', count: 999_999_999 },
    { kind: 'processes', count: 999_999_999 },
  ],
  ['1000000000 processes', undefined, undefined],
  ['30min', { kind: 'seconds', seconds: 1800 }, { kind: 'seconds', seconds: 1800 }],
  ['0s', { kind: 'seconds', seconds: 0 }, undefined],
  ['1ms', { kind: 'seconds', seconds: 0.001 }, { kind: 'seconds', seconds: 0.001 }],
  ['many', undefined, undefined],
])('%s is so much: left out %j, watched %j', (written, extent, watched) => {
  expect(readExtent(written)).toEqual(extent);
  expect(readWatch(written)).toEqual(watched);
});

it.each([
  ['none', 'none', 'none'],
  [0.5, '0.5', '0.5'],
  [null, 'null', 'null'],
  [[1, 2], '[1,2]', '[1,2]'],
  [{ use: 'power-of-d', d: 3 }, '{"use":"power-of-d","d":3}', 'power-of-d, d 3'],
  [{ every: { x: 1 } }, '{"every":{"x":1}}', 'every {"x":1}'],
])('a level %j stands in tables as %s, and in sentences as %s', (level, text, label) => {
  expect(levelText(level)).toBe(text);
  expect(levelLabel(level)).toBe(label);
  expect(levelTexts({ rho: 0.5, policy: level })).toEqual(['rho 0.5', `policy ${label}`]);
  expect(choiceOf(level)).toEqual(Array.isArray(level) ? level : [level]);
});

it('combinations are called by their levels', () => {
  expect(patternLabel({ rho: [0.5, 0.7], policy: { use: 'x', d: 1 } })).toBe(
    'rho 0.5 or 0.7, policy x, d 1',
  );
});
