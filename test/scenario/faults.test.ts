import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/cluster/facts/command.js';
import { restore, saved } from '../../src/kernel/archive.js';
import { Random } from '../../src/kernel/random.js';
import { MergedCommands } from '../../src/scenario/command-source.js';
import { type FaultSpec, faultSources } from '../../src/scenario/faults.js';
import { TimelineSource } from '../../src/scenario/timeline-source.js';
import {
  logOf,
  nodeSpecs,
  processSpecs,
  runUntil,
  simulationOf,
} from '../support/cluster-builder.js';

const CONSTANT = { kind: 'constant', value: 10 } as const;
const BRIEF = { kind: 'constant', value: 2 } as const;

function taken(specs: readonly FaultSpec[], count: number, seed = 1): string[] {
  const merged = new MergedCommands(faultSources(specs, [1, 2, 3], new Random(seed)));
  return Array.from({ length: count }, () => {
    const at = merged.nextTime;
    const command = merged.pop() as { do: string; node: number; other?: number };
    return [at, command.do, command.node, command.other]
      .filter((one) => one !== undefined)
      .join(' ');
  });
}

describe('faults', () => {
  it.each([
    ['crash', ['10 crash 2', '12 recover 2', '22 crash 2', '24 recover 2']],
    ['leave', ['10 leave 2', '12 join 2', '22 leave 2', '24 join 2']],
    ['cut', ['10 cut 2 1', '10 cut 2 3', '12 heal 2 1', '12 heal 2 3']],
  ] as const)('of the kind %s alternate with their repairs', (kind, commands) => {
    expect(taken([{ nodes: [2], kind, mttf: CONSTANT, mttr: BRIEF }], 4)).toEqual(commands);
  });

  it('befall each node by itself', () => {
    const mttf = { kind: 'exponential', mean: 100 } as const;
    const spec = { kind: 'crash', mttf, mttr: BRIEF } as const;
    const both = taken([{ ...spec, nodes: 'all' }], 60);
    const alone = taken([{ ...spec, nodes: [2] }], 10);
    expect(both.filter((line) => line.endsWith(' 2')).slice(0, 10)).toEqual(alone);
  });

  it('come as often as their means say', () => {
    const mttf = { kind: 'exponential', mean: 100 } as const;
    const mttr = { kind: 'exponential', mean: 25 } as const;
    const commands = taken([{ nodes: [1], kind: 'crash', mttf, mttr }], 4000);
    const end = Number(commands.at(-1)!.split(' ')[0]);
    expect(end / 2000).toBeGreaterThan(118);
    expect(end / 2000).toBeLessThan(132);
  });

  it('come after what the timeline does at the same instant', () => {
    const timeline = new TimelineSource([
      { atSeconds: 10, command: { do: 'leave', node: 1 } },
      { atSeconds: 3, command: { do: 'crash', node: 3 } },
    ]);
    const spec = { nodes: [2], kind: 'crash', mttf: CONSTANT, mttr: BRIEF } as const;
    const merged = new MergedCommands([timeline, ...faultSources([spec], [1, 2], new Random(1))]);
    expect([merged.pop(), merged.pop(), merged.pop()].map((command) => command.do)).toEqual([
      'crash',
      'leave',
      'crash',
    ]);
  });

  it.each([5, 10, 11, 12, 13])('go on as they were in a run that is taken up after %d s', (at) => {
    const faults = (['crash', 'cut'] as const).map((kind) => {
      return { nodes: [2], kind, mttf: CONSTANT, mttr: BRIEF };
    });
    const make = () => simulationOf({ nodes: nodeSpecs(3), faults });
    const until = 60;
    const whole = make();
    runUntil(whole, at);
    const state = saved(whole);
    const rest = logOf(whole);
    runUntil(whole, until);
    const resumed = make();
    restore(resumed, state);
    const log = logOf(resumed);
    runUntil(resumed, until);
    expect(log.length).toBeGreaterThan(10);
    expect(log).toEqual(rest);
  });

  // Bringing 1.25 GB home takes 10 s, which is 8 s longer than the repair.
  it('of a node that takes longer to leave than its repair let it join as soon as it has left', () => {
    const away = processSpecs(1, 2, { residentBytes: 1.25e9 });
    const timeline = [{ atSeconds: 0, command: { do: 'migrate', pid: 1000, to: 1 } }] as const;
    const make = () =>
      simulationOf({
        ...{ nodes: nodeSpecs(3, { memoryBytes: 4e9 }), processes: away, fixedSeconds: 0 },
        ...{ timeline },
        faults: [{ nodes: [2], kind: 'leave', mttf: { kind: 'constant', value: 15 }, mttr: BRIEF }],
      });
    const simulation = make();
    const log = logOf(simulation);
    runUntil(simulation, 18);
    const resumed = make();
    restore(resumed, saved(simulation));
    const after = logOf(resumed);
    runUntil(simulation, 33);
    runUntil(resumed, 33);
    const ofNode = (lines: readonly string[]) => lines.filter((line) => / (node-|ref)/.test(line));
    const way = ['15.00 node-leaving 2', '25.00 node-left 2', '25.00 node-joined 2'];
    expect(ofNode(log)).toEqual([...way, '32.00 node-leaving 2', '32.00 node-left 2']);
    expect(ofNode(after)).toEqual(ofNode(log).slice(1));
  });

  it('of a node that crashes while it leaves do not let it join when it recovers', () => {
    const simulation = simulationOf({
      nodes: nodeSpecs(3, { memoryBytes: 4e9 }),
      processes: processSpecs(1, 2, { residentBytes: 1.25e9 }),
    });
    const log = logOf(simulation);
    const order = (at: number, command: Command) => {
      runUntil(simulation, at);
      expect(simulation.execute(command).accepted).toBe(true);
    };
    order(0, { do: 'migrate', pid: 1000, to: 1 });
    order(15, { do: 'leave', node: 2 });
    order(16, { do: 'join', node: 2, whenLeft: true });
    order(17, { do: 'crash', node: 2 });
    order(18, { do: 'recover', node: 2 });
    order(19, { do: 'leave', node: 2 });
    runUntil(simulation, 30);
    expect(log.at(-1)).toBe('19.00 node-left 2');
  });

  it('shift no other random number', () => {
    const draws = (faults: readonly FaultSpec[]) => {
      const simulation = simulationOf({ nodes: nodeSpecs(3), faults, seed: 5 });
      runUntil(simulation, 5);
      return simulation.scheduler.nextTick;
    };
    const exponential = { kind: 'exponential', mean: 1e6 } as const;
    const none = draws([]);
    expect(draws([{ nodes: 'all', kind: 'cut', mttf: exponential, mttr: BRIEF }])).toBe(none);
  });

  it('do not keep a run from ending with its workload', () => {
    const simulation = simulationOf({
      nodes: nodeSpecs(2),
      processes: processSpecs(1, 1, { workSeconds: 100 }),
      faults: [{ nodes: [2], kind: 'crash', mttf: CONSTANT, mttr: BRIEF }],
    });
    runUntil(simulation, 99);
    expect(simulation.over).toBe(false);
    runUntil(simulation, 101);
    expect(simulation.over).toBe(true);
  });
});
