/**
 * Runs the checks of the laboratory and prints a table of them: `npm run checks`. `-- 7 12`: only
 * these; `-- long`: with more runs; `-- write`: into docs/checks.md as well.
 *
 * @typedef {(
 *   check: Check,
 *   studies: StudiesHere,
 *   options: { isLong: boolean },
 * ) => void | Promise<void>} RunCheck
 */
import { writeFileSync } from 'node:fs';
import { Check } from './check.mjs';
import { INFORMATION } from './information.mjs';
import { LAWS } from './laws.mjs';
import { LITERATURE } from './literature.mjs';
import { ONE_SAMPLE } from './one-sample.mjs';
import { PRECISION } from './precision.mjs';
import { SAMENESS } from './sameness.mjs';
import { STATISTICS } from './statistics.mjs';
import { StudiesHere } from './studies-here.mjs';
import { documentOf, textOf } from './table.mjs';
import { TRACES } from './traces.mjs';

/** @type {Record<number, RunCheck>} */
const CHECKS = {
  ...STATISTICS,
  ...LAWS,
  ...PRECISION,
  ...INFORMATION,
  ...SAMENESS,
  ...TRACES,
  ...LITERATURE,
  ...ONE_SAMPLE,
};
const words = process.argv.slice(2);
const unknown = words.filter((word) => !(word in CHECKS || ['long', 'write'].includes(word)));
if (unknown.length > 0) {
  const known = Object.keys(CHECKS).join(' ');
  process.stderr.write(
    `there is no ${unknown.join(' ')}; the checks are ${known} (and: long, write)\n`,
  );
  process.exit(2);
}
const asked = words.filter((word) => word in CHECKS).map(Number);
const numbers = asked.length > 0 ? asked : Object.keys(CHECKS).map(Number);
const options = { isLong: words.includes('long') };

/** @type {import('./check.mjs').Line[]} */
const lines = [];
const started = performance.now();
for (const number of numbers) {
  const studies = new StudiesHere();
  const check = new Check(number);
  const before = performance.now();
  try {
    await CHECKS[number](check, studies, options);
  } finally {
    studies.remove();
  }
  lines.push(...check.lines);
  for (const line of check.lines) process.stdout.write(textOf(line));
  const seconds = ((performance.now() - before) / 1000).toFixed(1);
  process.stderr.write(`check ${number}: ${seconds} s\n`);
}
const held = lines.filter(({ holds }) => holds).length;
const failed = lines.filter(({ holds, isFinding = false }) => !holds && !isFinding).length;
const minutes = ((performance.now() - started) / 60_000).toFixed(1);
process.stdout.write(`${held} of ${lines.length} lines hold, ${failed} fail, in ${minutes} min\n`);
if (words.includes('write')) writeFileSync('docs/checks.md', documentOf(lines));
process.exitCode = failed === 0 ? 0 : 1;
