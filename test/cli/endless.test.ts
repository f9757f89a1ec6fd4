import { describe, expect, it } from 'vitest';
import { whyEndless } from '../../src/cli/running/endless.js';
import { scenarioOf } from '../scenario/parse-text.js';

function whyOf(...timeline: readonly string[]): string | undefined {
  return whyEndless(
    scenarioOf(`
nodes: [{ count: 1 }]
workload: [{ work: 10s }]
timeline: [${timeline.join(', ')}]`),
  );
}

describe('a process that is stopped', () => {
  const stop = '{ at: 1s, do: stop, pid: 1000 }';
  const kill = (signal: string) => `{ at: 2s, do: kill, pid: 1000, signal: ${signal} }`;
  const forGood = 'timeline[0] stops a process for good';

  it.each([
    ['by stop', [stop], forGood],
    ['by a signal', [kill('STOP')], forGood],
    ['twice', [stop, kill('STOP')], forGood],
    ['and goes on', [stop, kill('CONT')], undefined],
    ['and another one goes on', [stop, '{ at: 2s, do: cont, pid: 1001 }'], forGood],
    ['and is ended', [stop, kill('KILL')], undefined],
    ['not at all', [kill('HUP')], undefined],
  ])('%s makes a run endless or not', (_, timeline, why) => {
    expect(whyOf(...timeline)).toBe(why);
  });
});
