/** mosrun(1) and its wrappers. */
export const STARTERS = [
  ...['mosrun', 'nomig', 'runhome', 'runon', 'cpujob', 'iojob'],
  ...['nodecay', 'slowdecay', 'fastdecay'],
] as const;

/** openMosix's tools, as they are called there. */
export const TOOLS: readonly string[] = [
  ...['migrate', 'mosctl', 'mosmon', 'mps', 'setpe', 'showmap'],
  ...STARTERS,
];
