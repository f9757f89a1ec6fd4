import { describe, expect, it } from 'vitest';
import { size } from '../../src/cli/values.js';

describe('the size of a screen', () => {
  it.each([
    ['40x10', { columns: 40, rows: 10 }],
    ['500x200', { columns: 500, rows: 200 }],
    ['39x10', undefined],
    ['40x9', undefined],
    ['501x200', undefined],
    ['500x201', undefined],
    ['120', undefined],
    ['x40', undefined],
    ['1200x40', undefined],
  ])('is read, or not: %s', (written, read) => {
    expect(size.parse(written)).toEqual(read);
  });
});
