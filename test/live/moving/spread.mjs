import { readdirSync, readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { LiveSession } from '../../../dist/live/live-session.js';
import { sshLink, WALL_CLOCK } from '../../../dist/live/remote.js';
import { OPENMOSIX_FIELDS } from '../../../dist/scenario/schema/scenario-fields.js';
import { openmosix } from '../../../dist/scheduler/policies/openmosix.js';
import { calls, drop, HOSTS, run, wait } from './lab.mjs';

const LOOP = 'BEGIN { while (1) spread++ }';
const QUIET_SECONDS = 60;
const MOST_SECONDS = 120;

/** So many loops, all started on the first node, while `--balance auto` is at work. */
export async function spread(count, say) {
  const jobs = Array.from({ length: count }, (_, index) => `spread-${index + 1}`);
  for (const job of jobs) await run(job, 'awk', LOOP);
  /** @type {any} */
  const parameters = Object.fromEntries(
    Object.entries(OPENMOSIX_FIELDS).map(([key, { otherwise }]) => [key, otherwise]),
  );
  const session = new LiveSession({
    hosts: HOSTS.map((host, index) => ({ id: index + 1, host, link: sshLink(host, 1) })),
    caller: calls,
    clock: WALL_CLOCK,
    policies: [openmosix],
    parameters,
    periodSeconds: 1,
    balance: 'auto',
  });
  const start = session.view().now;
  let lastMove = start;
  session.subscribe((event) => {
    if (!event.type.startsWith('migrat')) return;
    if (event.type === 'migration-started') lastMove = event.at;
    const { type, at, from, to, reason, seconds } = /** @type {any} */ (event);
    const more = reason ?? `${seconds.toFixed(2)} s`;
    say(`  ${(at - start).toFixed(1).padStart(5)} s ${type} ${from} -> ${to}: ${more}`);
  });
  const even = HOSTS.map(() => count / HOSTS.length).join(' ');
  let evenAt;
  for (;;) {
    await wait(200);
    const { now } = session.view();
    const places = placesOf(session);
    if (places === even) evenAt ??= now;
    if (now - lastMove > QUIET_SECONDS || now - start > MOST_SECONDS + QUIET_SECONDS) break;
  }
  const after = (session.view().now - lastMove).toFixed(0);
  say(
    `spread: ${count} jobs of one node are ${placesOf(session)}, first after ` +
      `${evenAt === undefined ? 'never' : `${(evenAt - start).toFixed(1)} s`}; the last move began after ` +
      `${(lastMove - start).toFixed(1)} s, then none for ${after} s; from outside ${loops()} loops run; ` +
      `load ${loadavg()[0].toFixed(0)}`,
  );
  session.close();
  for (const job of jobs) await drop(job);
}

/** How many loops each node shows. */
function placesOf(session) {
  const places = new Map(
    session
      .view()
      .nodes()
      .map(({ id }) => [id, 0]),
  );
  for (const { command, node } of session.view().processes()) {
    if (command === `awk ${LOOP}`) places.set(node, places.get(node) + 1);
  }
  return [...places.values()].join(' ');
}

/** Loops that this machine sees running, by its own /proc. */
function loops() {
  return readdirSync('/proc').filter((pid) => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0');
      return words[0].endsWith('awk') && words[1] === LOOP;
    } catch {
      return false;
    }
  }).length;
}
