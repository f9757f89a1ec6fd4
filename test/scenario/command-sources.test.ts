import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/cluster/facts/command.js';
import { restore, saved } from '../../src/kernel/archive.js';
import { Random } from '../../src/kernel/random.js';
import { type CommandSource, MergedCommands } from '../../src/scenario/command-source.js';
import { faultSources } from '../../src/scenario/faults.js';
import { StrangerSource, type StrangerSpec } from '../../src/scenario/strangers.js';
import { TimelineSource } from '../../src/scenario/timeline-source.js';
import fc from '../support/properties.js';

const lock = (pid: number): Command => ({ do: 'lock', pid });

function taken(source: CommandSource, most = 1000): readonly (readonly [number, Command])[] {
  const found: (readonly [number, Command])[] = [];
  while (source.nextTime < Number.POSITIVE_INFINITY && found.length < most) {
    const at = source.nextTime;
    found.push([at, source.pop()]);
  }
  return found;
}

const timelines = fc
  .array(fc.nat(9), { maxLength: 8 })
  .map((times) => times.map((atSeconds, index) => ({ atSeconds, command: lock(index + 1) })));

describe('the commands of several sources', () => {
  it('come in the order of time, of one instant those of the first source first', () => {
    fc.assert(
      fc.property(fc.array(timelines, { maxLength: 4 }), (all) => {
        const merged = new MergedCommands(all.map((timeline) => new TimelineSource(timeline)));
        const sorted = all
          .flatMap((timeline) => timeline.toSorted((a, b) => a.atSeconds - b.atSeconds))
          .toSorted((a, b) => a.atSeconds - b.atSeconds);
        const inOrder = all
          .flatMap((timeline, source) => timeline.map((entry) => ({ ...entry, source })))
          .toSorted((a, b) => a.atSeconds - b.atSeconds || a.source - b.source);
        expect(taken(merged)).toEqual(
          inOrder.map(({ atSeconds, command }) => [atSeconds, command]),
        );
        expect(inOrder).toHaveLength(sorted.length);
        expect(merged.nextTime).toBe(Number.POSITIVE_INFINITY);
      }),
      { numRuns: 100 },
    );
  });

  it('go on where they were put away, also over others that had gone on', () => {
    const cut = { nodes: 'all', kind: 'cut', mttf: { kind: 'exponential', mean: 3 } } as const;
    const spec: StrangerSpec = {
      ...{ address: '10.9.8.7', startSeconds: 1, untilSeconds: 20, everySeconds: 2 },
      ...{ to: 'random', claims: { node: 9, load: 0, speed: 1, cpus: 1, freeBytes: 0 } },
    };
    const make = () => {
      const random = new Random(3);
      const faults = faultSources(
        [{ ...cut, mttr: { kind: 'exponential', mean: 2 } }],
        [1, 2, 3],
        random.split('faults'),
      );
      const timeline = new TimelineSource([
        { atSeconds: 4, command: lock(1) },
        { atSeconds: 9, command: lock(2) },
      ]);
      const stranger = new StrangerSource(spec, [1, 2, 3], random.split('strangers'));
      return new MergedCommands([timeline, stranger, ...faults]);
    };
    const whole = taken(make(), 80);
    for (const [before, over] of [
      [0, 5],
      [1, 40],
      [7, 0],
      [20, 60],
      [60, 3],
    ] as const) {
      const [first, second] = [make(), make()];
      expect(taken(first, before)).toEqual(whole.slice(0, before));
      taken(second, over);
      restore(second, saved(first));
      expect(second.nextTime).toBe(first.nextTime);
      expect(taken(second, 80 - before)).toEqual(whole.slice(before));
    }
  });
});

describe('the commands of a timeline', () => {
  it('leave the timeline as it is', () => {
    const timeline = [
      { atSeconds: 2, command: lock(1) },
      { atSeconds: 1, command: lock(2) },
    ];
    const source = new TimelineSource(timeline);
    expect(source.nextTime).toBe(1);
    taken(source);
    expect(timeline.map(({ atSeconds }) => atSeconds)).toEqual([2, 1]);
    expect(new TimelineSource([]).nextTime).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('the messages of a stranger', () => {
  const spec: StrangerSpec = {
    ...{ address: '10.9.8.7', startSeconds: 5, untilSeconds: 11, everySeconds: 2, to: 1 },
    claims: { node: 9, load: 0, speed: 1, cpus: 1, freeBytes: 0 },
  };

  it('come from its start every so often, none at its end', () => {
    const messages = taken(new StrangerSource(spec, [1, 2], new Random(1)));
    expect(messages.map(([at]) => at)).toEqual([5, 7, 9]);
    expect(messages[0]![1]).toEqual({
      ...{ do: 'intrude', from: '10.9.8.7', node: 1, claims: spec.claims },
    });
  });

  it('go to each node equally often, where they go to a random one', () => {
    const endless = { ...spec, to: 'random', untilSeconds: Number.POSITIVE_INFINITY } as const;
    const messages = taken(new StrangerSource(endless, [4, 5, 7], new Random(1)), 3000);
    for (const node of [4, 5, 7]) {
      const many = messages.filter(([, command]) => 'node' in command && command.node === node);
      expect(Math.abs(many.length - 1000)).toBeLessThan(100);
    }
  });
});

describe('faults of random nodes', () => {
  const one = { kind: 'constant', value: 1 } as const;

  it('are as many sources as there are nodes that fail; one node alone cannot be cut off', () => {
    const count = (kind: 'cut' | 'crash', nodes: readonly number[] | 'all', all: number[]) =>
      faultSources([{ nodes, kind, mttf: one, mttr: one }], all, new Random(1)).length;
    expect(count('cut', 'all', [1])).toBe(0);
    expect(count('crash', 'all', [1])).toBe(1);
    expect(count('cut', 'all', [1, 2])).toBe(2);
    expect(count('cut', [2], [1, 2, 3])).toBe(1);
  });

  it('differ from node to node and from fault to fault', () => {
    const mttf = { kind: 'exponential', mean: 5 } as const;
    const spec = { nodes: 'all', kind: 'crash', mttf, mttr: one } as const;
    const sources = faultSources([spec, spec], [1, 2], new Random(1));
    expect(new Set(sources.map(({ nextTime }) => nextTime)).size).toBe(4);
  });
});
