/**
 * What it costs to watch real nodes, on nodes of this machine: `npm run bench:live`, as root. CPU times
 * come from control groups, so that the processes that a sample starts are counted too.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const SETUP = fileURLToPath(new URL('../live/setup-live.sh', import.meta.url));
const SEAT = fileURLToPath(new URL('live-seat.mjs', import.meta.url));
const NAME = `mtop-bench-${process.pid}`;
const STATE = `/var/tmp/${NAME}`;
const SECONDS = 20;
const env = { ...process.env, LIVE_NAME: NAME, LIVE_CPU: '200' };

function setup(...words) {
  const { status, stdout, stderr } = spawnSync('sh', [SETUP, ...words], { env, encoding: 'utf8' });
  if (status === 0) return stdout.trim();
  console.error(stderr.trim());
  process.exit(status ?? 1);
}

/** Milliseconds of CPU. */
const usedBy = (group) => Number(setup('usage', group)) / 1000;

/** A seat in a control group of its own. */
function startSeat(hosts) {
  const into = `while read -r group; do echo $$ > "$group/cgroup.procs"; done < ${STATE}/seat.group`;
  const line = `${into}; exec "$@"`;
  const seat = spawn('sh', ['-c', line, 'seat', process.execPath, SEAT, ...hosts], {
    env: { ...env, PATH: `${STATE}/bin:${process.env.PATH}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const said = { firstSeconds: Number.NaN, characters: 0, samples: 0 };
  createInterface({ input: seat.stdout }).on('line', (line) =>
    Object.assign(said, JSON.parse(line)),
  );
  return { said, end: () => seat.kill() };
}

/** What happens in some seconds, when all has begun. */
async function measured(hosts, group) {
  const seat = startSeat(hosts);
  await wait(4000);
  const before = { ...seat.said, group: usedBy(group), at: performance.now() };
  await wait(SECONDS * 1000);
  const after = { ...seat.said, group: usedBy(group), at: performance.now() };
  const samples = after.samples - before.samples;
  seat.end();
  await wait(1000);
  return {
    firstSeconds: seat.said.firstSeconds,
    milliseconds: after.group - before.group,
    samples,
    seconds: (after.at - before.at) / 1000,
    bytesPerSample: (after.characters - before.characters) / samples,
  };
}

function row(what, value, unit, wanted) {
  const verdict = value <= wanted ? 'ok' : 'TOO MUCH';
  console.log(
    `${what.padEnd(58)} ${value.toFixed(2).padStart(8)} ${unit.padEnd(5)} <= ${wanted}  ${verdict}`,
  );
}

process.on('exit', () => spawnSync('sh', [SETUP, 'down'], { env }));
process.on('SIGINT', () => process.exit(130));
const beginning = performance.now();
setup('up', '7');
row('up 7', (performance.now() - beginning) / 1000, 's', 5);
const nodes = [1, 2, 3, 4, 5, 6, 7].map((id) => `n${id}`);
const quiet = await measured(nodes, 'seat');
row(
  'seat, 7 quiet nodes: CPU per node and second',
  quiet.milliseconds / quiet.seconds / 7,
  'ms',
  3,
);
row('a quiet node: bytes per second', quiet.bytesPerSample / 1024, 'KB', 2);
row('7 nodes: from the start to the first sample of all', quiet.firstSeconds, 's', 1.5);
setup('down');
for (const [count, wanted] of [
  [200, 8],
  [2000, 40],
]) {
  const crowd = `for (1..${count}) { if ((fork // die) == 0) { sleep 10000; exit } } sleep 10000`;
  setup('up', '1');
  setup('ssh', 'n1', `nohup perl -e '${crowd}' </dev/null >/dev/null 2>&1 & sleep ${count / 400}`);
  const { milliseconds, samples } = await measured(['n1'], 'n1');
  row(
    `sampler and sshd, ${setup('pids', 'n1').split('\n').length} processes: CPU per sample`,
    milliseconds / samples,
    'ms',
    wanted,
  );
  setup('down');
}
process.exit();
