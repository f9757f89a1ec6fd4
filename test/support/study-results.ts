import { type StudyDocument, StudyResults } from '../../src/lab/report/study-results.js';
import { type Level, levelText } from '../../src/lab/study/study.js';
import type { TableName } from '../../src/lab/study/tables/table.js';

/** Levels by factor, the cells of a study. */
export type MadeCells = readonly {
  readonly levels: Readonly<Record<string, Level>>;
  readonly theory?: StudyDocument['cells'][number]['theory'];
}[];

/** What `study.json` would say of such cells. */
export function documentOf(cells: MadeCells, changes: Partial<StudyDocument> = {}): StudyDocument {
  const names = Object.keys(cells[0]!.levels);
  const levelsOf = (name: string) => {
    const texts = new Set(cells.map(({ levels }) => JSON.stringify(levels[name])));
    return [...texts].map((text) => JSON.parse(text) as Level);
  };
  return {
    ...{ study: 'made up', scenario: 'none', version: '0', node: 'v20', seed: 1, files: [] },
    factors: Object.fromEntries(names.map((name) => [name, levelsOf(name)])),
    metrics: ['meanSlowdown'],
    replications: { from: 4, to: 4, by: 1, until: undefined },
    window: { warmUp: { kind: 'processes', count: 0 }, watch: undefined },
    slowdown: { yardstick: 'home', boundSeconds: 10 },
    notes: [],
    cells: cells.map((cell, index) => ({ hash: `hash${index}`, ...cell })),
    ...changes,
  };
}

/** A row of a table: the place of its cell, then what follows the factors. */
export type MadeRow = readonly (string | number)[];

/** A table as it stands in the folder of a study. */
export function tableOf(cells: MadeCells, columns: string, rows: readonly MadeRow[]): string {
  const names = Object.keys(cells[0]!.levels);
  const quoted = (value: string | number) => `"${String(value).replaceAll('"', '""')}"`;
  const lines = rows.map(([place, ...more]) => {
    const { levels } = cells[Number(place)]!;
    return [`hash${place}`, ...names.map((name) => levelText(levels[name])), ...more];
  });
  return [['cell', ...names, ...columns.split(' ')], ...lines]
    .map((line) => `${line.map(quoted).join(',')}\n`)
    .join('');
}

export const CELL_COLUMNS = 'metric n mean halfWidth sd failed note';

/** Results with such tables: of each its columns and its rows. */
export function resultsOf(
  cells: MadeCells,
  tables: Partial<Record<TableName, readonly [string, readonly MadeRow[]]>>,
  changes: Partial<StudyDocument> = {},
  losses: ConstructorParameters<typeof StudyResults>[2] = new Map(),
): StudyResults {
  const texts = Object.entries(tables).map(([name, [columns, rows]]) => [
    name,
    tableOf(cells, columns, rows),
  ]);
  return new StudyResults(documentOf(cells, changes), Object.fromEntries(texts), losses);
}
