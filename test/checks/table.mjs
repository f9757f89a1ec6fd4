/** @typedef {import('./check.mjs').Line} Line */

/** @param {Line} line for a terminal */
export function textOf({ check, what, expected, measured, interval, holds, isFinding = false }) {
  const verdict = holds ? 'holds' : isFinding ? 'not so' : 'FAILS';
  const found = interval === '' ? measured : `${measured} (${interval})`;
  return `${verdict.padEnd(6)}  ${String(check).padStart(2)}  ${what}: ${found}; expected ${expected}\n`;
}

const HEAD = `# What the laboratory is checked against

Written by \`npm run checks -- write\`: each line is measured by the program as it is built, with fixed seeds. Lines
without an interval are exact, or have it beside the figure. Others are means of runs with their 95 % intervals: they hold where they are at most three
standard errors off the figure, or within the bounds that are named; a law for infinitely many nodes may be 2 % off.
\`npm run checks -- 7 12\` runs some of them, \`-- long\` more studies where a proportion is checked.
Check 14 on a Slurm cluster that loses a node is a test, which \`.ci/run\` runs; by hand \`MTOP_SLURM=1 npx vitest run test/lab/slurm.test.ts\`.

| | what | expected | measured | interval | holds |
| ---: | --- | --- | --- | --- | --- |
`;

/** @param {readonly Line[]} lines in Markdown */
export function documentOf(lines) {
  const rows = lines.map(({ check, what, expected, measured, interval, holds }) => {
    const cells = [`${check}`, what, expected, measured, interval, holds ? 'yes' : '**no**'];
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  });
  return HEAD + rows.join('');
}
