// A policy of one's own as an object: each process starts where the fewest are.
import { run } from 'mtop-sim';

/** @type {import('mtop-sim/policy').Policy} */
const fewest = {
  name: 'fewest',
  about: 'a process starts where the fewest are',
  scope: 'cluster',
  place({ nodes }) {
    const [best] = [...nodes].sort((a, b) => a.runnable + a.incoming - b.runnable - b.incoming);
    return { to: best?.node, reason: 'the fewest there' };
  },
};

const { policy, processes } = await run('auckland', { policy: fewest, until: 1800 });
console.log(`${policy}: ${processes.completed} of ${processes.arrived} done`);
