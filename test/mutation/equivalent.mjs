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
  [
    'kernel/agenda.ts',
    '#times = new Float64Array(64);',
    '64',
    '65',
    'room that is not used: the positions say when all grow',
  ],
  [
    'kernel/agenda.ts',
    'if (timer === this.#fired) this.#fired = NO_TIMER;',
    'timer === this.#fired',
    'Boolean(0)',
    'it is only cleared once more, which does nothing where it is cleared or set anew',
  ],
  [
    'tui/views/cluster/node-cursor.ts',
    'const after = rows.findIndex(({ node }) => node !== undefined && node.id > wanted);',
    '>',
    '>=',
    'no node of that id is in the rows: it has been looked for before',
  ],
  [
    'workload/files/number-parser.ts',
    'const LARGEST_TO_EXTEND = Math.floor((2 ** 53 - 9) / 10);',
    '10',
    '11',
    'more numbers are left to Number, which gives the same',
  ],
  [
    'workload/files/swf-reader.ts',
    'const FIELDS = 12;',
    '12',
    '13',
    'a field more is read, and used by nobody',
  ],
  ...['failed', 'refused', 'beliefs', 'ages', 'errors'].map((count) => [
    ...['metrics/window-summary.ts', `#${count} = 0;`, '0', '1'],
    'a window counts from its beginning to its end: only differences matter',
  ]),
];
