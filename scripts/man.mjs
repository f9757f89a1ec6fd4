/** The last step of the build: writes the manual page, as the program prints it. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../bin/mtop-sim.js', import.meta.url));
const folder = new URL('../man/', import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(new URL('mtop-sim.1', folder), execFileSync(process.execPath, [program, 'man']));
