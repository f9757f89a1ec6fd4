import { basename } from 'node:path';
import { Float64List } from '../../base/growable.js';
import { LONGEST_SECONDS, MOST_BYTES } from '../../base/units.js';
import { UserError } from '../../base/user-error.js';
import { MAX_NODE_ID, type NodeId } from '../../cluster/facts/node-spec.js';
import type { ProcessSpec } from '../../cluster/facts/process-spec.js';
import type { Archive } from '../../kernel/archive.js';
import { arrivalOrder } from '../arrival-order.js';
import type { Arrivals } from '../arrivals.js';
import { blankProcess } from '../blank-process.js';
import { PidSet } from '../pid-set.js';
import { CsvTable } from './csv-table.js';

const DEFAULT_USER = 'root';
const DEFAULT_COMMAND = 'loop';

/** All rows are held, so that they can be in any order. */
const MOST_PROCESSES = 3_000_000;
const TOO_MANY = `has more than ${MOST_PROCESSES} processes, and more would take more than 300 MB`;

/** Characters of the longest name allowed. */
const LONGEST_NAME = 1000;

const COLUMNS = {
  required: ['pid', 'arrival', 'host', 'work'],
  optional: ['memory', 'user', 'command'],
};

/** The processes of a CSV file, with what is to be said about it. */
export interface CsvWorkload {
  readonly arrivals: Arrivals;
  readonly notes: readonly string[];
}

/**
 * Reads processes from a file `pid,arrival,host,work[,memory,user,command]`: pid a whole number,
 * arrival in seconds, host k (from 0) the node k + 1, work in seconds of one CPU of speed 10000,
 * memory in bytes (without that column: 0). The columns may stand in any order, and so may the
 * rows.
 * @param pids what other sources have given; a pid of theirs is refused
 * @throws UserError with all mistakes, each with its line
 */
export function readCsv(
  file: string,
  nodes: readonly NodeId[],
  pids: PidSet = new PidSet(),
): CsvWorkload {
  const table = new CsvTable(file, COLUMNS);
  const columns = readColumns(table, nodes, pids);
  table.problems.throwAny();
  if (columns.pid.length === 0) throw new UserError(`${file}: there are no processes in it`);
  const name = basename(file);
  const notes = [`${name}: ${columns.pid.length} read`];
  if (table.unused.length > 0) notes.push(`${name}: columns not used: ${table.unused.join(', ')}`);
  return { arrivals: new CsvArrivals(columns), notes };
}

/** A row is a process; names only where the file has such a column. */
interface ProcessColumns {
  readonly pid: Float64Array;
  readonly arrival: Float64Array;
  readonly home: Int32Array;
  readonly work: Float64Array;
  readonly memory: Float64Array | undefined;
  readonly user: readonly string[] | undefined;
  readonly command: readonly string[] | undefined;
}

class CsvArrivals implements Arrivals {
  readonly highestPid: number;
  #row = 0;
  readonly #order: Uint32Array | undefined;
  readonly #process = blankProcess();

  readonly #columns: ProcessColumns;

  constructor(columns: ProcessColumns) {
    this.#columns = columns;

    this.#order = arrivalOrder(columns.arrival);
    this.highestPid = columns.pid.reduce((highest, pid) => Math.max(highest, pid), -1);
  }

  exchange(archive: Archive): void {
    this.#row = archive.value('row', this.#row);
  }

  next(): ProcessSpec | undefined {
    const columns = this.#columns;
    const order = this.#order;
    const row = this.#row;
    if (row === columns.pid.length) return undefined;
    this.#row++;
    const at = order === undefined ? row : order[row]!;
    const process = this.#process;
    process.pid = columns.pid[at]!;
    process.home = columns.home[at]!;
    process.arrivalSeconds = columns.arrival[at]!;
    process.workSeconds = columns.work[at]!;
    process.residentBytes = columns.memory === undefined ? 0 : columns.memory[at]!;
    process.user = columns.user === undefined ? DEFAULT_USER : columns.user[at]!;
    process.command = columns.command === undefined ? DEFAULT_COMMAND : columns.command[at]!;
    return process;
  }
}

