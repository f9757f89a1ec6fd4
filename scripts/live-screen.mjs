/**
 * npm run screens:live, as root: makes the picture of real nodes anew. Three of them are made by
 * test/live/setup-live.sh; programs as they are installed, awk and bc, are started on the first; the
 * second loop of awk is moved by keys, as a user would.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { LiveSession } from '../dist/live/live-session.js';
import { NodeCalls } from '../dist/live/node-calls.js';
import { sshLink, WALL_CLOCK } from '../dist/live/remote.js';
import { OPENMOSIX_FIELDS } from '../dist/scenario/schema/scenario-fields.js';
import { openmosix } from '../dist/scheduler/policies/openmosix.js';
import { UNICODE } from '../dist/tui/drawing/charset.js';
import { Onlooker } from '../dist/tui/onlooker.js';
import { Picture } from '../dist/tui/svg/picture.js';

const SETUP = fileURLToPath(new URL('../test/live/setup-live.sh', import.meta.url));
const PROGRAM = fileURLToPath(new URL('../bin/mtop-sim.js', import.meta.url));
const NAME = `mtop-picture-${process.pid}`;
const env = { ...process.env, LIVE_NAME: NAME, LIVE_CPU: '200' };
const NODES = ['n1', 'n2', 'n3'];
const JOBS = [
  ...Array(4).fill(['awk', 'BEGIN { while (1) n++ }']),
  ['sh', '-c', 'echo "while (1) x += e(l(2))" | bc -l'],
];

const setup = (...words) => execFileSync('sh', [SETUP, ...words], { env, encoding: 'utf8' });
process.on('exit', () => setup('down'));
setup('up', String(NODES.length));
process.env.PATH = `/var/tmp/${NAME}/bin:${process.env.PATH}`;
process.chdir('/');
for (const job of JOBS) {
  const words = ['live', 'run', '--detach', '--on', NODES.join(','), '--', ...job];
  execFileSync(process.execPath, [PROGRAM, ...words]);
}

/** @type {any} */
const parameters = Object.fromEntries(
  Object.entries(OPENMOSIX_FIELDS).map(([key, { otherwise }]) => [key, otherwise]),
);
const calls = new NodeCalls(new Map(NODES.map((host, index) => [index + 1, { host }])));
const session = new LiveSession({
  hosts: NODES.map((host, index) => ({ id: index + 1, host, link: sshLink(host, 1) })),
  caller: calls,
  clock: WALL_CLOCK,
  policies: [openmosix],
  parameters,
  periodSeconds: 1,
});
await wait(6000);
const onlooker = new Onlooker(session, { size: { columns: 120, rows: 26 }, charset: UNICODE });
const title =
  'mtop-sim: three real nodes as one server, and a loop of awk that is moved between them';
const picture = new Picture({ charset: UNICODE, theme: 'dark', title });
const moved = () => session.view().totals.migrations > 0;

async function show(frames, ...keys) {
  for (const key of keys) onlooker.press(key);
  for (let frame = 0; frame < frames; frame++) {
    onlooker.advance(session.view().now);
    picture.add(onlooker.frame());
    await wait(700);
  }
}

await show(3, 'down');
await show(2, 'm');
await show(1, 'down');
await show(1, 'enter');
for (let frame = 0; frame < 20 && !moved(); frame++) await show(1);
if (!moved()) throw new Error('nothing has moved');
await show(5);
writeFileSync(new URL('../docs/screens/live.svg', import.meta.url), picture.svg());
process.stdout.write(`${onlooker.text()}\n`);
session.close();
calls.close();
process.exit();
