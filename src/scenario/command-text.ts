import type { Command } from '../cluster/facts/command.js';
import type { NodeSpec } from '../cluster/facts/node-spec.js';
import { NodeDirectory } from './schema/node-directory.js';
import { readTimelineEntry } from './schema/timeline-schema.js';
import { readYaml } from './yaml-tree.js';

/**
 * Reads a command as it stands in a timeline, `do: migrate, pid: 1000, to: node2`, but for the
 * time, which is now.
 * @param written an object of JSON
 * @returns the command, or what is wrong with it
 */
export function readCommandText(written: unknown, nodes: readonly NodeSpec[]): Command | string {
  const problems: string[] = [];
  const report = ({ path }: { readonly path: string }, message: string) =>
    problems.push(path === '' ? message : `${path}: ${message}`);
  // JSON is YAML.
  const { root } = readYaml(JSON.stringify(written ?? null), report);
  if (root.kind !== 'map')
    return 'a command is an object with do, such as {"do":"lock","pid":1000}';
  const at = { key: 'at', line: 1, path: 'at' };
  const now = { ...at, value: { kind: 'scalar', line: 1, path: 'at', value: 0 } } as const;
  const others = root.entries.filter(({ key }) => key !== 'at');
  if (others.length < root.entries.length) return 'at: a command is carried out now: leave it out';
  const entry = { ...root, entries: [...others, now] };
  const read = readTimelineEntry(entry, new NodeDirectory(nodes, true), report);
  return problems[0] ?? read?.command ?? 'it has no do';
}
