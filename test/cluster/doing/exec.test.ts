import { describe, expect, it } from 'vitest';
import type { DecayScope } from '../../../src/cluster/facts/decay.js';
import { CPU_BOUND } from '../../../src/cluster/facts/profile.js';
import {
  completionsOf,
  logOf,
  nodeSpecs,
  processSpec,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';

/** A process of 10 s of work with a decay of this scope, which becomes another program at 4 s. */
function execed(decayScope: DecayScope | undefined, before = CPU_BOUND) {
  const spec = { workSeconds: 10, command: 'sh', decay: 'cpujob' as const, profile: before };
  const processes = [processSpec(1, { ...spec, decayScope })];
  const simulation = simulationOf({ nodes: nodeSpecs(2), processes });
  runUntil(simulation, 4);
  const { table, cpus } = simulation.cluster;
  const slot = table.find(1000);
  const restarted: number[] = [];
  const { watch } = cpus;
  if (watch !== undefined) {
    const restart = watch.restarted.bind(watch);
    watch.restarted = (one) => {
      restarted.push(one);
      restart(one);
    };
  }
  const log = logOf(simulation);
  const profile = { ...CPU_BOUND, callsPerWork: 5 };
  const answer = simulation.execute({ do: 'exec', pid: 1000, command: 'sort', profile });
  expect(answer).toEqual({ accepted: true });
  return { simulation, table, slot, log, restarted, profile };
}

describe('a process that becomes another program', () => {
  it.each<[DecayScope | undefined, boolean]>([
    [undefined, true],
    [{ overExec: true, byChildren: true }, true],
    [{ overExec: true, byChildren: false }, true],
    [{ overExec: false, byChildren: true }, false],
    [{ overExec: false, byChildren: false }, false],
  ])('with a decay of scope %j keeps it: %s', (scope, keeps) => {
    const { table, slot, restarted } = execed(scope);
    expect(table.traits.decay(slot)).toBe(keeps ? 'cpujob' : undefined);
    expect(table.traits.scopes.get(slot)).toEqual(keeps ? scope : undefined);
    expect(restarted).toEqual(keeps ? [] : [slot]);
  });

  it('has its name and profile, says so, and does the rest of the work', () => {
    const { simulation, table, slot, log, profile } = execed(undefined);
    const completions = completionsOf(simulation);
    expect(log).toEqual(['4.00 execed 1000 1']);
    expect(table.traits.profile(slot)).toBe(profile);
    const seen = { command: 'sort', cpuSeconds: 4, workLeftSeconds: 6, workSeconds: 10 };
    expect(simulation.view.process(1000)).toMatchObject(seen);
    runUntil(simulation, 20);
    expect(completions.get(1000)).toBe(10);
  });

  it('does all of what it had before it, also what it would have paused in', () => {
    const before = { ...CPU_BOUND, burstSeconds: 3, thinkSeconds: 0.5 };
    const { simulation } = execed(undefined, before);
    const completions = completionsOf(simulation);
    // At 4 s it has done 3.5 s, after one pause.
    expect(simulation.view.process(1000)!.workLeftSeconds).toBe(6.5);
    runUntil(simulation, 20);
    expect(completions.get(1000)).toBe(10.5);
  });
});
