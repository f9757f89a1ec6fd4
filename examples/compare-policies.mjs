// How much longer processes take than on an idle cluster, under each policy that places them.
import { run } from 'mtop-sim';

for (const policy of ['none', 'random', 'jsq', 'power-of-d', 'central-jsq']) {
  const { meanSlowdown } = await run('auckland', { policy, until: 1800 });
  console.log(policy.padEnd(12), meanSlowdown.toFixed(2));
}
