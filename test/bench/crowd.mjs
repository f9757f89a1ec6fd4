import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as pty from '@lydell/node-pty';
import { mean } from '../../dist/base/statistics.js';
import { numbersGiven } from '../support/numbers-given.mjs';
import { median } from './median.mjs';

// A dashboard by itself, and with 20 attached clients that are shown everything and together ask a
// hundred times a second, in turns. Prints what a frame of the dashboard's own screen takes in both,
// the CPU time of all that it does in a second, and whether all clients were told the same. `-- 8`: so
// many turns of each.
const [turns = 6] = numbersGiven(['turns']);
const CLIENTS = 20;
const REQUESTS_PER_SECOND = 100;
const TURN_SECONDS = 4;
/** A frame of its own screen may take so much longer while others are attached, per cent. */
const MOST_LONGER = 10;

const SEAT = fileURLToPath(new URL('crowd-seat.mjs', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'mtop-sim-crowd-'));
const env = { ...process.env, TERM: 'xterm-256color', XDG_RUNTIME_DIR: folder };
const framesFile = join(folder, 'frames.json');
const words = [SEAT, 'auckland', '5', framesFile];
const host = pty.spawn(process.execPath, words, { cols: 160, rows: 50, env });
let written = 0;
host.onData((data) => {
  written += data.length;
});
const path = join(folder, 'mtop-sim', 'auckland.sock');
await sleep(5);

/** Of each turn when it began and ended, and the CPU time of the dashboard. */
const alone = [];
const together = [];
const answered = [];
let events = 0;
let isSame = true;
for (let turn = 0; turn < turns; turn++) {
  alone.push(await timed(() => sleep(TURN_SECONDS)));
  const clients = await Promise.all(Array.from({ length: CLIENTS }, (_, index) => joined(index)));
  together.push(await timed(() => ask(clients)));
  await sleep(0.3);
  answered.push(clients.reduce((sum, { answers }) => sum + answers, 0));
  isSame &&= areSame(clients);
  events += clients[0].told.length;
  for (const { socket } of clients) socket.destroy();
  await sleep(0.3);
}
const ended = new Promise((resolve) => host.onExit(resolve));
host.kill('SIGTERM');
await ended;
const frames = JSON.parse(readFileSync(framesFile, 'utf8'));
rmSync(folder, { recursive: true, force: true });

const [own, crowded] = [framesIn(alone), framesIn(together)];
const longer = 100 * (mean(crowded) / mean(own) - 1);
const [before, after] = [alone, together].map((all) => median(all.map(({ cpuMs }) => cpuMs)));
process.stdout.write(
  `a frame of its own screen: alone ${mean(own).toFixed(2)} ms of CPU (median ` +
    `${median(own).toFixed(2)}), with ${CLIENTS} clients and ${REQUESTS_PER_SECOND} requests a second ` +
    `${mean(crowded).toFixed(2)} (median ${median(crowded).toFixed(2)}): ` +
    `${longer < 0 ? '' : '+'}${longer.toFixed(1)} %, limit ${MOST_LONGER}\n` +
    `all that it does: alone ${before.toFixed(1)} ms of CPU a second, with them ` +
    `${after.toFixed(1)} (+${(after - before).toFixed(1)})\n` +
    `${answered.join(', ')} answers; ${events} events, ` +
    `${isSame ? 'the same for all, in the same order' : 'NOT the same for all'}; ` +
    `${Math.round(written / 1024)} KB drawn\n`,
);
process.exitCode = isSame && events > 0 && longer <= MOST_LONGER ? 0 : 1;

async function joined(index) {
  const client = { socket: connect(path).setEncoding('utf8'), told: [], answers: 0, views: 0 };
  let rest = '';
  client.socket.on('data', (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      // What is seen is not read here: reading it costs the other core more than sending it.
      if (line.startsWith('{"jsonrpc":"2.0","method":"seen"')) client.views++;
      else if (line.includes('"method":"events"')) {
        const { first, events: told } = JSON.parse(line).params;
        told.forEach((event, at) => {
          client.told.push(`${first + at} ${JSON.stringify(event)}`);
        });
      } else client.answers++;
    }
  });
  await once(client.socket, 'connect');
  say(client, 'hello', { name: `crowd${index}` });
  say(client, 'subscribe', { events: true, views: true });
  return client;
}

/** Everybody asks in turn, and now and then does something. */
async function ask(clients) {
  const end = performance.now() + 1000 * TURN_SECONDS;
  let count = 0;
  const start = performance.now();
  while (performance.now() < end) {
    const due = ((performance.now() - start) / 1000) * REQUESTS_PER_SECOND;
    for (; count < due; count++) {
      const client = clients[count % clients.length];
      if (count % 10 === 0) say(client, 'send', { do: count % 20 ? 'lock' : 'unlock', pid: 1000 });
      else say(client, 'ask', { words: ['getload', String(1 + (count % 7))] });
    }
    await sleep(0.01);
  }
}

function say({ socket }, method, params) {
  socket.write(`${JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })}\n`);
}

/** From where the last has joined, all have been told the same. */
function areSame(clients) {
  const firsts = clients.map(({ told }) =>
    Number(told[0]?.split(' ')[0] ?? Number.POSITIVE_INFINITY),
  );
  const from = Math.max(...firsts);
  const [one, ...others] = clients.map(({ told }) =>
    told.filter((line) => Number(line.split(' ')[0]) >= from),
  );
  return others.every(
    (told) => told.length === one.length && told.every((line, at) => line === one[at]),
  );
}

/** @returns when it was, and the CPU time of the dashboard, milliseconds a second */
async function timed(act) {
  const [fromMs, before] = [now(), cpu()];
  await act();
  const untilMs = now();
  return { fromMs, untilMs, cpuMs: (1000 * (cpu() - before)) / ((untilMs - fromMs) / 1000) };
}

/** What each frame in those turns took, milliseconds of the processor. */
function framesIn(all) {
  return frames
    .filter(([at]) => all.some(({ fromMs, untilMs }) => at >= fromMs && at < untilMs))
    .map(([, ms]) => ms);
}

/** Milliseconds since 1970, in fractions. */
function now() {
  return performance.timeOrigin + performance.now();
}

/** Seconds: utime and stime of /proc, in hundredths. */
function cpu() {
  const fields = readFileSync(`/proc/${host.pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function sleep(seconds) {
  return new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
}
