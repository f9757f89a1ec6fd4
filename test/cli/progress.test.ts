import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Progress, progressLine, RunsProgress } from '../../src/cli/running/progress.js';
import type { ClusterView } from '../../src/cluster/facts/view.js';

function viewAt(now: number): ClusterView {
  return { now, totals: { alive: 120, completed: 900 } } as unknown as ClusterView;
}

describe('the line that says how far a run has come', () => {
  it.each([
    // The half of 20 cells; a tenth of an hour.
    [1800, 3600, '[==========          ]  50 %  0:30:00  120 alive, 900 completed'],
    [0, 3600, '[                    ]   0 %  0:00:00  120 alive, 900 completed'],
    [3600, 3600, '[====================] 100 %  1:00:00  120 alive, 900 completed'],
    // 0.999 of it: all cells, but not all of it.
    [999, 1000, '[====================]  99 %  0:16:39  120 alive, 900 completed'],
    [4000, 3600, '[====================] 100 %  1:06:40  120 alive, 900 completed'],
    [1800, Number.POSITIVE_INFINITY, '0:30:00  120 alive, 900 completed'],
  ])('at %d s of %d s', (now, end, line) => {
    expect(progressLine(viewAt(now), end, 80)).toBe(line);
  });

  it('leaves the last column of the terminal free', () => {
    expect(progressLine(viewAt(1800), 3600, 20)).toBe('[==========        ');
  });
});

describe('on a terminal', () => {
  const told: string[] = [];
  let nowMs = 0;
  const { isTTY, columns } = process.stderr;

  beforeEach(() => {
    told.length = 0;
    nowMs = 1000;
    Object.assign(process.stderr, { isTTY: true, columns: 30 });
    vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => told.push(String(text)) > 0);
  });

  afterEach(() => {
    vi.restoreAllMocks();
    Object.assign(process.stderr, { isTTY, columns });
  });

  it('the line is drawn anew after 200 ms, as wide as the terminal, and goes at the end', () => {
    const progress = new Progress(3600, true);
    progress.update(viewAt(1800));
    expect(told).toEqual(['\r\u001b[K[==========          ]  50 % ']);
    nowMs += 199;
    progress.update(viewAt(3600));
    expect(told).toHaveLength(1);
    nowMs += 1;
    progress.update(viewAt(3600));
    expect(told.slice(1)).toEqual(['\r\u001b[K[====================] 100 % ']);
    progress.clear();
    expect(told.slice(2)).toEqual(['\r\u001b[K']);
  });

  it('where no width is known the line has 79 columns', () => {
    Object.assign(process.stderr, { columns: 0 });
    const many = { now: 1800, totals: { alive: 1e20, completed: 1e20 } } as unknown as ClusterView;
    new Progress(3600, true).update(many);
    expect(told[0]!.slice('\r\u001b[K'.length)).toHaveLength(79);
  });

  it('nothing is drawn where it is not wanted, and nothing cleared that was not drawn', () => {
    const quiet = new Progress(3600, false);
    quiet.update(viewAt(1800));
    quiet.clear();
    new Progress(3600, true).clear();
    const runs = new RunsProgress(4, false);
    runs.step();
    runs.clear();
    new RunsProgress(4, true).clear();
    Object.assign(process.stderr, { isTTY: false });
    const piped = new Progress(3600, true);
    piped.update(viewAt(1800));
    piped.clear();
    expect(told).toEqual([]);
  });

  it('runs are counted one by one, on a line that goes at the end', () => {
    const runs = new RunsProgress(4, true);
    expect([runs.runs, runs.done]).toEqual([4, 0]);
    runs.step();
    expect(runs.done).toBe(1);
    // "[=====               ]  25 %  1 of 4 runs", of which 29 columns are shown.
    expect(told).toEqual(['\r\u001b[K[=====               ]  25 % ']);
    Object.assign(process.stderr, { columns: 0 });
    runs.step();
    expect(told[1]).toBe('\r\u001b[K[==========          ]  50 %  2 of 4 runs');
    runs.clear();
    expect(told.slice(2)).toEqual(['\r\u001b[K']);
  });
});
