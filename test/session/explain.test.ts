import { describe, expect, it } from 'vitest';
import { formatRoughly } from '../../src/base/units.js';
import { sessionOf } from '../support/session-of.js';
import { shipped, show } from '../support/shipped.js';

describe('an explanation', () => {
  const { session } = show(shipped('two-nodes'), 10);
  const [moved, stayed] = [session.explain(1000)!, session.explain(1001)!];

  it('says in a sentence how the process came to where it is', () => {
    expect(stayed.whyHere).toBe('it was started here, on node 1');
    expect(moved.whyHere).toMatch(
      /^it came from node 1 at 0:00:02, sent by the policy: load 1\.51, 1\.30 at node 2 with it: /,
    );
  });

  it('says whether it would move now, which term decides, and how old that is', () => {
    expect(moved.verdict).toMatch(
      /^it stays: no more processes than CPUs, and no faster node known: load 0\.\d\d \(node 2, \d+(ms|\.\d+s) ago\)$/,
    );
  });

  it('says of each node what is believed of it, and of its own what it measures', () => {
    const [other, own] = moved.forecasts;
    expect(own).toMatchObject({ node: 2, verdict: 'it is here', ageSeconds: undefined });
    expect(own!.believedLoad).toBeCloseTo(moved.numbers.load!, 12);
    // The term that decided: a free CPU is here, so that only a faster node would do.
    expect(other).toMatchObject({ node: 1, verdict: 'speed 10000, as here' });
    expect(other!.ageSeconds).toBeGreaterThan(0);
  });

  it('says what keeps a process from being moved at all', () => {
    const tied = show(shipped('cantmove'), 30).session;
    const verdicts = tied
      .view()
      .processes()
      .map(({ pid }) => tied.explain(pid)!.verdict);
    expect(verdicts).toContain('it stays: it cannot move (clone_vm)');
    // Nothing is said of nodes that were never compared for it.
    for (const { pid, cantmove } of tied.view().processes()) {
      if (cantmove === 0) continue;
      const { forecasts } = tied.explain(pid)!;
      for (const { verdict } of forecasts)
        expect(verdict).not.toMatch(/better|chosen|would be|best/);
    }
  });

  it('says what keeps it from each of the other nodes, but not from its own', () => {
    const { session } = sessionOf(`
policy: none
nodes: [{ count: 3, name: "node%d" }]
workload: [{ home: node1, work: endless }]
timeline: [{ at: 1s, do: block, node: node2 }]`);
    session.advance(5);
    const verdicts = session.explain(1000)!.forecasts.map(({ verdict }) => verdict);
    // This policy compares no nodes: of node 3 there is nothing to say.
    expect(verdicts).toEqual(['it is here', 'node 2 is blocked', '']);
  });

  it('says when its home keeps its own processes', () => {
    const kept = show(shipped('reasons-come-and-go'), 50).session;
    expect(kept.explain(1004)!.verdict).toBe('it stays: its home keeps its own processes (lstay)');
  });

  // 1000 MiB at 1.25e6 bytes per second and 6 ms: 838.9 s. Who has computed for 15 s at half a CPU
  // and would have a whole one wins 15 s.
  it('says when a move takes longer than it wins, and both times', () => {
    const { session } = sessionOf(`
network: { bandwidth: 10Mbit }
nodes: [{ count: 2, name: "node%d", memory: 8GB }]
workload: [{ home: node1, count: 2, work: endless, memory: 1000MB }]`);
    session.advance(30);
    const { verdict, numbers, forecasts } = session.explain(1000)!;
    expect(verdict).toMatch(
      /^it stays: a move takes longer than it wins: load 2\.00, 1\.30 at node 2 with it, moving takes 14min, wins 15s \(node 1, /,
    );
    expect(numbers.moveSeconds).toBeCloseTo(0.006 + (1000 * 2 ** 20) / 1.25e6, 9);
    expect(forecasts[1]!.verdict).toBe('the best: 14min away, wins 15s');
  });

  it('says when it has come too lately to be moved on', () => {
    const { session, events } = sessionOf(`
nodes: [{ count: 2, name: "node%d" }]
openmosix: { minResidence: 8s }
workload: [{ home: node1, count: 2, work: endless }]
timeline: [{ at: 1s, do: migrate, pid: 1001, to: node2 }]`);
    session.advance(6);
    const landed = events.find(({ type }) => type === 'migrated')!.at;
    const stayed = formatRoughly(6 - landed);
    expect(session.explain(1001)!.verdict).toBe(`it stays: it came ${stayed} ago, less than 8s`);
    session.advance(landed + 8);
    expect(session.explain(1001)!.verdict).not.toContain('it came');
  });
});

/** Two processes of node 1 of three; over this network a migration takes 8.4 s. */
const SLOW_NETWORK = `
policy: none
nodes: [{ count: 3, name: "node%d" }]
network: { bandwidth: 100Mbit }
workload: [{ home: node1, count: 2, work: endless, memory: 100MB }]
timeline: `;

describe('how a process came to where it is', () => {
  it.each([
    [2, 'it leaves node 1 for node 2 at 0:00:01, sent by hand'],
    [15, 'it came from node 1 at 0:00:01, sent by hand'],
    [21, 'it leaves node 2 for node 3 at 0:00:20, sent away'],
    [59, 'it came from node 2 at 0:00:20, sent away'],
    [61, 'it leaves node 3 for node 1 at 0:01:00, fetched home'],
    [75, 'it came from node 3 at 0:01:00, fetched home'],
  ])('is who sent it, and why only where a policy did: after %d s', (seconds, whyHere) => {
    const { session } = sessionOf(`${SLOW_NETWORK}
  - { at: 1s, do: migrate, pid: 1000, to: node2 }
  - { at: 20s, do: expel, node: node2 }
  - { at: 60s, do: bring, node: node1 }`);
    session.advance(seconds);
    expect(session.explain(1000)!.whyHere).toBe(whyHere);
  });

  it('is also where it could not go', () => {
    const { session } = sessionOf(`${SLOW_NETWORK}
  - { at: 1s, do: migrate, pid: 1000, to: node2 }
  - { at: 2s, do: crash, node: node2 }`);
    session.advance(3);
    expect(session.explain(1000)!.whyHere).toBe(
      'it could not go from node 1 to node 2 at 0:00:01, sent by hand',
    );
  });
});

describe('a node that sends nothing away any more (stay)', () => {
  const stay = { do: 'stay', node: 1 as never } as const;

  it('names the node that was the best when it decided last', () => {
    const { session } = sessionOf(`
network: { bandwidth: 10Mbit }
nodes: [{ count: 2, name: "node%d", memory: 8GB }]
workload: [{ home: node1, count: 2, work: endless, memory: 1000MB }]`);
    session.advance(30);
    session.send(stay);
    const { verdict, forecasts } = session.explain(1000)!;
    expect(forecasts.map((row) => row.verdict)).toEqual(['it is here', 'the best then']);
    // What it lacks is no word of the policy's: the node is not asked.
    expect(verdict).toMatch(/^it stays: a move takes longer than it wins: .* \(node 1, \S+ ago\)$/);
  });

  it('says where another one goes, or went when it decided last', () => {
    const { session, events } = sessionOf(`
nodes: [{ count: 2, name: "node%d" }]
workload: [{ home: node1, count: 6, work: endless, memory: 1MB }]`);
    const moved = () => events.filter((event) => event.type === 'migration-started');
    for (let n = 0; n < 1000 && moved().length === 0; n++) session.advance(60, { maxEvents: 1 });
    session.send(stay);
    const sent = moved()[0]!;
    for (const { pid } of session.view().processes()) {
      if ('pid' in sent && pid === sent.pid) continue;
      const { verdict, forecasts } = session.explain(pid)!;
      expect(forecasts[1]!.verdict).toBe('another one went there');
      expect(verdict).toContain('was sent to node 2 instead');
    }
  });
});

describe('the last decision of a node', () => {
  // node 2 is believed to be idle for a minute after it has crashed.
  it('comes with the reason why it was refused, if it was', () => {
    const { session, events } = sessionOf(`
openmosix: { refusalPause: 1h, staleness: 1min }
nodes: [{ count: 2, name: "node%d" }]
workload: [{ home: node1, count: 4, work: endless, memory: 1MB }]
timeline: [{ at: 1s, do: crash, node: node2 }]`);
    const isRefused = () => events.some(({ type }) => type === 'refused');
    for (let steps = 0; steps < 1000 && !isRefused(); steps++) {
      expect(session.lastDecision(1)?.reason ?? '').not.toContain('refused');
      session.advance(30, { maxEvents: 1 });
    }
    const { reason, move } = session.lastDecision(1)!;
    expect(reason).toMatch(/^load [\d.]+, .*: less loaded there; refused: node 2 is down$/);
    expect(move).toBeGreaterThanOrEqual(1000);
  });

  it('comes with what the node believes of every node, the best one named', () => {
    const { session } = show(shipped('auckland'), 90);
    const decisions = session.nodes.map(({ id }) => session.lastDecision(id)!);
    for (const { node, beliefs, now, ...last } of decisions) {
      const { numbers, reason, to } = now ?? last;
      expect(beliefs.map((belief) => belief.node)).toEqual(session.nodes.map(({ id }) => id));
      expect(beliefs[node - 1]!.verdict).toBe('it is here');
      expect(reason).not.toMatch(/[a-z][A-Z]/);
      const best = beliefs.find((belief) => belief.node === numbers.best);
      if (best !== undefined) {
        if (to === undefined) expect(best.verdict).toMatch(/^the best: \d\.\d\d, here \d\.\d\d$/);
        else expect(best.verdict).toBeUndefined();
      }
    }
    expect(decisions.some(({ numbers }) => numbers.best !== undefined)).toBe(true);
    const verdicts = decisions.flatMap(({ beliefs }) => beliefs.map(({ verdict = '' }) => verdict));
    // A node that lost says by how much: its load with the process, and that of the best.
    const lost = verdicts.flatMap((verdict) => {
      const [, its, least] = /^would be (\d+\.\d\d), not (\d+\.\d\d)$/.exec(verdict) ?? [];
      return its === undefined ? [] : [[Number(its), Number(least)] as const];
    });
    expect(lost.length).toBeGreaterThan(0);
    for (const [its, least] of lost) expect(its).toBeGreaterThanOrEqual(least);
    expect(verdicts.join()).not.toMatch(/not chosen|is better/);
  });
});
