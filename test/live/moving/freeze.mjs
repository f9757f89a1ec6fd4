import { readFileSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { drop, LAB, move, run, WORK, wait } from './lab.mjs';

/** Memory and how much of it is written a second, MB. */
const SIZES = [
  [10, 1],
  [100, 5],
  [500, 20],
];

/** How long a job stands still: by its calls, and the longest gap between its own time stamps. */
export async function freeze(_, say) {
  say(
    '| memory | written | rehearsal | stopped (median, all) | longest gap in its time stamps | load |',
  );
  say('| --- | --- | --- | --- | --- | --- |');
  for (const [mb, rate] of SIZES) {
    const job = `dirty-${mb}`;
    await run(job, 'perl', join(LAB, 'dirty.pl'), String(mb), String(rate), job);
    await wait(2000 + mb * 20);
    let here = 1;
    const found = { yes: [], no: [] };
    for (let i = 0; i < 6; i++) {
      const rehearsal = i % 2 === 0 ? 'no' : 'yes';
      const target = here === 1 ? 2 : 1;
      writeFileSync(join(WORK, `${job}.log`), '');
      const { outcome, times } = await move(job, here, target, {
        rehearseKb: rehearsal === 'yes' ? 0 : 1e9,
      });
      await wait(500);
      if (outcome.kind !== 'moved') {
        say(`  ${mb} MB, ${rehearsal}: ${outcome.kind}, ${outcome.reason}`);
        continue;
      }
      here = target;
      const go = times.findLast(({ verb }) => verb === 'go').ms;
      const dump = times[times.findIndex(({ verb }) => verb === 'dump') - 1].ms;
      found[rehearsal].push({ stopped: go - dump, gap: longestGap(job) });
    }
    for (const rehearsal of ['no', 'yes']) {
      const both = found[rehearsal];
      const seconds = (key) => both.map((one) => one[key] / 1000).sort((a, b) => a - b);
      const text = (key) => {
        const all = seconds(key);
        return `${all[Math.floor(all.length / 2)]?.toFixed(2)} s (${all.map((s) => s.toFixed(2)).join(' ')})`;
      };
      say(
        `| ${mb} MB | ${rate} MB/s | ${rehearsal} | ${text('stopped')} | ${text('gap')} | ${loadavg()[0].toFixed(0)} |`,
      );
    }
    await drop(job);
  }
}

function longestGap(job) {
  const stamps = readFileSync(join(WORK, `${job}.log`), 'utf8')
    .trimEnd()
    .split('\n')
    .map(Number);
  return (
    1000 * stamps.reduce((most, now, i) => (i > 0 ? Math.max(most, now - stamps[i - 1]) : 0), 0)
  );
}
