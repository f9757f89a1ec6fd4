import { printable } from '../../base/printable.js';
import type { Measure } from '../../lab/measures.js';
import {
  type Difference,
  differences,
  intervalOf,
  type Sample,
  warnings,
} from '../../lab/sample.js';
import type { Interval } from '../../lab/statistics/interval.js';
import { workloadWarnings } from '../../lab/workload-warnings.js';
import type { Scenario } from '../../scenario/scenario.js';
import type { Provenance } from '../files/provenance.js';
import type { Replicated } from './replications.js';
import type { Style } from './style.js';

/** A case that was run. */
export interface Compared extends Sample {
  readonly scenario: Scenario;
  readonly replicated: Replicated;
}

/** What is told of runs. */
export interface Comparison {
  readonly compared: readonly Compared[];
  readonly measures: readonly Measure[];
  readonly provenance: Provenance;
  /** What else is to be said, a sentence each. */
  readonly notes?: readonly string[];
}

/** A comparison as JSON: the same bytes for the same scenario, seed and options. */
export function jsonComparison({ compared, measures, provenance, notes }: Comparison): string {
  const [first] = compared;
  const document = {
    scenario: first!.scenario.name,
    seeds: first!.replicated.seeds,
    confidence: 0.95,
    cases: compared.map((sample) => ({
      name: sample.name,
      policy: sample.replicated.policy,
      information: sample.replicated.information,
      means: Object.fromEntries(
        measures.map((measure) => [measure.key, finite(intervalOf(sample, measure))]),
      ),
      runs: sample.runs.map((figures) =>
        finite(Object.fromEntries(measures.map((measure) => [measure.key, measure.of(figures)]))),
      ),
      warnings: warningsOf(sample),
    })),
    differences: differences(compared, measures).map(({ name, measure, contrast, p }) => {
      const { mean, halfWidth, varianceRatio } = contrast;
      return { name, measure: measure.key, ...finite({ mean, halfWidth, p, varianceRatio }) };
    }),
    ...(notes && { notes }),
    provenance,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** JSON has no NaN: null. */
function finite(values: object | undefined): object | null {
  if (values === undefined) return null;
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, Number.isFinite(value) ? value : null]),
  );
}

/** A comparison for reading: a table of means, and one of differences. */
export function textComparison(comparison: Comparison, style: Style): string {
  const { compared, measures, notes = [] } = comparison;
  const [{ scenario, replicated }] = compared as readonly [Compared, ...Compared[]];
  const { seeds } = replicated;
  const runs = seeds.length === 1 ? 'one run' : `${seeds.length} runs`;
  const range = seeds.length === 1 ? `seed ${seeds[0]}` : `seeds ${seeds[0]} to ${seeds.at(-1)}`;
  const of = compared.length === 1 ? '' : ' of each case';
  const title = `${scenario.name}: ${runs}${of}, ${range}; means with 95 % confidence`;
  const found = differences(compared, measures);
  return [
    style.title(printable(title)),
    ...tableLines(meanRows(compared, measures), style),
    ...(found.length === 0 ? [] : ['', ...differenceLines(compared, measures, found, style)]),
    ...[...compared.flatMap(warningsOf), ...notes].map(
      (sentence) => `${style.label('note')}  ${printable(sentence)}`,
    ),
    '',
  ].join('\n');
}

/** Of what came out, and of what had to. */
function warningsOf(sample: Compared): readonly string[] {
  const foreseen = workloadWarnings(sample.scenario).map(
    (sentence) => `${sample.name}: ${sentence}`,
  );
  return [...foreseen, ...warnings(sample)];
}

function meanRows(
  compared: readonly Compared[],
  measures: readonly Measure[],
): readonly (readonly string[])[] {
  const header = ['', ...compared.map(({ name }) => printable(name))];
  const policies = compared.map(({ replicated: { policy, information } }) =>
    printable(`${policy} (${information})`),
  );
  const rows = measures.map((measure) => [
    measure.title,
    ...compared.map((sample) => intervalText(measure, intervalOf(sample, measure))),
  ]);
  return [header, ['policy', ...policies], ...rows];
}

function differenceLines(
  compared: readonly Compared[],
  measures: readonly Measure[],
  found: readonly Difference[],
  style: Style,
): readonly string[] {
  const names = compared.slice(1).map(({ name }) => name);
  const header = ['', ...names.map((name) => printable(name))];
  const rows = measures.map((measure) => [
    measure.title,
    ...names.map((name) =>
      differenceText(found.find((d) => d.name === name && d.measure === measure)),
    ),
  ]);
  const title = `less "${compared[0]!.name}", seed by seed; p by paired t tests, after Holm`;
  return [style.title(printable(title)), ...tableLines([header, ...rows], style)];
}

function differenceText(difference: Difference | undefined): string {
  if (difference === undefined) return '-';
  const { contrast, measure, p } = difference;
  const sign = contrast.mean > 0 ? '+' : '';
  return `${sign}${intervalText(measure, contrast)}, p ${p < 0.001 ? '< 0.001' : p.toFixed(3)}`;
}

/** As many digits as the interval knows: two of its half width. */
function intervalText({ unit }: Measure, interval: Interval | undefined): string {
  if (interval === undefined) return '-';
  const scale = unit === 'part' ? 100 : 1;
  const [mean, half] = [interval.mean * scale, interval.halfWidth * scale];
  const digits = half > 0 ? Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(half)))) : 2;
  const known = Number.isFinite(half) ? ` ± ${half.toFixed(digits)}` : '';
  return `${mean.toFixed(digits)}${known}${UNITS[unit] ?? ''}`;
}

const UNITS: Readonly<Partial<Record<Measure['unit'], string>>> = { seconds: ' s', part: ' %' };

/** Columns as wide as what is in them; the first one is labels. */
function tableLines(rows: readonly (readonly string[])[], style: Style): readonly string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? style.label(cell.padEnd(widths[0]!)) : cell.padEnd(widths[column]!),
      )
      .join('  ')
      .trimEnd(),
  );
}
