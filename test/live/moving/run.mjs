/**
 * Real moves on real nodes: `npm run live:faults -- [matrix] [freeze] [faults TIMES] [kills COUNT] [ring MOVES]
 * [spread JOBS]`.
 * The nodes are LIVE_HOSTS (n1,n2,n3) as LIVE_SSH (ssh) reaches them; test/live/setup-live.sh makes some.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { faults } from './faults.mjs';
import { freeze } from './freeze.mjs';
import {
  close,
  drop,
  grows,
  HOSTS,
  isWhole,
  move,
  recoverHere,
  reports,
  seat,
  size,
  steps,
  WORK,
  wait,
  watch,
  wrongWith,
} from './lab.mjs';
import { matrix } from './matrix.mjs';
import { spread } from './spread.mjs';

const say = (line) => process.stdout.write(`${line}\n`);

/** Seats killed at random moments of a move, with or without their ssh; then somebody recovers. */
async function kills(count) {
  let wrong = 0;
  const states = new Map();
  const job = 'killed';
  await steps(job, 5, 4_000_000);
  await grows(job);
  const end = watch(job);
  const usualMs = await usualMove(job);
  for (let i = 0; i < count; i++) {
    const here = (await reports(job)).findIndex((report) => report?.cell === 'runs') + 1;
    const target = (here % HOSTS.length) + 1;
    const killAfterMs = usualMs * (0.3 + 0.7 * Math.random());
    const { code, said } = await seat(job, HOSTS[target - 1], {
      killAfterMs,
      withChildren: i % 2 === 1,
    });
    const state =
      (await reports(job))
        .map((report) =>
          report?.leaving
            ? `leaving ${report.leaving.fate}`
            : report?.arrived
              ? 'arrived'
              : report?.arriving
                ? 'arriving'
                : '',
        )
        .filter(Boolean)
        .join(', ') || 'nothing open';
    const key = code === null ? state : `not killed, ${said.split(' ')[1]}`;
    states.set(key, (states.get(key) ?? 0) + 1);
    const recovered = await recoverHere(job);
    const faulty = await wrongWith(job);
    if (faulty.length === 0) continue;
    wrong++;
    say(`  WRONG at ${i}, ${key}: ${faulty.join('; ')}; recover: ${recovered.kind}`);
    if (faulty.some((one) => /copies|still/.test(one))) await steps(job, 5, 4_000_000);
  }
  say(await end());
  for (const [key, times] of [...states].sort((a, b) => b[1] - a[1])) say(`  ${times} ${key}`);
  say(
    `kills: ${count - wrong} of ${count} seats killed, then recovered: one copy, right output, nothing left`,
  );
  await drop(job);
}

/** How long a seat takes that nobody kills, ms: its job ends where it began. */
async function usualMove(job) {
  const start = performance.now();
  for (const host of [HOSTS[1], HOSTS[0]]) await seat(job, host);
  return (performance.now() - start) / 2;
}

/** A job round a ring of nodes, until it has moved so often; then it ends by itself. */
async function ring(moves) {
  const job = 'ring';
  await steps(job, 20, 4_000_000);
  await grows(job);
  const end = watch(job);
  const stopped = [];
  let here = 1;
  let stayed = 0;
  for (let i = 0; i < moves; ) {
    const target = (here % HOSTS.length) + 1;
    const { outcome, times } = await move(job, here, target, { rehearseKb: 1e9 });
    if (outcome.kind !== 'moved') {
      stayed++;
      say(`  ${outcome.kind}: ${outcome.reason}`);
      if (stayed > 20) break;
      continue;
    }
    const at = (verb) => times.findLast((time) => time.verb === verb).ms;
    stopped.push(at('go') - at('room'));
    here = target;
    i++;
  }
  writeFileSync(join(WORK, `${job}.stop`), '');
  let exit;
  for (let i = 0; i < 300 && exit === undefined; i++) {
    await wait(100);
    exit = (await reports(job))[here - 1]?.exit;
  }
  say(await end());
  stopped.sort((a, b) => a - b);
  const ms = (part) => Math.round(stopped[Math.floor(part * (stopped.length - 1))]);
  say(
    `ring: ${stopped.length} moves, ${stayed} refused, stopped ${ms(0)}-${ms(1)} ms (median ${ms(0.5)}); ` +
      `exit status ${exit}; ${size(job)} bytes of output ${isWhole(job, 20) ? 'identical' : 'NOT IDENTICAL'} to an unmoved run`,
  );
  await drop(job);
}

const words = process.argv.slice(2);
const SECTIONS = { matrix, freeze, faults, kills, ring, spread };
for (let i = 0; i < words.length; i++) {
  const number = /^\d+$/.test(words[i + 1] ?? '') ? Number(words[++i]) : undefined;
  const name = words[number === undefined ? i : i - 1];
  const start = performance.now();
  await SECTIONS[name](number ?? { faults: 1, kills: 20, ring: 50, spread: 12 }[name], say);
  say(`${name}: ${((performance.now() - start) / 1000).toFixed(0)} s\n`);
}
close();
