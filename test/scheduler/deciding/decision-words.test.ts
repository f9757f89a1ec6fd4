import { describe, expect, it } from 'vitest';
import { figuresOf, sentenceOf } from '../../../src/scheduler/deciding/decision-words.js';

describe('the numbers of a decision in words', () => {
  it.each([
    [{}, ''],
    [{ load: 0.971 }, 'load 0.97'],
    [{ load: 0.57, best: 3, bestLoad: 0.45, predicted: 0.56 }, 'load 0.57, 0.56 at node 3 with it'],
    [{ load: 0.12, best: 1, bestLoad: 0, gain: 1.84 }, 'load 0.12, 1.8 times as fast at node 1'],
    [{ freeBytes: 12 * 2 ** 20, bestFreeBytes: 2 ** 30 }, 'free memory 12M, 1.0G there'],
    [{ load: 0.5312, best: 3, predicted: 0.5297 }, 'load 0.5312, 0.5297 at node 3 with it'],
    [{ load: 1.5, targetLoad: 0.5, tries: 2 }, 'load 1.50, target load 0.50, tries 2'],
    [{ load: 2, best: 4, bestLoad: 0.456 }, 'load 2.00, 0.46 at node 4'],
    [{ load: 0.5312, best: 3, bestLoad: 0.5297 }, 'load 0.53, 0.53 at node 3'],
    [{ load: 1, predicted: 1 }, 'load 1.0000, 1.0000 there with it'],
    [{ predicted: 0.25, bestLoad: 7 }, '0.25 there with it'],
    [{ bestLoad: 0 }, '0.00 there'],
    [{ gain: 12, predicted: 1, bestLoad: 2 }, '12.0 times as fast there'],
    [{ load: 1, moveSeconds: 2, wonSeconds: 90 }, 'load 1.00, moving takes 2s, wins 90s'],
    [{ freeBytes: 0, bestFreeBytes: 0, best: 2 }, 'free memory 0B, 0B at node 2'],
    [{ cpu2Use: 0.126, RTT: 3 }, 'cpu2 use 0.13, RTT 3'],
  ])('%j is "%s"', (numbers, text) => {
    expect(figuresOf(numbers)).toBe(text);
  });

  it('come before the reason', () => {
    const decision = { move: undefined, reason: 'nothing runs here' } as const;
    expect(sentenceOf(decision)).toBe('nothing runs here');
    expect(sentenceOf({ ...decision, numbers: { load: 0 } })).toBe('load 0.00: nothing runs here');
  });
});
