import { describe, expect, it } from 'vitest';
import type { NodeSpec } from '../../src/cluster/facts/node-spec.js';
import type { Scenario, TimelineEntry } from '../../src/scenario/scenario.js';
import { scenarioOf } from '../scenario/parse-text.js';
import { crowd, only, shipped, show } from '../support/shipped.js';

/** The reference cluster with so many endless processes on cm1 and nothing else. */
function reference(count: number, changes: Partial<NodeSpec> = {}, profile = ''): Scenario {
  const { nodes, network } = shipped('auckland');
  const work = `{ home: cm1, count: ${count}, work: endless, memory: 20MB ${profile} }`;
  const scenario = scenarioOf(`nodes: [{ name: cm1 }]\nworkload: [${work}]`);
  return { ...scenario, network, nodes: nodes.map((node) => ({ ...node, ...changes })) };
}

describe('the reference cluster', () => {
  it('uses omdiscd, which has run for a while: as if all had the same map', () => {
    const uses = shipped('auckland');
    expect(uses).toMatchObject({ discovery: 'omdiscd', omdiscd: { settled: true } });
    const [found, mapped] = [uses, { ...uses, discovery: 'map' as const }].map(
      (scenario) => show(scenario, 120).events,
    );
    expect(found).toEqual(mapped);
  });
});

describe('the reference cluster, as its administrator saw it', () => {
  it('back-end nodes come and go without killing a process', () => {
    const timeline: TimelineEntry[] = [2, 3, 4, 5, 6, 7].flatMap((node) => [
      { atSeconds: 60 * node, command: { do: 'leave', node } as const },
      { atSeconds: 60 * node + 90, command: { do: 'join', node } as const },
    ]);
    const shown = show({ ...reference(14), timeline }, 900);
    expect(only(shown, 'node-left').map(({ node }) => node)).toEqual([2, 3, 4, 5, 6, 7]);
    expect(only(shown, 'node-joined')).toHaveLength(6);
    expect(only(shown, 'killed')).toEqual([]);
    expect(shown.session.view().totals.alive).toBe(14);
  });

  it('only the home node has to live: its crash kills its processes everywhere', () => {
    const timeline = [{ atSeconds: 60, command: { do: 'crash', node: 1 } as const }];
    const shown = show({ ...reference(14), timeline }, 120);
    const causes = only(shown, 'killed').map(({ cause, signal }) => `${cause} ${signal}`);
    expect(causes).toHaveLength(14);
    expect(new Set(causes)).toEqual(new Set(['home died KILL']));
  });

  it.each([2, 3, 4])('with Hyper-Threading a load of %i tends not to migrate', (count) => {
    expect(crowd(show(reference(count), 120))[0]).toBe(count);
  });

  it.each([3, 4])('an HT-aware scheduler does better at load %i', (count) => {
    expect(crowd(show(reference(count, { htAware: true }), 120))[0]).toBe(2);
    const work = (changes: Partial<NodeSpec>) =>
      show(reference(count, changes), 600).session.view().totals.workDelivered;
    expect(work({ htAware: true })).toBeGreaterThan(1.15 * work({ htAware: false }));
  });

  it.each([14, 28])('at higher loads things balance out: %i processes', (count) => {
    const now = crowd(show(reference(count), 600));
    expect(Math.max(...now) - Math.min(...now)).toBeLessThanOrEqual(4);
    expect(Math.min(...now)).toBeGreaterThan(0);
  });

  it('Hyper-Threading doubles the throughput of the test program, of others it does not', () => {
    const work = (threads: number, profile: string) =>
      show(reference(28, { threads }, profile), 600).session.view().totals.workDelivered;
    const doubled = ', profile: { htGain: 2 }';
    expect(work(2, doubled) / work(1, doubled)).toBeGreaterThan(1.9);
    expect(work(2, '') / work(1, '')).toBeLessThan(1.3);
  });
});

describe('ht-gain', () => {
  const ends = (changes: Partial<NodeSpec> = {}) => {
    const nodes = shipped('ht-gain').nodes.map((node) => ({ ...node, ...changes }));
    const done = only(show(shipped('ht-gain', { nodes })), 'completed');
    return [1, 2].map(
      (home) => new Set(done.filter((end) => end.home === home).map(({ at }) => at)),
    );
  };

  it('lets the test program gain 2.0 and a typical one 1.25', () => {
    expect(ends()).toEqual([new Set([120]), new Set([192])]);
  });

  it('gives neither anything when booted with noht', () => {
    expect(ends({ threads: 1 })).toEqual([new Set([240]), new Set([240])]);
  });
});

describe('hyper-threading', () => {
  /** How many have to run on xeon1 before one leaves: one more starts every minute. */
  const stays = (name: string) =>
    [1, 2, 3, 4, 5, 6, 7, 8].find(
      (minute) => crowd(show(shipped(name), 60 * minute - 1))[1]! > 0,
    )! - 1;

  it('complaint: none of four leaves two processors, for openMosix counts threads', () => {
    expect(stays('hyper-threading')).toBe(4);
  });

  it.each(['hyper-threading-aware', 'noht'])('%s sends the third one away', (name) => {
    expect(stays(name)).toBe(2);
  });

  it.each(['hyper-threading', 'hyper-threading-aware', 'noht'])('%s ends balanced', (name) => {
    expect(crowd(show(shipped(name)))).toEqual([4, 4]);
  });
});
