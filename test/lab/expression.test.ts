import { describe, expect, it } from 'vitest';
import { filled } from '../../src/lab/study/expression.js';

const in$ = (expression: string) => `\${${expression}}`;

describe('an expression of a study', () => {
  it('has numbers, durations, amounts of memory, names and brackets', () => {
    expect(filled(`exponential ${in$('10s / (8 * rho)')}`, { rho: 0.5 })).toBe('exponential 2.5s');
    expect(filled(in$('2 * size'), { size: '1MB' })).toBe('2097152B');
    expect(filled(in$('1 - -n / 4'), { n: 2 })).toBe('1.5');
  });

  it('is refused where it is no number, duration or amount, with what is wrong', () => {
    expect(() => filled(in$('1s + 1'), {})).toThrow('adds what cannot be added');
    expect(() => filled(in$('1s * 1s'), {})).toThrow('is neither a number');
    expect(() => filled(in$('rho'), {})).toThrow('names rho, which is no factor');
    expect(() => filled(in$('(1'), {})).toThrow('has no ) for its (');
    expect(() => filled(in$('1 / 0'), {})).toThrow('is no number');
    expect(() => filled(in$('constructor'), {})).toThrow('names constructor');
  });
});
