import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mtop } from '../support/command-line.js';
import { recordCrash } from '../support/crash-recording.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const SCENARIO = `
name: three
nodes: [{ count: 3, name: "node%d" }]
until: 2min
workload:
  - { home: node1, arrivals: { every: exponential 3s }, work: exponential 12s }
`;

interface Document {
  readonly until: number;
  readonly runs: readonly { readonly name: string; readonly policy: string }[];
  readonly points: readonly {
    readonly at: number;
    readonly runs: readonly { readonly completed: number; readonly migrations: number }[];
  }[];
  readonly firstDifference: { readonly at: number; readonly events: readonly unknown[] } | null;
}

function compared(...words: readonly string[]): Document {
  const { status, stdout, stderr } = mtop(['compare', ...words, '--json']);
  expect([status, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as Document;
}

/** The same scenario, and a recording of it in which node 3 crashes at 30 s, which ends at 50 s. */
async function scenarioAndRecording(): Promise<readonly [string, string]> {
  const folder = temporaryFolder({ 'three.yaml': SCENARIO });
  const scenario = join(folder, 'three.yaml');
  await recordCrash(scenario, join(folder, 'session.jsonl'));
  return [scenario, join(folder, 'session.jsonl')];
}

describe('compare, of two', () => {
  it('comes with each to what a run of it comes to', async () => {
    const [scenario] = await scenarioAndRecording();
    const { points, runs, firstDifference, until } = compared(
      scenario,
      scenario,
      '--case',
      'policy=none',
    );
    expect(until).toBe(120);
    expect(points.map(({ at }) => at)).toEqual(Array.from({ length: 61 }, (_, point) => 2 * point));
    expect(runs.map(({ policy }) => policy)).toEqual(['openmosix', 'none']);
    for (const [index, flags] of [[], ['--policy', 'none']].entries()) {
      const { processes, migrations } = JSON.parse(
        mtop(['run', scenario, '--json', ...flags]).stdout,
      );
      const { completed, migrations: moved } = points.at(-1)!.runs[index]!;
      expect([completed, moved]).toEqual([processes.completed, migrations]);
    }
    expect(firstDifference!.events).toContainEqual(null);
  });

  it('says that a recording differs from its scenario where its first command is given', async () => {
    const [scenario, recording] = await scenarioAndRecording();
    const { firstDifference, until } = compared(recording, scenario);
    expect(until).toBe(50);
    expect(firstDifference!.at).toBe(30);
    expect(firstDifference!.events[1]).toBeNull();
    const { stdout } = mtop(['compare', scenario, scenario]);
    expect(stdout).toContain('what happens is the same in both, until 0:02:00');
  });

  it('refuses what is for many runs, and what a recording has itself', async () => {
    const [scenario, recording] = await scenarioAndRecording();
    const refused = (...words: readonly string[]) => {
      const { status, stderr } = mtop(['compare', ...words]);
      expect(status).toBe(2);
      return stderr;
    };
    expect(refused(scenario, scenario, '--warm-up', '10s')).toContain('is for many runs');
    expect(refused(scenario, recording, '--case', 'policy=none')).toContain('leave out --case');
  });
});
