/** What the short words on the screen mean, for the help and for `help WORD`. */
export const SCREEN_MEANINGS: Readonly<Record<string, string>> = {
  'N#': 'the node a process runs on, highlighted when that is not its home',
  HOME: 'the node where it was started',
  ST: 'R runs or waits for a CPU, M moving, T stopped, S sleeping, D waiting; L locked',
  MIG: 'how many times it has migrated',
  LEFT: 'work left: seconds of an idle CPU of speed 10000',
  CANTMOVE: 'what keeps a process where it is, in the words of openMosix',
  LOAD: 'processes per CPU in a second, up at once, down slowly; at 1.00, the mark of the bars, each has a CPU',
  RUN: 'processes that run or wait for a CPU here now',
  LOC: 'processes here whose home is here',
  GST: 'guests: processes here whose home is elsewhere',
  AWY: 'away: processes from here that run elsewhere',
  Bal: 'balance: 100% when the load is spread evenly over the nodes',
};
