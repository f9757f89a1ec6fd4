import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { numbersGiven } from '../support/numbers-given.mjs';
import { lineOf, randomOf } from './protocol-lines.mjs';

// Sends so many lines (20 000 unless said otherwise) to a running cluster, most of them wrong, over
// eight connections and in pieces of any length. Each must be answered, and the cluster must go on.
// Exit code 1 when that is not so.
const [count = 20_000, seed = 1] = numbersGiven(['lines', 'seed']);
const CLIENTS = 8;
const PROGRAM = fileURLToPath(new URL('../../bin/mtop-sim.js', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'mtop-sim-fuzz-'));
const env = { ...process.env, XDG_RUNTIME_DIR: folder };
const server = spawn(process.execPath, [PROGRAM, 'serve', 'auckland'], { env });
let complaints = '';
server.stderr.on('data', (text) => {
  complaints += text;
});
await once(server.stdout, 'data');
const path = join(folder, 'mtop-sim', 'auckland.sock');

// What asks for a million seconds a second is told so, and slows everybody down: somebody minds it.
const minding = setInterval(
  () =>
    void request({ jsonrpc: '2.0', id: 0, method: 'time', params: { rate: 1 } }).catch(() => {}),
  50,
);
const start = performance.now();
const results = await Promise.all(Array.from({ length: CLIENTS }, (_, client) => send(client)));
clearInterval(minding);
const seconds = (performance.now() - start) / 1000;
const last = await request({ jsonrpc: '2.0', id: 1, method: 'time', params: { paused: false } });
const before = (await request({ jsonrpc: '2.0', id: 2, method: 'info' })).result.now;
await new Promise((resolve) => setTimeout(resolve, 500));
const after = (await request({ jsonrpc: '2.0', id: 3, method: 'info' })).result.now;
const goesOn = server.exitCode === null && after > before && last.result.paused === false;

const sum = (key) => results.reduce((total, result) => total + result[key], 0);
const missing = sum('sent') - sum('answers') - sum('errors');
process.stdout.write(
  `${sum('sent')} lines in ${seconds.toFixed(1)} s: ${sum('answers')} answers, ` +
    `${sum('errors')} errors, ${missing} without an answer, ${sum('faults')} faults of the server; ` +
    `the cluster ${goesOn ? 'goes on' : 'does not go on'}\n${complaints}`,
);
process.exitCode = missing === 0 && sum('faults') === 0 && goesOn && complaints === '' ? 0 : 1;
server.kill('SIGTERM');
await once(server, 'exit');
rmSync(folder, { recursive: true });

/** Sends a client's share of the lines, and counts what comes back. */
async function send(client) {
  const random = randomOf(seed * 1000 + client);
  const result = { sent: 0, answers: 0, errors: 0, faults: 0 };
  const socket = connect(path).setEncoding('utf8');
  let rest = '';
  socket.on('data', (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    for (const line of lines) take(JSON.parse(line), result);
  });
  for (let id = client; id < count; id += CLIENTS) {
    const line = `${lineOf(random, id)}\n`;
    result.sent++;
    const cut = Math.floor(random() * line.length);
    socket.write(line.slice(0, cut));
    if (!socket.write(line.slice(cut))) await once(socket, 'drain');
    // Some answers are read before more is asked.
    if (random() < 0.05) await new Promise((resolve) => setImmediate(resolve));
  }
  socket.end();
  await once(socket, 'close');
  return result;
}

function take(message, result) {
  // What was subscribed to is told unasked.
  if (message.method !== undefined) return;
  const answered = Array.isArray(message) ? message[0] : message;
  if (answered.error === undefined) result.answers++;
  else result.errors++;
  if (answered.error?.code === -32603) {
    result.faults++;
    process.stdout.write(`${JSON.stringify(message)}\n`);
  }
}

/** Asks one thing by itself. */
async function request(message) {
  const socket = connect(path).setEncoding('utf8');
  socket.write(`${JSON.stringify(message)}\n`);
  let text = '';
  for await (const more of socket) {
    text += more;
    if (text.includes('\n')) break;
  }
  return JSON.parse(text);
}
