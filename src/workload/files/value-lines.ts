import { LineScanner } from './line-scanner.js';

/** A value as a file has it. */
export interface ValueLine {
  readonly line: number;
  readonly written: string;
}

/**
 * The values of a file, one a line; `#` starts a comment, and what is empty is left out.
 * @throws UserError when it cannot be read
 */
export function readValueLines(file: string): readonly ValueLine[] {
  const values: ValueLine[] = [];
  const scanner = new LineScanner(file);
  while (scanner.next()) {
    const written = scanner.text(scanner.start, scanner.end).replace(/#.*/, '').trim();
    if (written !== '') values.push({ line: scanner.line, written });
  }
  scanner.close();
  return values;
}
