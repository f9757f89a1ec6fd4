import { readParameter } from './parameter.js';
import type { Report } from './problem.js';
import { describe, find, suggestion } from './schema/field.js';
import { isPolicyPath } from './schema/policy-name.js';
import { isTextOrNumber, orList } from './schema/readers.js';
import type { Value } from './yaml-tree.js';

/** The policies that a timeline can choose. */
export interface Choosable {
  /** The one that the run begins with: a module has its name only when it is loaded. */
  readonly use: string;
  /** Names. */
  readonly builtIn: readonly string[];
}

/**
 * Checks that an entry of the timeline chooses a policy that exists, or sets a parameter to what it can be.
 * In the run such a command is only refused, when its time comes.
 */
export function checkSteering(entry: Value, { use, builtIn }: Choosable, report: Report): void {
  const verb = writtenAt(entry, 'do');
  const name = writtenAt(entry, 'name');
  if (verb === 'policy' && isTextOrNumber(name) && !isPolicyPath(use)) {
    if (builtIn.includes(String(name))) return;
    const place = find(entry, 'name')!;
    const hint = suggestion(String(name), builtIn);
    report(place, `must be ${orList(builtIn)}, got ${describe(place)}${hint}`);
  }
  const parameter = writtenAt(entry, 'parameter');
  const value = writtenAt(entry, 'value');
  if (verb === 'set' && isTextOrNumber(parameter) && isTextOrNumber(value)) {
    const read = readParameter(String(parameter), value);
    if ('wrong' in read) report(find(entry, read.wrong)!, read.problem);
  }
}

function writtenAt(entry: Value, key: string): unknown {
  const value = find(entry, key);
  return value?.kind === 'scalar' ? value.value : undefined;
}
