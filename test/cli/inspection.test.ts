import { describe, expect, it } from 'vitest';
import { Inspection } from '../../src/cli/running/inspection.js';
import { none } from '../../src/scheduler/policies/none.js';
import { createSession } from '../../src/session/simulated.js';
import { scenarioOf } from '../scenario/parse-text.js';
import { mtop } from '../support/command-line.js';

const YAML = `
nodes: [{ count: 2, name: "n%d", cpus: 1 }]
workload: [{ home: n1, count: 100, arrivals: { every: 1s }, work: 500ms }]
`;

function inspected(everyEvents: number) {
  const session = createSession(scenarioOf(YAML), { policy: none, measures: false });
  return { session, inspection: new Inspection(session, everyEvents) };
}

describe('run --check', () => {
  it('checks the invariants and changes nothing', () => {
    const words = ['run', 'faults', '--until', '3min', '--json'];
    const plain = mtop([...words, '--quiet']);
    const checked = mtop([...words, '--check', '7']);
    expect(checked.status).toBe(0);
    expect(checked.stdout).toBe(plain.stdout);
    expect(checked.stderr).toMatch(/checked [1-9]\d+ times: every invariant held\n/);
  });

  it('has a number of its own: 1000 events', () => {
    const { stderr } = mtop(['run', 'two-nodes', '--until', '10s', '--check']);
    expect(stderr).toContain('checked 1 times: every invariant held');
  });

  it('refuses what is no number of events', () => {
    const { status, stderr } = mtop(['run', 'two-nodes', '--check', '0']);
    expect(status).toBe(2);
    expect(stderr).toContain('must be');
  });
});

describe('an inspection', () => {
  it('checks after every so many events, whatever the parts, and at the end', () => {
    // 100 arrivals and 100 completions: after 30, 60 ... 180 of them, and at the end.
    const { inspection } = inspected(30);
    while (!inspection.advance(Infinity, { maxEvents: 7, untilOver: true }));
    expect(inspection.checks).toBe(7);
  });

  it('ends at the first broken invariant with a sentence that says when', () => {
    const { session, inspection } = inspected(10);
    inspection.advance(5, { maxEvents: 1000, untilOver: true });
    session.simulation.cluster.nodes[1]!.guests++;
    expect(() => inspection.advance(Infinity, { maxEvents: 1000, untilOver: true })).toThrow(
      /^at 0:00:\d\d of virtual time: broken invariant: .*; 2 earlier checks held$/,
    );
  });
});
