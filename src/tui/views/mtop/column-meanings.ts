import type { ColumnId } from './column.js';

/** What the columns of the list show, for dialogs that offer them. */
export const COLUMN_MEANINGS: Readonly<Record<ColumnId, string>> = {
  pid: 'number of the process',
  user: 'its owner',
  home: 'the node where it was started',
  node: 'the node where it runs',
  state: 'R runs, M moving, T stopped, S sleeping, D waiting',
  nice: 'below 0 more CPU than others, above 0 less',
  cpu: 'CPU that it gets: 100 is a whole one',
  memory: "part of its node's memory",
  resident: 'memory that it takes',
  time: 'CPU time used',
  left: 'work left',
  migrations: 'how often it has migrated',
  cantmove: 'what keeps it where it is',
  start: 'when it was started',
  parent: 'the process that started it',
  command: 'what it runs',
};
