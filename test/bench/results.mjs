import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';

/** Writes results beside the programs, with what they were measured on. */
export function writeResults(name, results) {
  const [cpu] = cpus();
  const measuredOn = { node: process.version, cpu: cpu?.model.trim(), cores: cpus().length };
  const file = fileURLToPath(new URL(name, import.meta.url));
  writeFileSync(file, `${JSON.stringify({ measuredOn, ...results }, roundNumbers, 2)}\n`);
  return file;
}

/** More digits than were measured would only make differences longer. */
function roundNumbers(_key, value) {
  if (typeof value !== 'number' || Number.isInteger(value)) return value;
  return Number(value.toPrecision(5));
}
