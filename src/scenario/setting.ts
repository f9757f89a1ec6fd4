import type { Position, Report } from './problem.js';
import { type Pair, readYaml, type Value } from './yaml-tree.js';

/** A key of a scenario that is set from outside its file. */
export interface Setting {
  /** Keys that lead there: "openmosix.window", "workload[0].work". */
  readonly path: string;
  /** What would stand behind the key in YAML. */
  readonly value: string;
}

/** The line of what stands in no file. */
const OUTSIDE = 0;

/** "openmosix.window=2"; undefined: it is no setting. */
export function readSetting(written: string): Setting | undefined {
  const [, path, value] = /^\s*([^=]*?)\s*=\s*(.*?)\s*$/s.exec(written) ?? [];
  if (path === undefined || value === undefined || value === '') return undefined;
  return stepsOf(path) === undefined ? undefined : { path, value };
}

/**
 * The tree of a scenario with values set in it. A key that is not there is added; an item of a list
 * must be there.
 */
export function withSettings(root: Value, settings: readonly Setting[], report: Report): Value {
  return settings.reduce((tree, { path, value }) => {
    const refuse = (message: string) => report({ line: OUTSIDE, path }, message);
    const { root: set, brokenLine } = readYaml(value, (_, message) => refuse(message));
    if (brokenLine < Number.POSITIVE_INFINITY) return tree;
    return replaced(tree, stepsOf(path)!, outside(set, path), refuse);
  }, root);
}

type Step = string | number;

/** The keys and places of items in a path; undefined: it is no path. */
function stepsOf(path: string): readonly Step[] | undefined {
  if (!/^[A-Za-z][\w-]*(\[\d{1,6}\])*(\.[A-Za-z][\w-]*(\[\d{1,6}\])*)*$/.test(path))
    return undefined;
  return [...path.matchAll(/[\w-]+/g)].map(([step]) => (/^\d/.test(step) ? Number(step) : step));
}

function replaced(
  tree: Value,
  [step, ...rest]: readonly Step[],
  value: Value,
  refuse: (message: string) => void,
): Value {
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const length = tree.kind === 'list' ? tree.items.length : undefined;
    if (tree.kind !== 'list' || step >= tree.items.length) {
      refuse(
        length === undefined ? 'is no list' : `there is no item ${step}: the list has ${length}`,
      );
      return tree;
    }
    const items = tree.items.map((item, index) =>
      index === step ? replaced(item, rest, value, refuse) : item,
    );
    return { ...tree, items };
  }
  const entries = tree.kind === 'map' ? tree.entries : [];
  const old = entries.find(({ key }) => key === step);
  const below = old?.value ?? emptyMap(value);
  const inner = replaced(rest.length > 0 ? inFull(step, below) : below, rest, value, refuse);
  const pair: Pair = { key: step, line: inner.line, path: inner.path, value: inner };
  const others = entries.filter((entry) => entry !== old);
  return { kind: 'map', line: tree.line, path: tree.path, entries: [...others, pair] };
}

/** A policy's name alone stands for `{ use: NAME }`, where its parameters have a place. */
function inFull(key: string, value: Value): Value {
  if (key !== 'policy' || value.kind !== 'scalar') return value;
  const { line, path } = value;
  return { kind: 'map', line, path, entries: [{ key: 'use', line, path: `${path}.use`, value }] };
}

function emptyMap({ line, path }: Position): Value {
  return { kind: 'map', line, path, entries: [] };
}

/** The value with all that is in it, as standing in no file. */
function outside(value: Value, path: string): Value {
  const at = { line: OUTSIDE, path };
  if (value.kind === 'list') {
    const items = value.items.map((item, index) => outside(item, `${path}[${index}]`));
    return { ...value, ...at, items };
  }
  if (value.kind === 'map') {
    const entries = value.entries.map((pair) => {
      const below = `${path}.${pair.key}`;
      return { ...pair, line: OUTSIDE, path: below, value: outside(pair.value, below) };
    });
    return { ...value, ...at, entries };
  }
  return { ...value, ...at };
}
