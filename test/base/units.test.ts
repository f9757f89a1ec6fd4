import { describe, expect, it } from 'vitest';
import { counted, countedProcesses } from '../../src/base/counted.js';
import {
  BANDWIDTH_PATTERN,
  BYTES_PATTERN,
  DURATION_PATTERN,
  formatBytes,
  formatClock,
  formatDuration,
  formatRoughly,
  LONGEST_SECONDS,
  MOST_BYTES,
  parseBandwidth,
  parseBytes,
  parseDuration,
  SHORTEST_SECONDS,
} from '../../src/base/units.js';
import fc from '../support/properties.js';

describe('parseDuration', () => {
  it.each([
    ['100us', 0.0001],
    ['6ms', 0.006],
    ['20s', 20],
    ['0.5s', 0.5],
    ['10min', 600],
    ['4h', 14400],
    ['1d', 86400],
    ['1.5 h', 5400],
    ['45', 45],
    [45, 45],
    [0, 0],
    ['1e3s', 1000],
    ['40000d', 40000 * 86400],
  ])('reads %s as %d seconds', (written, seconds) => {
    expect(parseDuration(written)).toBe(seconds);
  });

  it.each([
    '',
    's',
    '-1s',
    -1,
    '5m',
    '5 minutes',
    '1h30min',
    '0x10',
    Number.NaN,
    Infinity,
    '1e999s',
    '40000.01d',
    '5toString',
  ])('does not take %s', (written) => {
    expect(parseDuration(written)).toBeUndefined();
  });
});

describe('parseBytes', () => {
  it.each([
    ['4GB', 4 * 1024 ** 3],
    ['400MB', 400 * 1024 ** 2],
    ['512KB', 512 * 1024],
    ['1.5GB', 1.5 * 1024 ** 3],
    ['1TB', 1024 ** 4],
    ['4gb', 4 * 1024 ** 3],
    ['100B', 100],
    ['1024TB', 2 ** 50],
    [4096, 4096],
  ])('reads %s as %d bytes', (written, bytes) => {
    expect(parseBytes(written)).toBe(bytes);
  });

  it.each(['4 gigs', '4G', 'GB', '-4GB', '4GB/s', '1024.1TB'])('does not take %s', (written) => {
    expect(parseBytes(written)).toBeUndefined();
  });
});

describe('parseBandwidth', () => {
  it.each([
    ['1Gbit', 125e6],
    ['100Mbit', 12.5e6],
    ['56Kbit', 7000],
    ['8bit', 1],
    ['3B/s', 3],
    ['5KB/s', 5 * 1024],
    ['10MB/s', 10 * 1024 ** 2],
    ['2GB/s', 2 * 1024 ** 3],
    [125e6, 125e6],
  ])('reads %s as %d bytes per second', (written, bytesPerSecond) => {
    expect(parseBandwidth(written)).toBe(bytesPerSecond);
  });

  it.each(['1Gb', '10mb/s', '10MB', 'fast'])(
    'does not take %s, bits or bytes is unclear',
    (written) => {
      expect(parseBandwidth(written)).toBeUndefined();
    },
  );
});

describe('formatBytes', () => {
  it.each([
    [0, '0B'],
    [999, '999B'],
    [1000, '1.0K'],
    [1024, '1.0K'],
    [9.94 * 1024, '9.9K'],
    [9.95 * 1024, '10K'],
    [10 * 1024, '10K'],
    [812 * 1024 ** 2, '812M'],
    [999.5 * 1024 ** 2, '1.0G'],
    [1023 * 1024 ** 2, '1.0G'],
    [4 * 1024 ** 3, '4.0G'],
    [9.96 * 1024 ** 3, '10G'],
    [28 * 1024 ** 3, '28G'],
    [1024 ** 4, '1.0T'],
    [2000 * 1024 ** 5, '2000P'],
  ])('writes %d as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it('never needs more than four columns', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 900 * 1024 ** 5, noNaN: true }), (bytes) => {
        expect(formatBytes(bytes).length).toBeLessThanOrEqual(4);
      }),
    );
  });

  it('is within a twentieth of the amount, as parseBytes reads it back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 900 * 1024 ** 4 }), (bytes) => {
        const readBack = parseBytes(formatBytes(bytes).replace(/[KMGT]$/, '$&B'))!;
        expect(Math.abs(readBack - bytes)).toBeLessThanOrEqual(bytes / 20);
      }),
    );
  });
});