function readColumns(table: CsvTable, nodes: readonly NodeId[], pids: PidSet): ProcessColumns {
  const [pidAt, arrivalAt, hostAt, workAt] = COLUMNS.required.map((name) => table.column(name));
  const [memoryAt, userAt, commandAt] = COLUMNS.optional.map((name) => table.column(name));
  const pid = new Float64List();
  const arrival = new Float64List();
  const home = new Float64List();
  const work = new Float64List();
  const memory = new Float64List();
  const user: string[] = [];
  const command: string[] = [];
  const names = new Map<string, string>();
  const check = new RowCheck(table, nodes, pids);
  while (table.next()) {
    if (pid.length === MOST_PROCESSES) throw table.refusal(TOO_MANY);
    pid.push(check.pid(pidAt!));
    arrival.push(check.amount('arrival', arrivalAt!, 'seconds', LONGEST_SECONDS));
    home.push(check.home(hostAt!));
    work.push(check.work(workAt!));
    if (memoryAt! >= 0) memory.push(check.amount('memory', memoryAt!, 'bytes', MOST_BYTES));
    if (userAt! >= 0) user.push(interned(names, check.name('user', userAt!) || DEFAULT_USER));
    if (commandAt! >= 0)
      command.push(interned(names, check.name('command', commandAt!) || DEFAULT_COMMAND));
  }
  return {
    pid: pid.toArray(),
    arrival: arrival.toArray(),
    home: Int32Array.from(home.toArray()),
    work: work.toArray(),
    memory: memoryAt! >= 0 ? memory.toArray() : undefined,
    user: userAt! >= 0 ? user : undefined,
    command: commandAt! >= 0 ? command : undefined,
  };
}

/** Far beyond every kernel's, and far enough below 2^53 that the cluster can go on counting. */
const HIGHEST_PID = 2 ** 52;

/** Reads the fields of the current row; what is not allowed is noted, with its line. */
class RowCheck {
  readonly #isNode = new Uint8Array(MAX_NODE_ID + 2);

  readonly #table: CsvTable;
  readonly #nodes: readonly NodeId[];
  readonly #pids: PidSet;

  constructor(table: CsvTable, nodes: readonly NodeId[], pids: PidSet) {
    this.#table = table;
    this.#nodes = nodes;
    this.#pids = pids;

    for (const id of nodes) this.#isNode[id] = 1;
  }

  pid(column: number): number {
    const pid = this.#table.number(column);
    if (!Number.isInteger(pid) || pid < 0 || pid > HIGHEST_PID) {
      this.#refuse('pid', column, `a whole number, at least 0 and at most ${HIGHEST_PID}`);
    } else if (!this.#pids.add(pid)) {
      this.#table.problems.add(this.#table.line, `pid ${pid} is taken by an earlier process`);
    }
    return pid;
  }

  home(column: number): NodeId {
    const host = this.#table.number(column);
    if (this.#isNode[host + 1] === 1) return host + 1;
    const allowed = `the number of a node, counted from 0 (there are ${this.#nodes.length} nodes)`;
    this.#refuse('host', column, allowed);
    return 0;
  }

  work(column: number): number {
    const work = this.#table.number(column);
    if (!(work > 0 && work <= LONGEST_SECONDS)) {
      this.#refuse('work', column, `seconds, above 0 and at most ${LONGEST_SECONDS}`);
    }
    return work;
  }

  amount(name: string, column: number, unit: string, most: number): number {
    const amount = this.#table.number(column);
    if (!(amount >= 0 && amount <= most)) {
      this.#refuse(name, column, `${unit}, from 0 to ${most}`);
    }
    return amount;
  }

  name(name: string, column: number): string {
    const text = this.#table.text(column);
    if (text.length > LONGEST_NAME) {
      this.#refuse(name, column, `at most ${LONGEST_NAME} characters long`);
    }
    // The replacement for bytes that are not UTF-8.
    if (text.includes('\ufffd')) this.#refuse(name, column, 'in UTF-8 (iconv makes it so)');
    return text;
  }

  #refuse(name: string, column: number, allowed: string): void {
    const written = this.#table.text(column).slice(0, 40);
    this.#table.problems.add(this.#table.line, `${name} must be ${allowed}, got '${written}'`);
  }
}

/** The one copy of a name that many rows have. */
function interned(names: Map<string, string>, name: string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  names.set(name, name);
  return name;
}
