import { LineScanner } from './line-scanner.js';

/** A value as a file has it. */
export interface ValueLine {
  readonly line: number;
  readonly written: string;
}

/**
 * The values of a file, one a line; `#` starts a comment, and what is empty is left out. It is read
 * as far as they are asked for.
 * @throws UserError when it cannot be read
 */
export function* readValueLines(file: string): Generator<ValueLine> {
  const scanner = new LineScanner(file);
  try {
    while (scanner.next()) {
      const written = scanner.text(scanner.start, scanner.end).replace(/#.*/, '').trim();
      if (written !== '') yield { line: scanner.line, written };
    }
  } finally {
    scanner.close();
  }
}
