import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { findPolicy } from '../../src/scheduler/policies/registry.js';
import { accountOf } from '../support/account.js';
import { shipped } from '../support/shipped.js';

const folder = new URL('../../config/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
const names = files.map((file) => file.replace(/\.yaml$/, '')).sort();

/** The longest is two hours of Auckland, of which the first half hour says enough. */
const MOST_SECONDS = 1800;

// `npx vitest run test/scenario/as-before.test.ts -u` writes it anew; the CHANGELOG says why.
it('the shipped scenarios go as they went before', async () => {
  const accounts = names.map((name) => {
    const scenario = shipped(name);
    const until = Math.min(scenario.untilSeconds, MOST_SECONDS);
    return `${name}\n${accountOf(scenario, findPolicy(scenario.policy)!, { until, looks: 10 })}\n`;
  });
  await expect(accounts.join('\n')).toMatchFileSnapshot('as-before.txt');
});
