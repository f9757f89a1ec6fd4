/**
 * Mistakes that change nothing, looked at by hand: [file, its line, the code, what it becomes,
 * why].
 */
export const EQUIVALENT = [
  [
    'base/statistics.ts',
    'const low = sorted[below] ?? Number.NaN;',
    'sorted[below] ?? Number.NaN',
    '(sorted[below])!',
    'of nothing, there is neither: what is made of it by arithmetic is NaN in both cases',
  ],
  [
    'cli/running/drive.ts',
    'if (tookMs > 100) return Math.max(1, Math.floor(events / 2));',
    '1',
    '2',
    'the least part of a run: the same events in other portions',
  ],
  [
    'workload/files/gunzip.ts',
    '#memberStart = 0;',
    '0',
    '1',
    'the header, which is read when it is made, says where the member begins',
  ],
  ...['failed', 'refused', 'beliefs', 'ages', 'errors'].map((count) => [
    ...['metrics/window-summary.ts', `#${count} = 0;`, '0', '1'],
    'a window counts from its beginning to its end: only differences matter',
  ]),
];
