import { UserError } from '../../base/user-error.js';
import { readSetpe } from '../../cluster/facts/setpe-line.js';
import type { MapNode } from '../../cluster/members/map-table.js';
import { tableOf } from '../../cluster/members/maps.js';
import type { Report } from '../problem.js';
import type { Value } from '../yaml-tree.js';
import { type Read, reader, suggestion } from './field.js';
import type { NodeDirectory } from './node-directory.js';
import { orList, text } from './readers.js';

/** Map files by name. */
export type NamedMaps = Readonly<Record<string, readonly MapNode[]>>;

/** Reads the files of the section `maps`: a list of names. */
export function readMaps(
  names: readonly Value[],
  read: (file: string) => readonly MapNode[],
  report: Report,
): NamedMaps {
  const maps = new Map<string, readonly MapNode[]>();
  for (const value of names) {
    const name = text(value, report);
    if (name === undefined) continue;
    if (maps.has(name)) report(value, `${name} is named twice`);
    try {
      maps.set(name, read(name));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      for (const line of error.message.split('\n')) report(value, line);
      maps.set(name, []);
    }
  }
  return Object.fromEntries(maps);
}

/** Checks that the nodes with maps of their own can use them, as setpe does on each. */
export function checkTables(
  place: Value,
  { nodes, certain }: NodeDirectory,
  maps: NamedMaps,
  report: Report,
): void {
  if (!certain) return;
  for (const spec of nodes) {
    const map = spec.map === undefined ? [] : (maps[spec.map] ?? []);
    const table = map.length === 0 ? [] : tableOf(map, nodes, spec);
    if (typeof table === 'string') report(place, `${spec.name} with ${spec.map}: ${table}`);
  }
}

/** @param names undefined: any */
export function mapName(names: readonly string[] | undefined): Read<string> {
  return reader(text.schema, (value, report) => {
    const name = text(value, report);
    const problem =
      name === undefined || names === undefined ? undefined : nameProblem(name, names);
    if (problem !== undefined) report(value, problem);
    return problem === undefined ? name : undefined;
  });
}

/** What is typed after setpe. */
export function setpeOptions({ maps, certain }: NodeDirectory): Read<string> {
  return reader(text.schema, (value, report) => {
    const options = text(value, report);
    if (options === undefined) return undefined;
    const read = readSetpe(options);
    const file = typeof read === 'string' ? undefined : read.file;
    const problem =
      typeof read === 'string'
        ? read
        : file === undefined || !certain
          ? undefined
          : nameProblem(file, maps);
    if (problem !== undefined) report(value, problem);
    return problem === undefined ? options : undefined;
  });
}

function nameProblem(name: string, names: readonly string[]): string | undefined {
  if (names.includes(name)) return undefined;
  if (names.length === 0) return `the scenario has no maps; name ${name} in its section maps`;
  return `must be ${orList(names)}, as named in maps, got "${name}"${suggestion(name, names)}`;
}
