import { Random } from '../../kernel/random.js';
import type { Problem } from '../../scenario/problem.js';
import { readYaml, type Value } from '../../scenario/yaml-tree.js';
import { MEASURES } from '../measures.js';
import { cellsOf, exceptionsOf } from './cells.js';
import { boundsOf, levelsAmong } from './read-bounds.js';
import { type Complain, isMap, mapOf, type Plain, refuseUnknown } from './read-map.js';
import { measuredOf } from './read-measured.js';
import { levelText, type Measured, type Replications, type Study } from './study.js';
import { ownColumns } from './tables/own-columns.js';

export type ReadStudy =
  | { readonly ok: true; readonly study: Study }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const KEYS =
  'study scenario seed factors set except measure method replications compare bounds'.split(' ');

/**
 * Checks a study file.
 * @param file its name, for problems
 * @param isKey whether a name is a key of scenarios, at the top
 */
export function readStudy(text: string, file: string, isKey: (name: string) => boolean): ReadStudy {
  const problems: Problem[] = [];
  const lines = new Map<string, number>();
  const { root } = readYaml(text, ({ line, path }, message) =>
    problems.push({ file, line, path, message }),
  );
  noteLines(root, lines);
  const complain: Complain = (path, message) =>
    problems.push({ file, line: lineOf(lines, path), path, message });
  const plain = plainOf(root);
  if (!isMap(plain)) {
    complain('', 'a study is a map with the keys scenario, factors, replications');
    return { ok: false, problems };
  }
  refuseUnknown(plain, '', KEYS, complain);
  const study = studyOf(plain, isKey, complain);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, study };
}

/** The seed of a replication, the same in every cell. */
export function seedOf(study: Pick<Study, 'seed'>, replication: number): number {
  const stream = new Random(study.seed).split(`replication ${replication}`);
  return Math.floor(stream.uniform() * 2 ** 53);
}

function studyOf(plain: Plain, isKey: (name: string) => boolean, complain: Complain): Study {
  const { study: name, scenario, seed = 1 } = plain;
  if (typeof scenario !== 'string') complain('scenario', 'must be the name or path of a scenario');
  if (!Number.isSafeInteger(seed) || Number(seed) < 0) complain('seed', 'must be a whole number');
  const factors = factorsOf(plain.factors, complain);
  const set = mapOf(plain.set, 'set', complain);
  const except = exceptionsOf(plain.except, factors, complain);
  const cells = cellsOf({ factors, set, except, isKey }, complain);
  const measured = measuredOf(plain.measure, plain.method, complain);
  refuseColumns(factors, measured, complain);
  const whole = measured.batches === undefined ? 10 : 1;
  const replications = replicationsOf(plain.replications ?? whole, complain);
  if (measured.batches !== undefined && replications.to !== 1) {
    complain('replications', 'must be 1 with batches: one long run is a cell');
  }
  const runs = cells.length * replications.from;
  if (runs > MOST_RUNS) {
    complain('replications', `of ${cells.length} cells are ${runs} runs: at most ${MOST_RUNS}`);
  }
  return {
    name: String(name ?? scenario),
    scenario: String(scenario),
    seed: Number(seed),
    ...{ factors, set, except, cells, replications, ...measured },
    base: baseOf(plain.compare, factors, complain),
    bounds: boundsOf(plain.bounds, { factors, metrics: measured.metrics }, complain),
  };
}

function factorsOf(value: unknown, complain: Complain): Study['factors'] {
  const factors = mapOf(value, 'factors', complain);
  for (const [name, levels] of Object.entries(factors)) {
    const path = `factors.${name}`;
    if (!Array.isArray(levels) || levels.length === 0) {
      complain(path, 'must be a list of the values that it takes');
      continue;
    }
    const texts = levels.map(levelText);
    const twice = texts.find((text, index) => texts.indexOf(text) < index);
    if (twice !== undefined) complain(path, `has ${twice} twice`);
  }
  return factors as Study['factors'];
}

/** A table that had two columns of one name would be misread. */
function refuseColumns(factors: Study['factors'], measured: Measured, complain: Complain): void {
  const columns = ownColumns(measured);
  for (const name of Object.keys(factors).filter((one) => columns.has(one))) {
    const what = measured.metrics.includes(name)
      ? 'is measured as well: give the factor another name, or leave it out of measure.metrics'
      : 'is a column of the tables: give it another name';
    complain(`factors.${name}`, what);
  }
}

function replicationsOf(value: unknown, complain: Complain): Replications {
  const whole = (number: unknown) =>
    Number.isSafeInteger(number) && Number(number) >= 1 && Number(number) <= MOST_REPLICATIONS;
  if (whole(value)) {
    return { from: Number(value), to: Number(value), by: 1, until: undefined };
  }
  const path = 'replications';
  const { from = 10, to = from, by = from, until, ...others } = isMap(value) ? value : { x: 0 };
  const isRight = [from, to, by].every(whole) && Number(to) >= Number(from);
  if (!isRight || Object.keys(others).length > 0) {
    complain(
      path,
      `must be a number up to ${MOST_REPLICATIONS}, or ` +
        '{ from: 10, to: 400, by: 10, until: { MEASURE: 2% } }',
    );
  }
  const numbers = { from: Number(from), to: Number(to), by: Number(by) };
  if (until === undefined) return { ...numbers, until: undefined };
  const [[measure, written] = ['', ''], ...more] = isMap(until) ? Object.entries(until) : [];
  const [, percent] = /^(\d+(?:\.\d+)?)\s*%$/.exec(String(written)) ?? [];
  const isKnown = MEASURES.some(({ key }) => key === measure);
  if (!isKnown || percent === undefined || Number(percent) === 0 || more.length > 0) {
    complain(`${path}.until`, 'must be one measure and its precision, such as meanSlowdown: 2%');
  }
  return { ...numbers, until: { measure, part: Number(percent) / 100 } };
}

/** Of a cell, and runs of all cells: each takes some hundred bytes of memory. */
const MOST_REPLICATIONS = 1_000_000;
const MOST_RUNS = 5_000_000;

function baseOf(value: unknown, factors: Study['factors'], complain: Complain): Study['base'] {
  if (value === undefined) return undefined;
  if (isMap(value)) refuseUnknown(value, 'compare.', ['to'], complain);
  const to = isMap(value) ? value.to : undefined;
  if (!isMap(to)) {
    complain('compare', 'must be { to: { FACTOR: VALUE } }');
    return undefined;
  }
  return levelsAmong(to, factors, 'compare.to', complain);
}

function plainOf(value: Value): unknown {
  if (value.kind === 'list') return value.items.map(plainOf);
  if (value.kind === 'scalar') return value.value;
  return Object.fromEntries(value.entries.map(({ key, value: inner }) => [key, plainOf(inner)]));
}

function noteLines(value: Value, lines: Map<string, number>): void {
  lines.set(value.path, value.line);
  if (value.kind === 'list') for (const item of value.items) noteLines(item, lines);
  if (value.kind === 'map') {
    for (const pair of value.entries) {
      lines.set(pair.path, pair.line);
      noteLines(pair.value, lines);
    }
  }
}

/** Of what is written nearest to it. */
function lineOf(lines: ReadonlyMap<string, number>, path: string): number {
  const line = lines.get(path);
  if (line !== undefined) return line;
  const above = path.lastIndexOf('.');
  return above < 0 ? 1 : lineOf(lines, path.slice(0, above));
}
