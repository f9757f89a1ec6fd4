/** Mistakes that change no behaviour, looked at by hand: [file, the code, what it becomes, why]. */
export const EQUIVALENT = [
  [
    'base/statistics.ts',
    'sorted[below] ?? Number.NaN',
    '(sorted[below])!',
    'of nothing, there is neither: what is made of it by arithmetic is NaN in both cases',
  ],
  ['cli/running/drive.ts', '1', '2', 'the least part of a run: the same events in other portions'],
  ['kernel/agenda.ts', '64', '65', 'the room of an array at first, which grows'],
];