describe('formatClock', () => {
  it.each([
    [0, '0:00:00'],
    [9.99, '0:00:09'],
    [3723, '1:02:03'],
    [93600, '26:00:00'],
    [Infinity, 'endless'],
  ])('writes %d as %s', (seconds, text) => {
    expect(formatClock(seconds)).toBe(text);
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0s'],
    [0.0001, '100us'],
    [0.0009994, '999.4us'],
    [949.9495e-6, '949.9us'],
    [0.9994, '999.4ms'],
    [59.94, '59.9s'],
    [3599.4, '59min 59s'],
    [86399, '23h 59min'],
    [86400, '1d 00h'],
    // Both, rounded to the digits shown, are a thousand of the smaller unit.
    [0.0009995, '1ms'],
    [0.9995, '1s'],
    [0.0015, '1.5ms'],
    [0.0062, '6.2ms'],
    [0.9996, '1s'],
    [12.34, '12.3s'],
    [59.96, '1min 00s'],
    [65, '1min 05s'],
    [3599.6, '1h 00min'],
    [7380, '2h 03min'],
    [59.95, '1min 00s'],
    [88200, '1d 00h'],
    [100800, '1d 04h'],
    [Infinity, 'endless'],
  ])('writes %d as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe('formatRoughly', () => {
  it.each([
    [0, '0s'],
    [0.01234, '12ms'],
    [0.6688, '0.67s'],
    [12.34567, '12s'],
    [75.2, '75s'],
    // Each goes as far as two digits do; hours, to two days.
    [0.0994, '99ms'],
    [0.0995, '0.1s'],
    [99.4, '99s'],
    [99.5, '2min'],
    [99.5 * 60 - 1, '99min'],
    [99.5 * 60, '2h'],
    [47.5 * 3600 - 1, '47h'],
    [47.5 * 3600, '2d'],
    [0.012499, '12ms'],
    [46.5 * 3600, '47h'],
    [2.5 * 86400, '3d'],
    [260000, '3d'],
    [Infinity, 'endless'],
  ])('writes %d as %s', (seconds, text) => {
    expect(formatRoughly(seconds)).toBe(text);
  });
});

describe('the limits of what is written', () => {
  it('are 40 000 days, a microsecond and 1024 TB', () => {
    expect([LONGEST_SECONDS, SHORTEST_SECONDS, MOST_BYTES]).toEqual([3_456_000_000, 1e-6, 2 ** 50]);
  });

  it.each([
    [parseDuration, LONGEST_SECONDS],
    [parseBytes, MOST_BYTES],
    [parseBandwidth, MOST_BYTES],
  ] as const)('are part of it: %o takes %d and no more', (parse, most) => {
    expect([parse(most), parse(most + 1)]).toEqual([most, undefined]);
  });

  it.each([
    [DURATION_PATTERN, parseDuration, ['', 'us', 'ms', 's', 'min', 'h', 'd', 'm', 'S', 'Min']],
    [BYTES_PATTERN, parseBytes, ['', 'b', 'B', 'kb', 'Kb', 'MB', 'gB', 'TB', 'K', 'PB', 'bit']],
    [
      BANDWIDTH_PATTERN,
      parseBandwidth,
      ['', 'B/s', 'KB/s', 'MB/s', 'GB/s', 'bit', 'Kbit', 'Mbit', 'Gbit', 'Tbit', 'mbit', 'b/s'],
    ],
  ] as const)('are as the pattern %s has them', (pattern, parse, units) => {
    const regex = new RegExp(`^(?:${pattern})$`);
    for (const amount of ['1', '1.5', '2e2', '1.5E-2', '3e+1', '.5', '1.', '-1', 'e3', '']) {
      for (const unit of units) {
        for (const written of [`${amount}${unit}`, `${amount} ${unit}`]) {
          if (written.trim() !== written) continue;
          expect(regex.test(written), written).toBe(parse(written) !== undefined);
        }
      }
    }
  });
});

describe('an amount of something', () => {
  it.each([
    [counted(0, 'cell'), '0 cells'],
    [counted(1, 'cell'), '1 cell'],
    [counted(2, 'cell'), '2 cells'],
    [counted(1, 'entry', 'entries'), '1 entry'],
    [counted(12, 'entry', 'entries'), '12 entries'],
    [countedProcesses(1), '1 process'],
    [countedProcesses(3), '3 processes'],
  ])('is counted as %s', (written, expected) => {
    expect(written).toBe(expected);
  });
});
