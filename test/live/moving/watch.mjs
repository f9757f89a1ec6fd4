/**
 * watch.mjs JOB...: until it is told to end, looks from outside whether two copies of a job run. A
 * process that criu makes is not stopped from its first moment: two count when three looks in a row
 * have seen them.
 */
import { readdirSync, readFileSync } from 'node:fs';

const jobs = new Map(process.argv.slice(2).map((job) => [job, { row: 0, twice: 0, looks: 0 }]));
let isOver = false;
process.on('SIGTERM', () => {
  isOver = true;
});
while (!isOver) {
  const running = new Map();
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue;
    try {
      if (readFileSync(`/proc/${pid}/comm`, 'latin1') !== 'perl\n') continue;
      const job = readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0')[4];
      if (!jobs.has(job)) continue;
      const state = /\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))[1];
      if ('RSD'.includes(state)) running.set(job, (running.get(job) ?? 0) + 1);
    } catch {
      // It has ended.
    }
  }
  for (const [job, seen] of jobs) {
    seen.looks++;
    seen.row = (running.get(job) ?? 0) > 1 ? seen.row + 1 : 0;
    if (seen.row === 3) seen.twice++;
  }
  await new Promise((done) => setTimeout(done, 8));
}
for (const [job, { twice, looks }] of jobs) {
  process.stdout.write(`${job}: ${looks} looks from outside, two ran ${twice} times\n`);
}
