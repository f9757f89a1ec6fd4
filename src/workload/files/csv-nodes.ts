import { UserError } from '../../base/user-error.js';
import { MAX_LOGICAL_CPUS, MAX_NODE_ID, STANDARD_SPEED } from '../../cluster/facts/node-spec.js';
import { CsvTable } from './csv-table.js';

/** A row of a file of nodes. */
export interface CsvNode {
  /** From 0: host k is the node k + 1. */
  readonly host: number;
  readonly cores: number;
  /** In units of the file's work: 1 is openMosix's 10000. */
  readonly speed: number;
}

/** The speeds of a scenario, 1 to 1e9, in units of the file. */
const SLOWEST = 1 / STANDARD_SPEED;
const FASTEST = 1e9 / STANDARD_SPEED;

/**
 * Reads nodes from a file `host,cores,speed`, in the order of their numbers, which must be 0 to
 * n - 1, in any order.
 * @throws UserError with all mistakes, each with its line
 */
export function readNodesCsv(file: string): CsvNode[] {
  const table = new CsvTable(file, { required: ['host', 'cores', 'speed'], optional: [] });
  const { problems } = table;
  const [hostAt, coresAt, speedAt] = ['host', 'cores', 'speed'].map((name) => table.column(name));
  const nodes: CsvNode[] = [];
  const lines = new Map<number, number>();
  while (table.next()) {
    if (nodes.length === MAX_NODE_ID) throw table.refusal(`has more than ${MAX_NODE_ID} nodes`);
    const host = table.number(hostAt!);
    const cores = table.number(coresAt!);
    const speed = table.number(speedAt!);
    const refuse = (name: string, column: number, allowed: string) =>
      problems.add(table.line, `${name} must be ${allowed}, got '${table.text(column)}'`);
    if (!Number.isInteger(host) || host < 0 || host >= MAX_NODE_ID) {
      refuse('host', hostAt!, `a whole number from 0 to ${MAX_NODE_ID - 1}`);
    } else if (lines.has(host)) {
      problems.add(table.line, `host ${host} was given in line ${lines.get(host)} before`);
    }
    lines.set(host, table.line);
    if (!Number.isInteger(cores) || cores < 1 || cores > MAX_LOGICAL_CPUS) {
      refuse('cores', coresAt!, `a whole number from 1 to ${MAX_LOGICAL_CPUS}`);
    }
    if (!(speed >= SLOWEST && speed <= FASTEST)) {
      refuse('speed', speedAt!, `from ${SLOWEST} to ${FASTEST}`);
    }
    nodes.push({ host, cores, speed });
  }
  problems.throwAny();
  nodes.sort((a, b) => a.host - b.host);
  const gap = nodes.findIndex(({ host }, index) => host !== index);
  if (nodes.length === 0) throw new UserError(`${file}:${table.line}: there are no nodes in it`);
  if (gap >= 0) {
    const last = nodes.length - 1;
    throw new UserError(
      `${file}:${lines.get(nodes[gap]!.host)}: ${nodes.length} hosts must be numbered 0 to ${last}, and there is no host ${gap}`,
    );
  }
  return nodes;
}
