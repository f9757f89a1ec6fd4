import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { formatProblem, type Problem } from '../../src/scenario/problem.js';
import { parse } from './parse-text.js';

const folder = new URL('../fixtures/bad-scenarios/', import.meta.url);

interface Expected {
  readonly line: number;
  readonly path: string;
  readonly phrase: string;
}

describe('a bad scenario file', () => {
  const files = readdirSync(folder).sort();

  it('is there in many kinds', () => {
    expect(files.length).toBeGreaterThanOrEqual(25);
  });

  it.each(files)('%s is told where it is wrong and what is allowed, and nothing else', (file) => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    const parsed = parse(text, file);
    const problems = parsed.ok ? [] : parsed.problems;
    const listing = problems.map(formatProblem).join('\n');
    const expected = expectations(text);
    expect(expected).not.toEqual([]);
    for (const one of expected) {
      expect(
        problems.some((problem) => matches(problem, one)),
        `${listing}\nlacks ${one.phrase}`,
      ).toBe(true);
    }
    expect(problems.length, listing).toBe(expected.length);
    expect(problems.map(({ line }) => line)).toEqual(
      problems.map(({ line }) => line).sort((a, b) => a - b),
    );
  });
});

/** The lines "# expect LINE PATH: PHRASE" on top of a file; the path "-" is the whole file. */
function expectations(text: string): Expected[] {
  return [...text.matchAll(/^# expect (\d+) (\S+): (.+)$/gm)].map(([, line, path, phrase]) => ({
    line: Number(line),
    path: path === '-' ? '' : path!,
    phrase: phrase!,
  }));
}

function matches(problem: Problem, { line, path, phrase }: Expected): boolean {
  return problem.line === line && problem.path === path && problem.message.includes(phrase);
}
