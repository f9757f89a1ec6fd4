import { describe, expect, it } from 'vitest';
import { type Outcome, textReport } from '../../src/cli/running/report.js';
import type { Figures } from '../../src/metrics/summary.js';

const FIGURES: Figures = {
  time: 3661,
  processes: { arrived: 9, completed: 7, killed: 1, alive: 1 },
  migrations: 3,
  migrationsFailed: 0,
  meanResponse: 90,
  meanSlowdown: 1.234,
  p95Slowdown: 2.345,
  makespan: 3600,
  utilisation: 0.4567,
  cpuSeconds: 7200,
  bytesMoved: 3 * 2 ** 20,
  nodes: [],
};
const info = { scenario: 'mine', about: '', policy: 'none', information: 'gossip', seed: 7 };

function report(figures: Partial<Figures> = {}, more: Partial<Outcome> = {}): readonly string[] {
  const outcome = { info, figures: { ...FIGURES, ...figures }, over: true, notes: [], ...more };
  const style = { title: (text: string) => `# ${text}`, label: (text: string) => text };
  return textReport(outcome, style).split('\n');
}

describe('the report of a run', () => {
  it('says all figures in words', () => {
    expect(report()).toEqual([
      '# mine, policy none (gossip), seed 7',
      'ended       1:01:01, with the last process',
      'processes   9 arrived, 7 completed, 1 killed, 1 alive',
      'response    1min 30s mean',
      'slowdown    1.23 mean, 2.35 for 95 % at most',
      'makespan    1h 00min',
      'CPU         2h 00min of work, 45.7 % of what the nodes could do',
      'migrations  3, 3.0M moved',
      '',
    ]);
  });

  it('says what failed, and what there was nothing of', () => {
    const nothing = { meanResponse: null, meanSlowdown: null, p95Slowdown: null, makespan: null };
    const lines = report(
      { migrationsFailed: 2, utilisation: null, ...nothing },
      { over: false, notes: ['2 lines were skipped'] },
    );
    expect(lines).toContain('migrations  3, 3.0M moved, 2 failed');
    expect(lines).toContain('ended       1:01:01, as asked');
    expect(lines).toContain('response    -');
    expect(lines).toContain('slowdown    -');
    expect(lines).toContain('CPU         2h 00min of work');
    expect(lines).toContain('note        2 lines were skipped');
  });
});
