import { printable } from '../../base/printable.js';
import { formatBytes, formatClock } from '../../base/units.js';
import type { Seen } from '../../tui/dashboard-options.js';
import { clusterFigures } from '../../tui/past/cluster-figures.js';
import { meanSlowdown } from '../../tui/past/outcome.js';

/**
 * What is left on the terminal when the dashboard ends: what happened, and how to see it again.
 * @param again what commands do that show it again, and the commands
 */
export function farewell(
  { info, sample, outcome }: Seen,
  again: readonly (readonly [does: string, command: string])[],
): string {
  const { scenario, policy, information, seed } = info;
  const { arrived, completed, killed, alive, migrations, bytesMoved } = sample.totals;
  const slowdown = meanSlowdown(outcome);
  const { balance } = clusterFigures(sample.nodes);
  const rows: readonly (readonly [string, string])[] = [
    ['time', formatClock(sample.now)],
    ['processes', `${arrived} arrived, ${completed} completed, ${killed} killed, ${alive} alive`],
    ['slowdown', slowdown === undefined ? 'none completed' : `${slowdown.toFixed(2)} on average`],
    ['migrations', `${migrations}, ${formatBytes(bytesMoved)} moved`],
    ['balance', `${Math.round(balance * 100)}% at the end`],
    ...again,
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    printable(`${scenario}, policy ${policy} (${information}), seed ${seed}`),
    ...rows.map(([name, text]) => `  ${name.padEnd(width)}  ${printable(text)}`),
    '',
  ].join('\n');
}
