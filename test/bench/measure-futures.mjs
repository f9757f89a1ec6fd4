/**
 * How long it takes to run an hour of auckland ahead under three policies, and how long the thread
 * of the screen is kept from its next frame meanwhile: `npm run bench:futures`.
 */
import { openToRecord } from '../../dist/cli/opening/open-recording.js';
import { futuresOf } from '../../dist/cli/running/futures.js';
import { median } from './median.mjs';

const POLICIES = ['none', 'round-robin', 'jsq'];
const TIMES = 5;
const LIMIT_SECONDS = 2;

const { session, made } = await openToRecord('auckland', {});
const futures = futuresOf(session, made);
const took = [];
let longestPause = 0;
for (let time = 0; time < TIMES; time++) {
  session.advance(600 * (time + 1));
  let last = performance.now();
  const frames = setInterval(() => {
    const now = performance.now();
    longestPause = Math.max(longestPause, now - last);
    last = now;
    session.view().processes();
  }, 1);
  const started = performance.now();
  await new Promise((resolve) => {
    let left = POLICIES.length;
    futures.start(
      {
        ways: POLICIES.map((name) => ({ commands: [{ do: 'policy', name }] })),
        untilSeconds: session.view().now + 3600,
      },
      (_, { figures, problem }) => {
        if (problem !== undefined) throw new Error(problem);
        if (figures !== undefined && --left === 0) resolve();
      },
    );
  });
  took.push((performance.now() - started) / 1000);
  clearInterval(frames);
}
console.log(
  `auckland, 1 h under ${POLICIES.length} policies: ${median(took).toFixed(2)} s (median of ${TIMES}, limit ${LIMIT_SECONDS}); ` +
    `the screen waited ${longestPause.toFixed(0)} ms at most`,
);
process.exitCode = median(took) <= LIMIT_SECONDS ? 0 : 1;
