import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/kernel/random.js';
import { Gossip } from '../../../src/scheduler/information/gossip.js';
import { Perfect } from '../../../src/scheduler/information/perfect.js';
import { LoadMeter } from '../../../src/scheduler/measuring/load-meter.js';
import { nodeSpecs, OPENMOSIX, simulationOf } from '../../support/cluster-builder.js';

/** Two idle nodes; the second one has told the first what it is, at 0 s. */
function told() {
  const { cluster, agenda, commands } = simulationOf({ nodes: nodeSpecs(2), measures: false });
  const meter = new LoadMeter(cluster, OPENMOSIX, OPENMOSIX.period);
  const gossip = new Gossip(cluster, OPENMOSIX, { meter, random: new Random(1) });
  const [first, second] = cluster.nodes.map(({ index }) => index);
  gossip.tick(second!);
  const believedLoad = () => gossip.known(first!)[0]!.load;
  return { gossip, meter, first: first!, second: second!, agenda, believedLoad, commands, cluster };
}

const PROCESS = { bytes: 1e6, threads: 1 };

describe('what a node adds to what it believes, for a process that it has sent', () => {
  it('counts on top of what was said less than two periods after the move, one process each', () => {
    const { gossip, meter, first, second, agenda, believedLoad } = told();
    const freeBytes = () => gossip.known(first)[0]!.freeBytes;
    const before = freeBytes();
    expect(believedLoad()).toBe(0);
    agenda.skipTo(0.5);
    gossip.moved(first, 2, PROCESS);
    expect(believedLoad()).toBe(1);
    gossip.moved(first, 2, PROCESS);
    expect(believedLoad()).toBe(2);
    expect(freeBytes()).toBe(before - 2e6);
    for (const [at, load] of [
      [1, 2],
      [2.4, 2],
      [2.5, 0],
    ] as const) {
      agenda.skipTo(at);
      meter.measure(second);
      gossip.tick(second);
      expect(believedLoad()).toBe(load);
    }
  });

  it('counts each thread of a process that moves with all of them', () => {
    const { gossip, first, agenda, believedLoad } = told();
    agenda.skipTo(0.5);
    gossip.moved(first, 2, { bytes: 1e6, threads: 4 });
    expect(believedLoad()).toBe(4);
  });

  it('is forgotten with all that it believes', () => {
    const { gossip, first, second, believedLoad } = told();
    gossip.moved(first, 2, PROCESS);
    gossip.reset(first);
    expect(gossip.known(first)).toEqual([]);
    gossip.tick(second);
    expect(believedLoad()).toBe(0);
  });
});

describe('perfect information', () => {
  it('says nothing of a node that is quiet (mosctl quiet)', () => {
    const { cluster, commands, first } = told();
    const perfect = new Perfect(cluster);
    expect(perfect.known(first).map(({ node }) => node)).toEqual([2]);
    commands.execute({ do: 'quiet', node: 2 });
    expect(perfect.known(first)).toEqual([]);
  });
});
