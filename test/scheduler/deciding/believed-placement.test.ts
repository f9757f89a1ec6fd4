import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/cluster/facts/command.js';
import { CPU_BOUND } from '../../../src/cluster/facts/profile.js';
import { BelievedPlacement } from '../../../src/scheduler/deciding/believed-placement.js';
import { blankEntry } from '../../../src/scheduler/information/entry.js';
import type { Information } from '../../../src/scheduler/information/information.js';
import type { Entry } from '../../../src/scheduler/policies/policy.js';
import { nodeSpecs, processSpecs, simulationOf } from '../../support/cluster-builder.js';

const idle = (node: number, changes: Partial<Entry> = {}): Entry => ({
  ...blankEntry(),
  ...{ node, load: 0, speed: 10_000, cpus: 1, countedCpus: 1, memoryBytes: 1e9 },
  ...{ freeBytes: 5e8, measuredAt: 0, ...changes },
});

interface Believed {
  readonly known: readonly Entry[];
  readonly commands?: readonly Command[];
  /** Processes on node 1, of a load of 1 each. */
  readonly here?: number;
  readonly bytes?: number;
  readonly threads?: number;
}

/** Where the first process of node 1 is believed to be best, and where better than here. */
function placed({ known, commands = [], here = 3, bytes = 0, threads = 1 }: Believed) {
  const profile = threads === 1 ? undefined : { ...CPU_BOUND, clones: threads };
  const processes = processSpecs(here, 1, { residentBytes: bytes, profile });
  const { cluster, ...simulation } = simulationOf({ nodes: nodeSpecs(4), measures: false });
  const pids = processes.map((spec) => cluster.start(spec));
  for (const command of commands) {
    expect(simulation.commands.execute(command)).toMatchObject({ accepted: true });
  }
  const sent: unknown[] = [];
  const information = {
    known: () => known,
    moved: (...what: unknown[]) => void sent.push(what),
  } as unknown as Information;
  const placement = new BelievedPlacement(cluster, information);
  const slot = cluster.table.find(pids[0]!);
  const result = [placement.best(slot)?.id, placement.better(slot)?.id];
  return { result, placement, cluster, slot, sent };
}

describe('by what a node believes, a process is best placed, and better than here,', () => {
  it.each<[string, Believed, readonly (number | undefined)[]]>([
    ['nowhere where nobody is known', { known: [] }, [undefined, undefined]],
    ['where the least load is', { known: [idle(2, { load: 1 }), idle(3)] }, [3, 3]],
    ['of equals, at the one heard of last', { known: [idle(4), idle(2), idle(3)] }, [4, 4]],
    [
      'where it adds least: 1 + 1 / 4 there, 0.5 + 1',
      { known: [idle(2, { load: 0.5 }), idle(3, { load: 1, countedCpus: 2, speed: 20_000 })] },
      [3, 3],
    ],
    ['not where nobody is taken', { known: [idle(2, { blocked: true }), idle(3)] }, [3, 3]],
    ['not where no node of that number is', { known: [idle(9), idle(3)] }, [3, 3]],
    [
      'not at one that has died since',
      { known: [idle(2), idle(3)], commands: [{ do: 'crash', node: 2 }] },
      [3, 3],
    ],
    ['where it just has room', { known: [idle(2)], bytes: 5e8, here: 1 }, [2, undefined]],
    [
      'not where a byte is missing',
      { known: [idle(2)], bytes: 5e8 + 1, here: 1 },
      [undefined, undefined],
    ],
    [
      'not where its mask forbids it',
      {
        known: [idle(2), idle(3, { load: 1 })],
        commands: [{ do: 'mask', pid: 1000, policy: 'deny', nodes: [2] }],
      },
      [3, 3],
    ],
    // 3 are here: with it there are 3 where 2 are, and fewer where there is a little less load.
    [
      'better only where there is less load with it',
      { known: [idle(2, { load: 2 })] },
      [2, undefined],
    ],
    ['better where there is', { known: [idle(2, { load: 1.99 })] }, [2, 2]],
    // It brings both its threads: 1.5 + 2 > 3.
    [
      'with all its threads',
      { known: [idle(2, { load: 1.5 })], threads: 2, here: 1 },
      [2, undefined],
    ],
    // Two threads to 2 + 2 x 1/4, or to 0.75 + 2 x 1.
    [
      'where its threads add least',
      { known: [idle(2, { load: 0.75 }), idle(3, { load: 2, countedCpus: 4 })], threads: 2 },
      [3, 3],
    ],
  ])('%s', (_, believed, expected) => {
    expect(placed(believed).result).toEqual(expected);
  });

  it('where its node counts on it with its memory and its threads from then on', () => {
    const { placement, cluster, slot, sent } = placed({ known: [idle(2)], bytes: 7, threads: 2 });
    const [first, second] = cluster.nodes;
    placement.sent(slot, first!, second!);
    expect(sent).toEqual([[first!.index, 2, { bytes: 7, threads: 2 }]]);
  });
});
