import { printable } from '../base/printable.js';

/** Something wrong in a scenario file: where, what, and what is allowed instead. */
export interface Problem {
  readonly file: string;
  /** From 1; 0: it was set from outside the file. */
  readonly line: number;
  /** Keys that lead there, "nodes[2].cpus"; empty: the file as a whole. */
  readonly path: string;
  readonly message: string;
}

/** Where a value stands in its file. */
export interface Position {
  readonly line: number;
  readonly path: string;
}

/** Notes a problem and lets checking go on. */
export type Report = (position: Position, message: string) => void;

/** "config/x.yaml:14 nodes[2].cpus: must be a whole number of at least 1, got 0", one line. */
export function formatProblem({ file, line, path, message }: Problem): string {
  const source = line === 0 ? '--set' : `${file}:${line}`;
  const position = path === '' ? source : `${source} ${path}`;
  return printable(`${position}: ${message}`);
}

/** As many as are read. */
const MOST_SHOWN = 20;

/** The first problems, a line each, and how many more there are. */
export function formatProblems(problems: readonly Problem[]): readonly string[] {
  const lines = problems.slice(0, MOST_SHOWN).map(formatProblem);
  const more = problems.length - lines.length;
  return more > 0 ? [...lines, `and ${more} more`] : lines;
}
