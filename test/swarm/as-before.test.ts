import { expect, it } from 'vitest';
import { accountOf } from '../support/account.js';
import fc from '../support/properties.js';
import { swarmPolicy } from './policies.js';
import { calmScenario, randomScenario, SECONDS } from './random-scenario.js';

// `npx vitest run test/swarm/as-before.test.ts -u` writes it anew; the CHANGELOG says why.
it.each([
  ['to which anything may happen', 'anything.txt', randomScenario, 60],
  ['that do without ticks', 'calm.txt', calmScenario, 20],
] as const)('random clusters %s go as they went before', async (_, file, scenarios, count) => {
  const drawn = fc.sample(fc.noBias(scenarios), { seed: 2003, numRuns: count });
  const accounts = drawn.map((scenario, index) => {
    const policy = swarmPolicy(scenario.policy);
    return `run ${index}\n${accountOf(scenario, policy, { until: SECONDS, looks: 8 })}\n`;
  });
  await expect(accounts.join('\n')).toMatchFileSnapshot(file);
});
