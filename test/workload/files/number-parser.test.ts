import { describe, expect, it } from 'vitest';
import { parseNumber } from '../../../src/workload/files/number-parser.js';
import fc from '../../support/properties.js';

function parse(text: string): number {
  const bytes = Buffer.from(`9${text}9`);
  return parseNumber(bytes, 1, bytes.length - 1);
}

const digits = (maxLength: number) => fc.stringMatching(new RegExp(`^[0-9]{0,${maxLength}}$`));

describe('reading a number from bytes', () => {
  it('gives what Number gives, for any double as it is printed', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(parse(String(value))).toBe(Number(String(value)));
        expect(parse(value.toExponential())).toBe(Number(value.toExponential()));
      }),
      { numRuns: 2000 },
    );
  });

  it('gives what Number gives, bit for bit, for any decimal text', () => {
    const sign = fc.constantFrom('', '-', '+');
    const exponent = fc.oneof(
      fc.constant(''),
      fc.integer({ min: -330, max: 330 }).map((power) => `e${power}`),
    );
    fc.assert(
      fc.property(sign, digits(25), digits(25), exponent, (s, whole, decimals, e) => {
        fc.pre(whole + decimals !== '');
        for (const text of [`${s}${whole}.${decimals}${e}`, `${s}${whole}${decimals}${e}`]) {
          expect(parse(text)).toBe(Number(text));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it.each([22, 23, 24, 40])('reads a number of %i decimals, most of which are 0', (decimals) => {
    const text = `1.${'5'.padEnd(decimals, '0')}`;
    const small = `0.${'7'.padStart(decimals, '0')}`;
    expect([parse(text), parse(small)]).toEqual([Number(text), Number(small)]);
  });

  it.each(['0', '-0', '007', '5.', '.5', '+1', '1E+3', '9007199254740993', '9007199254740992'])(
    'reads %s',
    (text) => expect(parse(text)).toBe(Number(text)),
  );

  it.each([
    '',
    '-',
    '.',
    'e5',
    '1e',
    '1e+',
    '1.2.3',
    '0x10',
    'NaN',
    'Infinity',
    '1 2',
    '1,5',
    '--1',
  ])('refuses "%s"', (text) => expect(parse(text)).toBeNaN());
});
