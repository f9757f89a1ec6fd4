import { type MapNode, MapTable } from '../../cluster/members/map-table.js';
import { FileProblems } from './file-problems.js';
import { LineScanner } from './line-scanner.js';

/**
 * Reads /etc/openmosix.map as setpe does (map-table.ts); `#` starts a comment.
 * @param self an address that must be among them, as every node demands it of its own map
 * @throws UserError with all mistakes, each with its line
 */
export function readMapFile(file: string, self: string | undefined): readonly MapNode[] {
  const problems = new FileProblems(file);
  const table = new MapTable((line, message) => problems.add(line, message));
  const scanner = new LineScanner(file);
  while (scanner.next()) {
    const written = scanner.text(scanner.start, scanner.end).replace(/#.*/, '').trim();
    if (written !== '' && !table.add(scanner.line, written.split(/\s+/))) break;
  }
  scanner.close();
  const nodes = table.finish(Math.max(1, scanner.line), self);
  problems.throwAny();
  return nodes;
}
