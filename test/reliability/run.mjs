import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ATTACKS } from './attacks.mjs';
import { Bench } from './bench.mjs';

// Runs the smallest reproduction of every defect that attacks on the program once found, one after
// the other (or those that are named: D4 D6), and says what each does now. Exit code 1 when one is
// back.
const wanted = process.argv.slice(2);
const unknown = wanted.filter((id) => !ATTACKS.some((attack) => attack.id === id));
if (unknown.length > 0) {
  const known = ATTACKS.map(({ id }) => id).join(' ');
  process.stderr.write(`there is no ${unknown.join(' ')}; the defects are ${known}\n`);
  process.exit(2);
}
let back = 0;
for (const { id, about, attack } of ATTACKS) {
  if (wanted.length > 0 && !wanted.includes(id)) continue;
  const folder = mkdtempSync(join(tmpdir(), 'mtop-reliability-'));
  let line;
  try {
    line = `${id.padEnd(4)} holds  ${about}: ${await attack(new Bench(folder))}`;
  } catch (error) {
    back++;
    line = `${id.padEnd(4)} FAILS  ${about}: ${error.message}`;
  }
  rmSync(folder, { recursive: true });
  process.stdout.write(`${line}\n`);
}
process.exitCode = back > 0 ? 1 : 0;
