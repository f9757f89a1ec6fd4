import { describe, expect, it } from 'vitest';
import { allWords, completion } from '../../../src/tui/prompt/command-line.js';
import { laboratory, laboratorySession } from '../../support/laboratory.js';
import { Played } from '../../support/played.js';

/** What is written after each word; most of it is wrong for it, and said to be. */
const RESTS = [
  '',
  '1',
  '0',
  '99',
  '-1',
  '1 2',
  '1000 2',
  '1000 home',
  '1 x',
  'x 1',
  '1 2 3',
  '1 5s 9 7 0',
];
const OWN: Readonly<Record<string, readonly string[]>> = {
  migrate: ['1000 balance', '1000 x', '1000 2 3'],
  mask: ['1000 allow 2,3', '1000 deny 4', '1000 off', '1000 off 2', '1000 allow x', '1000 keep 2'],
  tie: ['1000 clone_vm', '1000'],
  untie: ['1007 clone_vm'],
  kill: ['1000 9', '1000 SIGUSR2', '1000 kill remote', '1000 HUP local', '1000 TERM remote 1'],
  renice: ['1000 19', '1000 -20', '1000 nice'],
  exec: ['1000 sort', '1000 sort io-bound', '1000 sort nothing', '1000 sort io-bound x'],
  rate: ['2', '0.01', '0.009', '10000', '10001', 'NaN'],
  filter: ['user=maths', 'node=1 state=R', 'cpu>10', 'cpu=', 'maple'],
  sort: ['cpu', 'pid', 'cpus', 'memory', 'pid cpu'],
  policy: ['none', 'openmosix', 'no such'],
  set: ['interval 2s', 'interval', 'intervals 3s', 'mig-overhead 20'],
  spawn: [
    'home=1 work=60s mem=20MB cmd=sort user=me nice=3 profile=io-bound count=2',
    ...[
      'home=9',
      'work=never',
      'mem=lots',
      'count=0',
      'count=1000',
      'parallel=2-4',
      'parallel=4-2',
    ],
    ...['run=mosrun -h -e sort', 'nice=20', 'colour=red', 'home', 'work=10s work=5s', 'profile=x'],
  ],
  loadlimit: ['1 2.5', '1 2.5 1', '1 2.5 3', '1 off', '1 off 1', 'x 1'],
  cpulimit: ['1 50', '1 50 2', '1 101', '1 off', '1 50 3'],
  setdecay: ['1 5s 900 700', '1 5s 1001 700', '1 5s 900', '1 0s 900 700', '1 5s 900 -1'],
  setspeed: ['1 20000', '1 0', '1 fast'],
  setyard: ['1 this', '1 10000', '1 0'],
  omdiscd: ['1 eth0', '1 eth0,eth1 -m 3', '1 eth0 -m', '1 eth0 -m 256', '1 -m 3'],
  setpe: ['1 -f map', '1 -off', '1 -w'],
  reboot: ['1 noht', '1 ht 90s', '1 90s', '1 often'],
  mount: ['1', '1 dfsa=0', '1 dfsa=8', '1 dfsa=9'],
  settune: ['1 latency=5ms', '1 latency=x', '1 colour=5ms'],
  setmfscosts: ['1 latency=5ms', '1 x=5ms'],
  go: ['10s', '-10s', '+10s', '1min', 'soon', '10s 20s', '-1h'],
  'what-if': ['interval 1s 4s', 'interval', 'without', 'without 1', 'nothing 3'],
  inevitable: ['load 2', 'load', 'load x', 'crash 2', 'load 0'],
  branch: ['1', '7', 'x'],
  compare: ['1', '1 1', '7', '1 7'],
  save: ['a.svg', 'a.txt', 'a.json', 'a.png', 'a', '.svg', 'a.svg b.svg'],
  'save!': ['a.svg', 'a.png'],
  scenario: ['herd', 'herd 7', 'herd x', 'herd 7 8'],
  restart: ['next', '7', 'gossip', 'perfect', 'told', '-1', '7 8'],
  find: [
    'next',
    'first kill',
    'last migration 1004',
    'next crash 5',
    'next load > 2',
    'next load > 2 1',
  ].concat([
    'last load < 1',
    'first came 1000',
    'next came',
    'next load = 2',
    'some kill',
    'next kill x',
    'next crash 99',
  ]),
  whois: ['1', 'city1', '192.168.0.1', 'nobody', '1 2'],
};
const MORE = ['columns', 'theme', 'user', 'standpoint', 'view', 'tour', 'quit'];

describe('a line of the command line is done or refused as it was when it was looked at last', () => {
  const session = laboratorySession(40);
  const { state } = laboratory();
  const words = allWords().map(({ word }) => word);

  it('whatever is written', async () => {
    const answers = new Map<string, string[]>();
    for (const word of [...words, ...MORE, 'migrat', '']) {
      for (const rest of [...RESTS, ...(OWN[word] ?? [])]) {
        const line = `:${word} ${rest}`.trimEnd();
        const answer = answerTo(line);
        answers.set(answer, [...(answers.get(answer) ?? []), line]);
      }
    }
    const text = [...answers].map(([answer, lines]) => `${lines.join('\n')}\n${answer}\n`);
    await expect(text.join('\n')).toMatchFileSnapshot('played/lines.txt');
  });

  /** What it asks of the outside, says, and opens. */
  function answerTo(line: string): string {
    const played = new Played(session, { ...state, asksOnly: true });
    played.do(`'${line}`);
    played.effects();
    played.do('enter');
    const { prompt, notice, dialog } = played.state;
    const said = prompt?.problem ?? (notice === state.notice ? undefined : notice?.text);
    const opened = dialog === undefined ? [] : [`opens ${dialog.kind}`];
    const all = [...played.effects(), ...(said === undefined ? [] : [said]), ...opened];
    return all.map((one) => `  ${one.trim()}`).join('\n');
  }

  it('and completed', async () => {
    const begun = ['', 'm', 'mig', 'xyz', 'set', 'stp', 'wt'];
    const ends = ['', ' ', ' 1', ' 1000 ', ' 1000 b', ' 1 ', ' 1 2 ', ' 1 2 3 '];
    const lines = [...begun, ...words.flatMap((word) => ends.map((end) => word + end))];
    const told = lines.map((line) => {
      const { text, choices } = completion(line, state);
      return `"${line}" becomes "${text}": ${choices.join(' ')}`;
    });
    await expect(`${told.join('\n')}\n`).toMatchFileSnapshot('played/completed.txt');
  });

  it('with what each word means beside it, while it is written', async () => {
    const played = new Played(session, { ...state, asksOnly: true });
    played.look();
    played.play(':', "'s", "'et", "'de", 'tab', 'down', "'1", "' ", 'tab', 'up', 'C-a', 'C-k');
    played.play(
      "'migrate ",
      'tab',
      "'00",
      'tab',
      'tab',
      'backspace',
      'left',
      'home',
      'end',
      'C-w',
      'C-u',
    );
    played.play(
      "'plicy",
      'tab',
      'tab',
      'enter',
      'escape',
      ':',
      "'sort pid",
      'enter',
      ':',
      'up',
      'up',
      'down',
    );
    played.play(
      'escape',
      ':',
      "'go",
      'escape',
      '@size 60x16',
      ':',
      "'l",
      'down',
      'down',
      'enter',
      'escape',
    );
    await expect(played.text).toMatchFileSnapshot('played/suggestions.txt');
  });
});
