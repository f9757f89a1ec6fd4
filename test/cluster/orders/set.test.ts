import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/cluster/facts/command.js';
import { parseMosrun } from '../../../src/cluster/orders/mosrun.js';
import { nodeSpecs, simulationOf } from '../../support/cluster-builder.js';

/** What an order changes of what is set on node 1. */
function changes(...orders: readonly Command[]) {
  const simulation = simulationOf({ nodes: nodeSpecs(2) });
  const [node, other] = simulation.cluster.nodes;
  node!.settings.fullBy = 'load';
  const before = { ...node!.settings };
  const untouched = { ...other!.settings };
  for (const order of orders) expect(simulation.execute(order).accepted).toBe(true);
  expect(other!.settings).toEqual(untouched);
  const entries = Object.entries(node!.settings);
  return Object.fromEntries(
    entries.filter(([name, value]) => value !== before[name as keyof typeof before]),
  );
}

describe('what is set on a node', () => {
  const decay = { intervalSeconds: 5, slow: 900, fast: 700 };
  const costs = { latencySeconds: 1, handlingSeconds: 2 };

  it.each<[Command[], object]>([
    [[{ do: 'stay', node: 1 }], { flags: 4 }],
    [[{ do: 'setyard', node: 1, yardstick: 7 }], { yardstick: 7 }],
    [[{ do: 'setspeed', node: 1, speed: 7 }], { believed: expect.objectContaining({ speed: 7 }) }],
    [[{ do: 'setdecay', node: 1, ...decay }], { decay }],
    [[{ do: 'mount', node: 1, dfsa: 3 }], { mount: 3 }],
    [[{ do: 'setmfscosts', node: 1, ...costs }], { mfsCosts: costs }],
    [
      [{ do: 'settune', node: 1, ...costs, fixedSeconds: 3 }],
      { overheads: { ...costs, fixedSeconds: 3 } },
    ],
    [[{ do: 'loadlimit', node: 1, load: 2.5 }], { loadLimit: 2.5, fullBy: undefined }],
    [
      [{ do: 'loadlimit', node: 1, load: 0, mode: 2 }],
      { loadLimit: 0, loadLimitMode: 2, fullBy: undefined },
    ],
    [
      [
        { do: 'loadlimit', node: 1, load: 1, mode: 2 },
        { do: 'loadlimit', node: 1 },
      ],
      { fullBy: undefined },
    ],
    [[{ do: 'cpulimit', node: 1, percent: 40 }], { cpuLimit: 40, fullBy: undefined }],
    [
      [{ do: 'cpulimit', node: 1, percent: 0, mode: 1 }],
      { cpuLimit: 0, cpuLimitMode: 1, fullBy: undefined },
    ],
    [
      [
        { do: 'cpulimit', node: 1, percent: 40, mode: 1 },
        { do: 'cpulimit', node: 1, mode: 2 },
      ],
      { cpuLimitMode: 2, fullBy: undefined },
    ],
    [[{ do: 'noblock', node: 1 }], {}],
  ])('by %j is %j, and nothing else', (orders, expected) => {
    const found = changes(...orders);
    expect(found).toEqual(expected);
    expect('fullBy' in found).toBe('fullBy' in expected);
  });
});

describe('a decay of its own', () => {
  const interval = 'mosrun: -t needs the seconds of an interval, more than 0';
  const kept = 'mosrun: -d needs the thousandths that are kept, 0 to 1000';

  it.each<[string, object | string]>([
    ['-t 1', { intervalSeconds: 1 }],
    ['-t30', { intervalSeconds: 30 }],
    ['-d 0', { kept: 0 }],
    ['-d 1', { kept: 1 }],
    ['-d1000', { kept: 1000 }],
    ['-t 5 -d 900', { intervalSeconds: 5, kept: 900 }],
    ['-t 0', interval],
    ['-t', interval],
    ['-t x', interval],
    ['-d 1001', kept],
    ['-d x', kept],
    ['-d -1', kept],
  ])('mosrun %s: %j', (options, expected) => {
    const parsed = parseMosrun(`mosrun ${options} R`);
    if (typeof expected === 'string') expect(parsed).toEqual({ ok: false, reason: expected });
    else expect(parsed).toMatchObject({ ok: true, request: { decay: expected, command: 'R' } });
  });
});
