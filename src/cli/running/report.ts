import { printable } from '../../base/printable.js';
import { formatBytes, formatClock, formatDuration } from '../../base/units.js';
import type { Figures } from '../../metrics/summary.js';
import type { SessionInfo } from '../../session/session.js';
import type { Provenance } from '../files/provenance.js';
import type { Style } from './style.js';

/** What came of a run. */
export interface Outcome {
  readonly info: SessionInfo;
  readonly figures: Figures;
  /** Whether it ended with its last process, not at a time that was given. */
  readonly over: boolean;
  /** What the workload had to say, of what was skipped for instance. */
  readonly notes: readonly string[];
}

/** The outcome as JSON: for the same scenario, seed and options the same bytes. */
export function jsonReport(
  { info, figures, over, notes }: Outcome,
  provenance: Provenance,
): string {
  const { scenario, seed, policy, information } = info;
  const document = { scenario, seed, policy, information, over, ...figures, notes, provenance };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** The outcome for reading. */
export function textReport({ info, figures, over, notes }: Outcome, style: Style): string {
  const { scenario, seed, policy, information } = info;
  const title = `${scenario}, policy ${policy} (${information}), seed ${seed}`;
  const rows = rowsOf(figures, over);
  const width = Math.max(...rows.map(([label]) => label.length));
  return [
    style.title(printable(title)),
    ...rows.map(([label, text]) => `${style.label(label.padEnd(width))}  ${text}`),
    ...notes.map((note) => `${style.label('note'.padEnd(width))}  ${printable(note)}`),
    '',
  ].join('\n');
}

type Row = readonly [label: string, text: string];

function rowsOf(figures: Figures, over: boolean): readonly Row[] {
  const { processes, utilisation, makespan } = figures;
  return [
    ['ended', `${formatClock(figures.time)}, ${over ? 'with the last process' : 'as asked'}`],
    [
      'processes',
      `${processes.arrived} arrived, ${processes.completed} completed, ` +
        `${processes.killed} killed, ${processes.alive} alive`,
    ],
    ['response', defined(figures.meanResponse, (seconds) => `${formatDuration(seconds)} mean`)],
    [
      'slowdown',
      defined(figures.meanSlowdown, (mean) => `${mean.toFixed(2)} mean`) +
        defined(figures.p95Slowdown, (p95) => `, ${p95.toFixed(2)} for 95 % at most`, ''),
    ],
    ['makespan', defined(makespan, formatDuration)],
    [
      'CPU',
      `${formatDuration(figures.cpuSeconds)} of work` +
        defined(
          utilisation,
          (part) => `, ${(part * 100).toFixed(1)} % of what the nodes could do`,
          '',
        ),
    ],
    ['migrations', migrationsText(figures)],
  ];
}

function migrationsText({ migrations, migrationsFailed, bytesMoved }: Figures): string {
  const failed = migrationsFailed > 0 ? `, ${migrationsFailed} failed` : '';
  return `${migrations}, ${formatBytes(bytesMoved)} moved${failed}`;
}

function defined(value: number | null, text: (value: number) => string, otherwise = '-'): string {
  return value === null ? otherwise : text(value);
}
