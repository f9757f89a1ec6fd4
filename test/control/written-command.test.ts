import { expect, it } from 'vitest';
import type { Command } from '../../src/cluster/facts/command.js';
import { writtenCommand } from '../../src/control/written-command.js';
import { readCommandText } from '../../src/scenario/command-text.js';
import { COMMAND_WORDS } from '../../src/tui/prompt/command-words.js';
import { sessionOf } from '../support/session-of.js';

/** A line or more for each word of the dashboard's command line. */
const LINES: Readonly<Record<string, readonly string[]>> = {
  migrate: ['1000 2', '1000 home', '1000 balance'],
  ...{ lock: ['1000'], unlock: ['1000'], stop: ['1000'], cont: ['1000'] },
  select: ['1000 2'],
  mask: ['1000 allow 1,2', '1000 off'],
  ...{ tie: ['1000 mem_lock'], untie: ['1000 mem_lock'] },
  kill: ['1000', '1000 KILL remote'],
  renice: ['1000 -5'],
  exec: ['1000 gzip', '1000 gzip io-bound'],
  spawn: [
    'home=1 work=90s mem=20MB cmd=R user=ana nice=5 profile=io-bound count=2',
    'home=1 work=endless parallel=1-2',
    'home=1 run=mosrun -2 gpg',
  ],
  ...{ cut: ['1 2'], heal: ['1 2'], tune: ['1 2'] },
  ...{ setspeed: ['1 5000'], setyard: ['1 this', '1 20000'], setdecay: ['1 5s 900 700'] },
  ...{ loadlimit: ['1 2.5 1', '1 off'], cpulimit: ['1 50', '1 off'] },
  settune: ['1 call=1ms handling=2ms migration=10ms', '1'],
  setmfscosts: ['1 call=1ms', '1'],
  omdiscd: ['1 eth0 -m 3', '1 eth0'],
  setpe: ['1 -r'],
  reboot: ['1 noht 90s', '1'],
  mount: ['1 dfsa=0'],
  policy: ['none'],
  set: ['window 4'],
};

/** What the reader of a timeline fills in that the cluster takes for granted. */
const FILLED = ['workSeconds', 'memoryBytes', 'user', 'nice', 'command', 'mode', 'signal'];

it.each(
  COMMAND_WORDS.flatMap(({ word, read }) =>
    (LINES[word] ?? ['1']).map((line) => [`${word} ${line}`, read(line.split(' '))] as const),
  ),
)('a dashboard’s command arrives at a running cluster as it was sent: %s', (_, read) => {
  const { session } = sessionOf(
    'nodes: [{ count: 2 }]\nworkload: [{ home: node1, work: endless }]',
  );
  expect(typeof read).toBe('object');
  for (const command of [read].flat() as readonly Command[]) {
    const sent = JSON.parse(JSON.stringify(writtenCommand(command)));
    const got = readCommandText(sent, session.nodes);
    const kept = Object.entries(got).filter(([key]) => key in command || !FILLED.includes(key));
    const expected = command.do === 'reboot' ? { bootSeconds: 60, ...command } : command;
    expect(Object.fromEntries(kept)).toEqual(expected);
  }
});
