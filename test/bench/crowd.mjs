import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as pty from '@lydell/node-pty';

// A dashboard by itself, and with 20 attached clients that are shown everything and together ask a
// hundred times a second, in turns. Prints the CPU time that the dashboard takes in a second of each,
// and whether all clients were told the same. `-- 8`: so many turns of each.
const [turns = 6] = process.argv.slice(2).map(Number);
const CLIENTS = 20;
const REQUESTS_PER_SECOND = 100;
const TURN_SECONDS = 4;

const PROGRAM = fileURLToPath(new URL('../../bin/mtop-sim.js', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'mtop-sim-crowd-'));
const env = { ...process.env, TERM: 'xterm-256color', XDG_RUNTIME_DIR: folder };
const words = [PROGRAM, 'auckland', '--no-record', '--rate', '5'];
const host = pty.spawn(process.execPath, words, { cols: 160, rows: 50, env });
let written = 0;
host.onData((data) => {
  written += data.length;
});
const path = join(folder, 'mtop-sim', 'auckland.sock');
await sleep(3);

const alone = [];
const together = [];
const answered = [];
let events = 0;
let isSame = true;
for (let turn = 0; turn < turns; turn++) {
  alone.push(await cpuOf(() => sleep(TURN_SECONDS)));
  const clients = await Promise.all(Array.from({ length: CLIENTS }, (_, index) => joined(index)));
  together.push(await cpuOf(() => ask(clients)));
  await sleep(0.3);
  answered.push(clients.reduce((sum, { answers }) => sum + answers, 0));
  isSame &&= areSame(clients);
  events += clients[0].told.length;
  for (const { socket } of clients) socket.destroy();
  await sleep(0.3);
}
host.kill('SIGTERM');
await new Promise((resolve) => setTimeout(resolve, 300));
rmSync(folder, { recursive: true, force: true });

const [before, after] = [median(alone), median(together)];
process.stdout.write(
  `alone ${before.toFixed(1)} ms of CPU a second, with ${CLIENTS} clients and ` +
    `${REQUESTS_PER_SECOND} requests a second ${after.toFixed(1)} (+${(after - before).toFixed(1)})\n` +
    `${answered.join(', ')} answers; ${events} events, ` +
    `${isSame ? 'the same for all, in the same order' : 'NOT the same for all'}; ` +
    `${Math.round(written / 1024)} KB drawn\n`,
);
process.exitCode = isSame && events > 0 ? 0 : 1;

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

/** CPU time of the dashboard, milliseconds a second. */
async function cpuOf(act) {
  const [start, before] = [performance.now(), cpu()];
  await act();
  return (1000 * (cpu() - before)) / ((performance.now() - start) / 1000);
}

/** Seconds: utime and stime of /proc, in hundredths. */
function cpu() {
  const fields = readFileSync(`/proc/${host.pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function median(values) {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
}

function sleep(seconds) {
  return new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
}
