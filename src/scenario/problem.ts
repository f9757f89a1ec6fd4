import { printable } from '../base/printable.js';

/** Something wrong in a scenario file: where, what, and what is allowed instead. */
export interface Problem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** Keys that lead there, "nodes[2].cpus"; empty: the file as a whole. */
  readonly path: string;
  readonly message: string;
}

/** Where a value stands in its file. */
export interface Place {
  readonly line: number;
  readonly path: string;
}

/** Notes a problem and lets checking go on. */
export type Report = (place: Place, message: string) => void;

/** "config/x.yaml:14 nodes[2].cpus: must be a whole number of at least 1, got 0", one line. */
export function formatProblem({ file, line, path, message }: Problem): string {
  const place = path === '' ? `${file}:${line}` : `${file}:${line} ${path}`;
  return printable(`${place}: ${message}`);
}
