import { expect, it } from 'vitest';
import { formatProblems } from '../../src/scenario/problem.js';

const problems = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...{ file: 'x.yaml', line: index + 1, path: '' },
    message: 'must be a map',
  }));

it('300 000 problems are twenty lines and their number', () => {
  const lines = formatProblems(problems(300_000));
  expect(lines).toHaveLength(21);
  expect(lines[19]).toBe('x.yaml:20: must be a map');
  expect(lines[20]).toBe('and 299980 more');
});

it('twenty problems are twenty lines', () => {
  expect(formatProblems(problems(20))).toHaveLength(20);
});
