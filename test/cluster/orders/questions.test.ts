import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/cluster/facts/command.js';
import { type Question, readQuestion } from '../../../src/cluster/facts/question.js';
import type { Simulation } from '../../../src/scenario/simulation.js';
import {
  type ClusterRequest,
  logOf,
  nodeSpec,
  nodeSpecs,
  processSpecs,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';

/** Three nodes, two endless processes of 100 MiB on node 1, after 20 s. */
function running(request: Partial<ClusterRequest> = {}): Simulation {
  const processes = processSpecs(2, 1, { residentBytes: 100 * 2 ** 20 });
  const simulation = simulationOf({ nodes: nodeSpecs(3), processes, ...request });
  runUntil(simulation, 20);
  return simulation;
}

function said(simulation: Simulation, question: Question): string {
  const answer = simulation.questions.answer(question);
  return answer.accepted ? (answer.message ?? '') : `refused: ${answer.reason}`;
}

describe('mosctl, asked of a node itself', () => {
  it.each<[string, string]>([
    ['whois', 'This is MOSIX #1'],
    ['whois 2', 'MOSIX #2 is at IP address 192.168.0.2 (node2)'],
    ['whois node3', 'MOSIX #3 is at IP address 192.168.0.3 (node3)'],
    ['whois 192.168.0.3', 'MOSIX #3 is at IP address 192.168.0.3 (node3)'],
    // Two always-runnable processes on one CPU of speed 10000: a load of 2.00.
    ['getload 1', '200'],
    ['getload 2', '0'],
    ['getspeed 1', '10000'],
    ['status 1', '3 (configured up)'],
    ['isup 1', 'yes'],
    // 1 GiB - 200 MiB.
    ['getmem 1', String(2 ** 30 - 200 * 2 ** 20)],
    ['getfree 1', String(2 ** 30 - 200 * 2 ** 20)],
    ['getutil 1', '100'],
    ['gettune', 'call: 100us one way, 50us to carry it out\nmigration: 6ms before its bytes'],
    ['getyard 1', '10000'],
    ['getdecay 1', 'every 60 s 975 (slow) or 926 (fast) of 1000 are kept'],
  ])('%s prints %j', (line, printed) => {
    expect(said(running(), readQuestion(line.split(' ')) as Question)).toBe(printed);
  });

  it.each<[Command, string, string]>([
    [{ do: 'setspeed', node: 1, speed: 777 }, 'getspeed 1', '777'],
    [{ do: 'setyard', node: 1, yardstick: 20000 }, 'getyard 1', '20000'],
    [
      { do: 'setdecay', node: 1, intervalSeconds: 5, slow: 900, fast: 700 },
      'getdecay 1',
      'every 5 s 900 (slow) or 700 (fast) of 1000 are kept',
    ],
    [{ do: 'stay', node: 1 }, 'status 1', '7 (configured up stay)'],
    [{ do: 'crash', node: 1 }, 'isup 1', 'no'],
    [{ do: 'crash', node: 1 }, 'status 1', '1 (configured)'],
    [{ do: 'crash', node: 1 }, 'getload 1', 'refused: node 1 is down'],
    [{ do: 'leave', node: 2 }, 'status 2', 'Node #2 is not configured'],
  ])('after %j, %s prints %s', (command, line, printed) => {
    const simulation = running();
    simulation.execute(command);
    expect(said(simulation, readQuestion(line.split(' ')) as Question)).toBe(printed);
  });

  // 1 GiB of memory: beyond it progress falls to a tenth over a ramp of a quarter.
  it.each([
    [1, '100'],
    [1.125, '55'], // Half of the ramp: 1 - 0.9 / 2.
    [1.25, '10'],
    [1.5, '10'],
  ])(
    'says with %d GiB in use that %s %% of the time is not spent on waiting for pages',
    (gib, told) => {
      const processes = processSpecs(1, 1, { residentBytes: gib * 2 ** 30 });
      const simulation = running({ processes });
      expect(said(simulation, { ask: 'getutil', node: 1 })).toBe(told);
      // 20 s of an endless process on one CPU of speed 10000.
      const { workDelivered } = simulation.view.totals;
      expect(Math.round((100 * workDelivered) / 20)).toBe(Number(told));
    },
  );

  it('says of a class of ways what it costs', () => {
    const ways = { latencySeconds: 0.02, bandwidth: 1e6, fixedSeconds: 0.5 };
    const network = {
      ...{ bandwidth: 1e7, latencySeconds: 1e-4, handlingSeconds: 5e-5 },
      classes: [{ sites: ['a', 'b'] as const, ...ways }],
    };
    expect(said(running({ network }), { ask: 'gettune' })).toContain(
      'a to b: 20ms one way, 500ms before the bytes of a migration',
    );
  });

  it('is answered by a kernel without openMosix as such', () => {
    const nodes = nodeSpecs(3, { mosix: false });
    expect(said(running({ nodes }), { ask: 'getload' })).toBe(
      'refused: Error: this is not OpenMosix!',
    );
  });
});

describe('mosctl, asked of another node', () => {
  it('says what was heard of it, as long as that is believed', () => {
    const simulation = running();
    const asked = (ask: Question['ask']) => said(simulation, { ask, node: 1, on: 3 });
    expect([asked('isup'), asked('getload'), asked('getspeed')]).toEqual(['yes', '200', '10000']);
    simulation.execute({ do: 'cut', node: 1, other: 3 });
    simulation.execute({ do: 'cut', node: 1, other: 2 });
    // staleness is 10 s.
    runUntil(simulation, 31);
    expect([asked('isup'), asked('status')]).toEqual(['no', '1 (configured)']);
    expect(asked('getload')).toBe('refused: node 3 has not heard of node 1');
    expect(said(simulation, { ask: 'isup', node: 1 })).toBe('yes');
  });

  it('cannot say what nodes do not tell each other', () => {
    expect(said(running(), { ask: 'getutil', node: 1, on: 2 })).toBe(
      'refused: node 1 does not send getutil to others: ask at 1',
    );
  });

  it('says that a node which omdiscd has not found is not configured', () => {
    const nodes = nodeSpecs(2).map((node) => ({ ...node, interface: `eth${node.id}` }));
    const simulation = running({ nodes, discovery: 'omdiscd' });
    expect(said(simulation, { ask: 'getload', node: 2, on: 1 })).toBe('Node #2 is not configured');
  });
});

describe('a check of the timeline', () => {
  it('is answered by an event, and a wrong one refused by one', () => {
    const simulation = simulationOf({ nodes: nodeSpecs(2), processes: processSpecs(1, 1) });
    const log = logOf(simulation);
    const events: unknown[] = [];
    simulation.cluster.observe((event) => events.push(event), { types: ['checked', 'refused'] });
    simulation.execute({ do: 'check', ask: 'isup', node: 2, on: 1 });
    runUntil(simulation, 5);
    simulation.execute({ do: 'check', ask: 'isup', node: 2, on: 1 });
    simulation.execute({ do: 'check', ask: 'isup', node: 7 });
    expect(log.length).toBeGreaterThan(0);
    expect(events).toMatchObject([
      { at: 0, type: 'checked', node: 1, ask: 'isup', message: 'no' },
      { at: 5, type: 'checked', node: 1, ask: 'isup', message: 'yes' },
      { at: 5, type: 'refused', reason: 'there is no node 7' },
    ]);
  });
});

describe('showmap', () => {
  it('prints the table of a node, consecutive ones as one line', () => {
    const nodes = [1, 2, 3, 2780].map((id) => nodeSpec(id));
    nodes[3] = nodeSpec(2780, { address: '192.168.10.220' });
    expect(said(running({ nodes }), { ask: 'showmap', node: 2780 }).split('\n')).toEqual([
      'My Node-Id: 0x0adc',
      '',
      'Base Node-Id Address          Count',
      '------------ ---------------- -----',
      '0x0001       192.168.0.1      3',
      '0x0adc       192.168.10.220   1',
    ]);
  });

  it('has only those that omdiscd has found', () => {
    const nodes = nodeSpecs(3).map((node) => ({ ...node, interface: `eth${node.id % 2}` }));
    const map = said(running({ nodes, discovery: 'omdiscd' }), { ask: 'showmap', node: 1 });
    expect(map).toContain('0x0001       192.168.0.1      1\n0x0003       192.168.0.3      1');
    expect(map).not.toContain('0x0002');
  });
});

describe('the words of a question', () => {
  it.each([
    [[], 'getdecay showmap'],
    [['getlod'], 'mosctl answers whois getload'],
    [['getload', '1', '2'], 'use: getload [N#|NAME|ADDRESS]'],
  ])('%j are no question: %s', (words, problem) => {
    expect(readQuestion(words)).toContain(problem);
  });
});
