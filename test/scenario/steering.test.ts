import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import { restore, saved } from '../../src/kernel/archive.js';
import { OPENMOSIX_FIELDS } from '../../src/scenario/schema/scenario-fields.js';
import type { Policy } from '../../src/scheduler/policies/policy.js';
import { findPolicy, policies } from '../../src/scheduler/policies/registry.js';
import { nodeSpecs, processSpecs, runUntil, simulationOf } from '../support/cluster-builder.js';

const names = policies.map(({ name }) => name);
const own: Policy = { ...findPolicy('none')!, name: 'mine' };

function running(policy: Policy = findPolicy('openmosix')!) {
  const simulation = simulationOf({ nodes: nodeSpecs(2), policy });
  const events: ClusterEvent[] = [];
  simulation.cluster.observe((event) => void events.push({ ...event }));
  runUntil(simulation, 3);
  events.length = 0;
  return { simulation, events, execute: simulation.execute.bind(simulation) };
}

describe('the policy of a running simulation', () => {
  it('becomes another one, which is told with the one before', () => {
    const { simulation, events, execute } = running();
    expect(execute({ do: 'policy', name: 'none' })).toEqual({ accepted: true });
    expect(events).toEqual([
      { at: 3, type: 'policy-changed', policy: 'none', before: 'openmosix' },
    ]);
    expect(simulation.scheduler.policy.name).toBe('none');
  });

  it.each([
    ['openmosix', 'openmosix is the policy already'],
    ['nune', `there is no policy nune; did you mean none? (${names.join(', ')})`],
    ['something', `there is no policy something (${names.join(', ')})`],
  ])('does not become %s', (name, reason) => {
    const { simulation, events, execute } = running();
    expect(execute({ do: 'policy', name })).toEqual({ accepted: false, reason });
    expect(simulation.scheduler.policy.name).toBe('openmosix');
    expect(events.map(({ type }) => type)).toEqual(['refused']);
  });

  it('may be one of the user’s own, which can be chosen again beside all that are built in', () => {
    const { simulation, execute } = running(own);
    expect(simulation.steering.policies.map(({ name }) => name)).toEqual(['mine', ...names]);
    expect(execute({ do: 'policy', name: 'jsq' }).accepted).toBe(true);
    expect(execute({ do: 'policy', name: 'mine' }).accepted).toBe(true);
    expect(simulation.scheduler.policy).toBe(own);
  });

  it('is, of those that are built in, the one that the run was given, with its parameters', () => {
    const given = { ...findPolicy('jsq')!, about: 'with parameters' };
    const { simulation, execute } = running(given);
    expect(simulation.steering.policies.map(({ name }) => name)).toEqual(names);
    expect(execute({ do: 'policy', name: 'none' }).accepted).toBe(true);
    expect(execute({ do: 'policy', name: 'jsq' }).accepted).toBe(true);
    expect(simulation.scheduler.policy).toBe(given);
  });
});

describe('a parameter of a running simulation', () => {
  it.each([
    ['stability', 2, 2],
    ['stability', '2.5', 2.5],
    ['stability', '1e1', 10],
    ['minResidence', '5s', 5],
    ['decayInterval', '1min', 60],
    ['slowDecay', '900', 900],
    ['moveCost', '0', 0],
  ] as const)('%s becomes %j: %d', (parameter, value, read) => {
    const { simulation, events, execute } = running();
    const before = simulation.steering.parameters[parameter];
    expect(execute({ do: 'set', parameter, value })).toEqual({ accepted: true });
    expect(simulation.steering.parameters[parameter]).toBe(read);
    expect(events).toEqual([{ at: 3, type: 'parameter-changed', parameter, value: read, before }]);
  });

  it.each([
    ['stability', '-1', 'stability must be a number from 0 to 1000000, got -1'],
    ['stability', '2 x', 'stability must be a number from 0 to 1000000, got "2 x"'],
    ['slowDecay', 1001, 'slowDecay must be a whole number from 0 to 1000, got 1001'],
    ['period', 2, 'period is fixed when a run begins'],
    ['window', 2, 'window is fixed when a run begins'],
    ['vector', 2, 'vector is fixed when a run begins'],
    ['staleness', 2, 'staleness is fixed when a run begins'],
    [
      'stabilty',
      2,
      `there is no parameter stabilty; did you mean stability? (${Object.keys(OPENMOSIX_FIELDS).join(', ')})`,
    ],
    ['toString', 2, `there is no parameter toString (${Object.keys(OPENMOSIX_FIELDS).join(', ')})`],
  ])('%s does not become %j', (parameter, value, reason) => {
    const { simulation, execute } = running();
    const before = { ...simulation.steering.parameters };
    expect(execute({ do: 'set', parameter, value })).toEqual({ accepted: false, reason });
    expect(simulation.steering.parameters).toEqual(before);
  });

  it('has its effect: processes move where a move need gain less, and go on so when taken up', () => {
    const make = () =>
      simulationOf({
        ...{ nodes: nodeSpecs(2), policy: findPolicy('openmosix')!, information: 'perfect' },
        ...{ processes: processSpecs(4, 1), openmosix: { stability: 1e6 } },
      });
    const simulation = make();
    runUntil(simulation, 20);
    const away = (one: typeof simulation) => one.view.processes().filter(({ node }) => node === 2);
    expect(away(simulation)).toHaveLength(0);
    simulation.execute({ do: 'set', parameter: 'stability', value: 0.5 });
    simulation.execute({ do: 'policy', name: 'none' });
    const resumed = make();
    const parametersBefore = resumed.steering.parameters;
    restore(resumed, saved(simulation));
    expect(resumed.scheduler.policy.name).toBe('none');
    expect(resumed.steering.parameters).toBe(parametersBefore);
    expect(resumed.steering.parameters.stability).toBe(0.5);
    for (const one of [simulation, resumed]) {
      one.execute({ do: 'policy', name: 'openmosix' });
      runUntil(one, 40);
      expect(away(one)).toHaveLength(2);
    }
  });

  it('is not changed in a run whose state is only put away', () => {
    const simulation = running().simulation;
    const { policy } = simulation.scheduler;
    const state = saved(simulation);
    simulation.execute({ do: 'set', parameter: 'stability', value: 4 });
    simulation.execute({ do: 'policy', name: 'none' });
    saved(simulation);
    expect(simulation.steering.parameters.stability).toBe(4);
    restore(simulation, state);
    expect(simulation.steering.parameters.stability).toBe(1.3);
    expect(simulation.scheduler.policy).toBe(policy);
  });

  it('makes a state unusable where its policy is not known', () => {
    const state = saved(running(own).simulation);
    const other = simulationOf({ nodes: nodeSpecs(2) });
    expect(() => restore(other, state)).toThrow('there is no policy mine');
  });
});
