import { describe, expect, it } from 'vitest';
import { parametersOf, periodsOf } from '../../src/scenario/informing.js';
import { NODE_VERBS } from '../../src/scenario/schema/node-command-schema.js';
import { needsTicks } from '../../src/scenario/ticking.js';
import { findPolicy, policies } from '../../src/scheduler/policies/registry.js';
import { scenarioOf } from './parse-text.js';

const twoNodes = (text: string) => scenarioOf(`nodes: [{ count: 2 }]\n${text}`);

describe('the periods of a run', () => {
  it.each([
    ['', [1, 1, 1]],
    ['openmosix: { period: 3 }', [3, 3, 3]],
    ['periods: { measure: 2s }', [2, 1, 1]],
    ['periods: { tell: 2s }', [1, 2, 1]],
    ['periods: { decide: 2s }\nopenmosix: { period: 5 }', [5, 5, 2]],
  ])('of %j are, measuring, telling and deciding, %j', (text, [measure, tell, decide]) => {
    expect(periodsOf(twoNodes(text))).toEqual({
      ...{ measureSeconds: measure, tellSeconds: tell, decideSeconds: decide },
    });
  });
});

describe('how old what is known may be', () => {
  it.each([
    ['gossip', '', 10],
    ['perfect', 'periods: { tell: 20s }', 10],
    ['told', '', 10],
    ['told', 'periods: { tell: 7s }', 14],
    ['told', 'openmosix: { period: 6s }', 12],
    ['told', 'periods: { tell: 5s }', 10],
    ['delayed 9s', '', 10],
    ['delayed 9.5s', '', 10.5],
    ['delayed 20s', 'periods: { tell: 3s }', 23],
    ['delayed 20s', 'openmosix: { staleness: 30s }', 30],
  ])('is, under %s with %j, %d s', (information, text, staleness) => {
    const scenario = twoNodes(`information: ${information}\n${text}`);
    const found = parametersOf(scenario);
    expect(found).toEqual({ ...scenario.openmosix, staleness });
    expect(found).not.toBe(scenario.openmosix);
  });
});

describe('the nodes of a scenario must tick', () => {
  const none = findPolicy('none')!;

  it('for a policy of nodes other than none', () => {
    const ticking = policies.filter((policy) => needsTicks(twoNodes(''), policy));
    const ofNodes = policies.filter(({ scope, name }) => scope === 'node' && name !== 'none');
    expect(ticking).toEqual(ofNodes);
    expect(ticking.map(({ name }) => name)).toContain('openmosix');
  });

  it.each([
    ['discovery: omdiscd', true],
    ['discovery: map', false],
    ['faults: [{ nodes: all, kind: leave, mttf: 1h, mttr: 1h }]', true],
    ['faults: [{ nodes: all, kind: crash, mttf: 1h, mttr: 1h }]', false],
    ['faults: [{ nodes: all, kind: cut, mttf: 1h, mttr: 1h }]', false],
    ['timeline: [{ at: 1s, do: migrate, pid: 1, to: balance }]', true],
    ['timeline: [{ at: 1s, do: migrate, pid: 1, to: 2 }]', false],
    ['timeline: [{ at: 1s, do: migrate, pid: 1, to: home }]', false],
    ['timeline: [{ at: 1s, do: lock, pid: 1 }, { at: 2s, do: leave, node: 1 }]', true],
    ['timeline: [{ at: 1s, do: policy, name: openmosix }]', true],
    ['timeline: [{ at: 1s, do: check, ask: isup, node: 1 }]', true],
    ['timeline: [{ at: 1s, do: reboot, node: 1 }]', true],
    ['timeline: [{ at: 1s, do: setpe, node: 1, options: -off }]', true],
    ['timeline: [{ at: 1s, do: exec, pid: 1, command: cc }]', true],
    ['timeline: [{ at: 1s, do: set, parameter: stability, value: 2 }]', false],
    ['timeline: [{ at: 1s, do: spawn, home: 1 }]', false],
    ['timeline: [{ at: 1s, do: cut, node: 1, other: 2 }]', false],
  ])('%s: %j', (text, ticks) => {
    expect(needsTicks(twoNodes(text), none)).toBe(ticks);
  });

  it('for what administrators do that asks nodes what they believe, and for nothing else', () => {
    const ticking = NODE_VERBS.filter((verb) => {
      const command = { do: verb, node: 1 } as never;
      return needsTicks({ ...twoNodes(''), timeline: [{ atSeconds: 1, command }] }, none);
    });
    expect(ticking).toEqual(['expel', 'mount', 'umount', 'loadlimit', 'cpulimit']);
  });
});
