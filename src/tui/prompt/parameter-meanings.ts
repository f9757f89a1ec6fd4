/** What the parameters of the scheduler do, in the words of docs/scenario.md. */
export const PARAMETER_MEANINGS: Readonly<Record<string, string>> = {
  period: 'time between two measurements, messages and decisions of a node',
  window: "entries in one message, the node's own included",
  vector: 'entries that a node keeps',
  stability: 'a move must leave the target better by this many process loads',
  meanRise: 'part of a higher sample that mean load takes on per period',
  upperFall: 'part of a lower sample that upper load takes on per period',
  useRise: 'part of a new sample that the use of a process takes on per period',
  decayInterval: 'time between two decays of the statistics of processes',
  slowDecay: 'thousandths of them that a process keeps per interval',
  fastDecay: 'the same for a process started by fastdecay',
  staleness: 'age from which an entry is no longer believed',
  minRun: 'CPU time that a process must have used before it is moved',
  minResidence: 'time that it must have been on a node before it is moved on',
  memoryReserve: 'part of memory below which a node sends processes out',
  moveCost: 'how much the time of a move weighs against the time it wins; 0: nothing',
  refusalPause: 'time for which a node that refused a process is not asked again',
};
