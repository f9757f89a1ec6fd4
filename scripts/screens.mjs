/** npm run screens: makes the pictures of docs/screens anew, with the program as it was built. */
import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PICTURES, wordsOf } from './pictures.mjs';

const folder = new URL('../docs/screens/', import.meta.url);
const program = fileURLToPath(new URL('../bin/mtop-sim.js', import.meta.url));

// That of real nodes is made by live-screen.mjs, where there are some.
for (const file of readdirSync(folder)) if (file !== 'live.svg') rmSync(new URL(file, folder));
for (const name of Object.keys(PICTURES)) {
  const svg = execFileSync(process.execPath, [program, ...wordsOf(name)], { maxBuffer: 2 ** 24 });
  writeFileSync(new URL(`${name}.svg`, folder), svg);
}
