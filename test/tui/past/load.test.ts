import { describe, expect, it } from 'vitest';
import { UNICODE } from '../../../src/tui/drawing/charset.js';
import { lineText } from '../../../src/tui/drawing/line.js';
import { loadBar, loadColour, loadOf, loadPart } from '../../../src/tui/past/load.js';

describe('the load on the screens', () => {
  // 4 processes on 4 logical CPUs of speed 28000: openMosix's 10000 / 28000 = 0.357, per CPU 1.00.
  it('is 1.00 when every process has a CPU, whatever its speed', () => {
    expect(loadOf({ upperLoad: 10_000 / 28_000, believedSpeed: 28_000 })).toBeCloseTo(1, 12);
    expect(loadOf({ upperLoad: 2, believedSpeed: 5_000 })).toBeCloseTo(1, 12);
  });

  // 17 processes on 4 logical CPUs: 17/4 = 4.25, measured as 4.25 * 10000 / 56000.
  it('is processes per CPU also where the balancer believes a node faster than it is', () => {
    const node = { speed: 28_000, believedSpeed: 56_000, upperLoad: (4.25 * 10_000) / 56_000 };
    expect(loadOf(node)).toBeCloseTo(4.25, 12);
  });

  // Half of the bar is 1.00; beyond, 1 - 1/(2 load): 2 is 3/4, 4 is 7/8.
  it('has one scale that does not depend on other nodes and never ends', () => {
    expect([0, 0.5, 1, 2, 4].map(loadPart)).toEqual([0, 0.25, 0.5, 0.75, 0.875]);
    expect(loadPart(1e9)).toBeLessThanOrEqual(1);
  });

  it('marks 1.00 in the middle of its bar, crossed when processes wait', () => {
    const text = (load: number) => lineText(loadBar(load, 8, UNICODE));
    expect(text(0.5)).toBe('━━──┼───');
    expect(text(1)).toBe('━━━━┼───');
    expect(text(2)).toBe('━━━━╋━──');
  });

  it('is never red: length and colour both tell whether processes wait', () => {
    expect([0, 1, 1.01, 50].map(loadColour)).toEqual(['low', 'low', 'middle', 'middle']);
  });
});
