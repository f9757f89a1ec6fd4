import { expect, it } from 'vitest';
import { Capacities } from '../../src/cluster/capacities.js';
import { nodeSpecs } from '../support/cluster-builder.js';

it('nodes that are alike have one capacity in common, others none', () => {
  const capacities = new Capacities();
  const [first, second] = nodeSpecs(2);
  expect(capacities.of(second!)).toBe(capacities.of(first!));
  for (const change of [{ speed: 1 }, { threads: 3 }, { memoryBytes: 7 }, { htAware: true }]) {
    const other = { ...second!, ...change };
    expect(capacities.of(other)).toMatchObject(change);
    expect(capacities.of(other)).not.toBe(capacities.of(first!));
  }
});
