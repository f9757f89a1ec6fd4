/** npm run screens: makes the pictures of docs/screens anew, with the program as it was built. */
import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The name of each picture, and what `snapshot` is asked for. */
const SCREENS = {
  spreading: '--at 1s --delay 0.75s --count 60 --size 120x34',
  mtop: '',
  mosmon: '--view mosmon',
  cluster: '--view cluster',
  map: '--view map',
  history: '--view history',
  events: '--view events',
  why: '--keys w',
  migrate: '--keys m',
  'mtop-80x24': '--size 80x24',
  'mtop-200x50': '--size 200x50',
  'mtop-light': '--theme light',
  'mtop-mono': '--theme mono',
  'mtop-ascii': '--ascii',
};

const COMMON = ['snapshot', '--format', 'svg', '--at', '50s', '--size', '120x40'];
const folder = new URL('../docs/screens/', import.meta.url);
const program = fileURLToPath(new URL('../bin/mtop-sim.js', import.meta.url));

// That of real nodes is made by live-screen.mjs, where there are some.
for (const file of readdirSync(folder)) if (file !== 'live.svg') rmSync(new URL(file, folder));
for (const [name, words] of Object.entries(SCREENS)) {
  const given = words.split(' ').filter((word) => word !== '');
  const svg = execFileSync(process.execPath, [program, ...COMMON, ...given], {
    maxBuffer: 2 ** 24,
  });
  writeFileSync(new URL(`${name}.svg`, folder), svg);
}
