import { readSetting, type Setting } from '../../scenario/setting.js';
import { filled, namesIn } from './expression.js';
import { levelsAmong } from './read-bounds.js';
import { type Complain, isMap } from './read-map.js';
import {
  type CellSpec,
  choiceOf,
  type Level,
  levelText,
  type Pattern,
  type Study,
} from './study.js';

/** What the cells of a study are made of. */
export interface Design extends Pick<Study, 'factors' | 'set' | 'except'> {
  /** Whether a name is a key of scenarios, at the top. */
  readonly isKey: (name: string) => boolean;
}

/** All combinations of the levels of all factors, the last factor changing fastest. */
export function cellsOf(
  { factors, set, except, isKey }: Design,
  complain: Complain,
): readonly CellSpec[] {
  const names = Object.keys(factors);
  const used = new Set(Object.values(set).flatMap((text) => namesIn(levelText(text))));
  for (const name of names) {
    if (!isPath(name, isKey) && !used.has(name)) {
      complain(`factors.${name}`, 'is neither a key of scenarios nor used in an expression of set');
    }
  }
  const count = names.reduce((product, name) => product * levelsOf(factors, name).length, 1);
  if (count > MOST_CELLS) {
    complain('factors', `have ${count} combinations: a study has at most ${MOST_CELLS} cells`);
    return [];
  }
  const cells: CellSpec[] = [];
  for (const levels of combinations(names, factors)) {
    if (except.some((one) => matches(levels, one))) continue;
    const settings: Setting[] = [];
    const put = (path: string, value: string) => {
      const setting = readSetting(`${path}=${value}`);
      if (setting === undefined) complain(path, 'is no key of a scenario');
      else settings.push(setting);
    };
    for (const name of names) if (isPath(name, isKey)) put(name, levelText(levels[name]));
    for (const [path, text] of Object.entries(set)) {
      try {
        put(path, filled(levelText(text), levels));
      } catch (error) {
        complain(`set.${path}`, (error as Error).message);
        return [];
      }
    }
    cells.push({ levels, settings });
  }
  if (cells.length === 0 && except.length > 0) complain('except', 'leaves no combination');
  return cells;
}

/** Whether a cell has levels that are among these. */
function matches(levels: Readonly<Record<string, Level>>, pattern: Pattern): boolean {
  return Object.entries(pattern).every(([name, wanted]) =>
    choiceOf(wanted).some((one) => levelText(one) === levelText(levels[name])),
  );
}

/** The key `except` of a study. */
export function exceptionsOf(
  value: unknown,
  factors: Study['factors'],
  complain: Complain,
): readonly Pattern[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || !value.every(isMap)) {
    complain('except', 'must be a list of maps such as { policy: none }');
    return [];
  }
  for (const [index, pattern] of value.entries()) {
    for (const [name, wanted] of Object.entries(pattern)) {
      for (const one of choiceOf(wanted)) {
        levelsAmong({ [name]: one }, factors, `except[${index}]`, complain);
      }
    }
  }
  return value;
}

function isPath(name: string, isKey: (name: string) => boolean): boolean {
  return /[.[]/.test(name) || isKey(name);
}

function combinations(
  [name, ...others]: readonly string[],
  factors: Study['factors'],
): readonly Readonly<Record<string, Level>>[] {
  if (name === undefined) return [{}];
  const rest = combinations(others, factors);
  return levelsOf(factors, name).flatMap((level) => rest.map((one) => ({ [name]: level, ...one })));
}

/** What is no list has been complained of. */
function levelsOf(factors: Study['factors'], name: string): readonly Level[] {
  return Array.isArray(factors[name]) ? factors[name] : [];
}

/** Of each the scenario is read before the first run, and kept. */
const MOST_CELLS = 10_000;
