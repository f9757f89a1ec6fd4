/**
 * What is measured. `sharing`: nodes, processes, and how often; the last two have the most
 * processes, on few nodes and on many. Everything quick is the same in small.
 */
export const FULL = {
  sharing: [
    { nodes: 7, processes: 1_000, times: 9, reference: true },
    { nodes: 100, processes: 10_000, times: 7, reference: true },
    { nodes: 1_000, processes: 100_000, times: 5, reference: true },
    { nodes: 100, processes: 1_000_000, times: 3, reference: false },
    { nodes: 10_000, processes: 1_000_000, times: 3, reference: true },
  ],
  crowds: [1_000, 10_000, 100_000],
  openMosix: [7, 100, 1_000, 5_000],
  openMosixSeconds: 3_600,
  // A case that takes longer is not run again.
  patienceSeconds: 45,
  launches: 15,
  lines: 1_000_000,
};

export const QUICK = {
  sharing: [
    { nodes: 7, processes: 1_000, times: 3, reference: true },
    { nodes: 100, processes: 10_000, times: 3, reference: true },
    { nodes: 100, processes: 100_000, times: 3, reference: false },
    { nodes: 1_000, processes: 100_000, times: 3, reference: true },
  ],
  crowds: [1_000, 10_000, 100_000],
  openMosix: [7, 100, 500],
  openMosixSeconds: 300,
  patienceSeconds: 5,
  launches: 11,
  lines: 100_000,
};
