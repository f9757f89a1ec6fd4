import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { drop, grows, LAB, move, reports, run, size, steps, WORK, wait } from './lab.mjs';

const HELD = [
  ...[
    'nothing',
    'file',
    'append',
    '100 MB',
    'pipe',
    'fifo',
    'child',
    'zombie',
    'session',
    'threads',
  ],
  ...['shared memory', 'mapped file', 'memfd', 'deleted file', 'unix pair', 'unix listener'],
  ...['epoll', 'eventfd', 'timer', 'signal handler', 'pty', 'locked memory', 'no new privileges'],
  ...['/dev/zero', 'another nice value', 'daemon', 'TCP connection', 'TCP listener', 'UDP socket'],
  ...['System V shared memory', 'flock', 'inotify', 'io_uring', 'userfaultfd'],
  ...['deleted file of 5 MB', 'file of one node'],
];

const PROGRAMS = {
  'perl, compute': null,
  'awk loop': [
    'awk',
    'BEGIN { while (1) { for (i = 0; i < 300000; i++) x += i; print x >> "JOB.log"; fflush("JOB.log") } }',
  ],
  'bc, a long one': ['sh', '-c', 'echo "while (1) { x = x + e(l(2)); x }" | bc -l >> JOB.log'],
  'shell pipeline': [
    'sh',
    '-c',
    'while :; do echo a; sleep 0.05; done | while read x; do echo $x; done >> JOB.log',
  ],
  'bash with a job': ['bash', '-c', 'sleep 1000 & while :; do echo a >> JOB.log; sleep 0.05; done'],
  node: [
    'node',
    '-e',
    'let n=0;setInterval(()=>require("fs").appendFileSync("JOB.log",(n++)+" ok\\n"),50)',
  ],
  tclsh: [
    'sh',
    '-c',
    'echo "set f [open JOB.log a]; while 1 {puts \\$f a; flush \\$f; after 50}" > JOB.tcl; exec tclsh JOB.tcl',
  ],
  openssl: [
    'sh',
    '-c',
    'while :; do openssl speed -seconds 1 sha256 2>&1 | tail -n 1 >> JOB.log; done',
  ],
  sqlite3: ['sh', '-c', 'while :; do echo "select 1;"; sleep 0.05; done | sqlite3 >> JOB.log'],
  'gzip stream': [
    'sh',
    '-c',
    'while :; do head -c 100000 /dev/urandom; sleep 0.05; done | gzip -1 >> JOB.log',
  ],
};

/** What moves, and what is refused with which words. */
export async function matrix(_, say) {
  const rows = [];
  let number = 0;
  const kinds = [
    ...Object.entries(PROGRAMS),
    ...HELD.map((kind) => [
      `python: ${kind}`,
      ['/usr/bin/python3', join(LAB, 'holds.py'), kind, 'JOB'],
    ]),
  ];
  for (const [kind, words] of kinds) {
    const job = `kind-${++number}`;
    if (words === null) await steps(job);
    else await run(job, ...words.map((word) => word.replaceAll('JOB', job)));
    await wait(700);
    if (!(await grows(job))) {
      rows.push([kind, 'NOT TRIED', 'it does not run here']);
      say(`| ${rows.at(-1).join(' | ')} |`);
      await drop(job);
      continue;
    }
    const { outcome } = await move(job, 1, 2);
    const goesOn =
      (await grows(job)) && !/BROKEN/.test(readFileSync(join(WORK, `${job}.log`), 'latin1'));
    const at = (await reports(job)).findIndex((report) => report.cell === 'runs') + 1;
    const isRight = goesOn && at === (outcome.kind === 'moved' ? 2 : 1);
    rows.push([
      kind,
      outcome.kind === 'moved' ? 'moves' : 'stays',
      `${isRight ? '' : `WRONG (at ${at}, ${size(job)} bytes) `}${outcome.reason ?? ''}`,
    ]);
    say(`| ${rows.at(-1).join(' | ')} |`);
    await drop(job);
  }
  const count = (word) => rows.filter(([, what]) => what === word).length;
  const wrong = rows.filter(([, , text]) => String(text).startsWith('WRONG')).length;
  say(
    `matrix: ${count('moves')} kinds move, ${count('stays')} stay and run on, ${wrong} wrong, ${count('NOT TRIED')} not tried`,
  );
}
