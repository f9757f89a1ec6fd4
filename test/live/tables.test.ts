import { describe, expect, it } from 'vitest';
import { jobName, type NodeAnswer, readAnswer, reportOf } from '../../src/live/job.js';
import {
  beginMove,
  callOf,
  hear,
  isFrozen,
  type MoveState,
  pauseSeconds,
} from '../../src/live/move.js';
import { recover } from '../../src/live/recovery.js';
import { SampleReader } from '../../src/live/sample.js';

const PLAN = { job: 'j-1', move: 'm1', source: 1, target: 2, leaseSeconds: 30, rehearseKb: 1000 };
const ALIVE = { states: 'R', host: 'cm1', boot: 'b1', kb: '2000', perl: 'yes' };

const ANSWERS: readonly (readonly [string, NodeAnswer])[] = [
  ['yes', { kind: 'yes', facts: ALIVE }],
  ['small', { kind: 'yes', facts: { ...ALIVE, kb: '999', perl: 'no' } }],
  ['locked', { kind: 'yes', facts: { ...ALIVE, locked: 'yes' } }],
  ['gone', { kind: 'yes', facts: { states: '-' } }],
  ['leaving', { kind: 'yes', facts: { ...ALIVE, leaving: 'm0 none cm2 b2' } }],
  ['arrived', { kind: 'yes', facts: { ...ALIVE, arrived: 'm0 cm2 b2' } }],
  ['no', { kind: 'no', reason: 'it would not' }],
  ['silence', { kind: 'silence', reason: 'nobody answered' }],
];

describe('tables of what real nodes may say, as they were looked at last: -u writes them anew', () => {
  it('each step of a move', async () => {
    const lines: string[] = [];
    const seen = new Set<string>();
    const waiting: MoveState[] = [beginMove(PLAN)];
    for (let state = waiting.shift(); state !== undefined; state = waiting.shift()) {
      const key = keyOf(state);
      if (seen.has(key)) continue;
      seen.add(key);
      lines.push(`${key}${isFrozen(state) ? ', frozen' : ''}, after ${pauseSeconds(state)} s`);
      lines.push(`  call ${JSON.stringify(callOf(state))}`);
      const next = new Map<string, string[]>();
      for (const [name, answer] of ANSWERS) {
        const after = hear(state, answer);
        next.set(keyOf(after), [...(next.get(keyOf(after)) ?? []), name]);
        waiting.push(after);
      }
      for (const [after, names] of next) lines.push(`  ${names.join(', ')}: ${after}`);
    }
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('transcripts/steps.txt');
  });

  it('a job that is locked stays, unless a user moves it', () => {
    const looked = (isAutomatic: boolean) =>
      hear(beginMove({ ...PLAN, isAutomatic }), {
        kind: 'yes',
        facts: { ...ALIVE, locked: 'yes' },
      });
    expect(looked(true).outcome).toEqual({
      ...{ kind: 'stayed', reason: 'it is locked: only a user may move it' },
    });
    expect(looked(false).step).toBe('room');
  });

  it('what is done about a job, whatever two nodes say of it', async () => {
    const cells = ['-', 'R'];
    const sources = [undefined, 'm1 none cm2 b2', 'm1 moved cm2 b2', 'm1 moved cm2 old'];
    const copies = [
      undefined,
      ['arriving', 'm1 cm1 b1'],
      ['arriving', 'm1 cm1 old'],
      ['arriving', 'm9 cm1 b1'],
      ['arrived', 'm1 cm1 b1'],
    ];
    const answers = new Map<string, string[]>();
    const told = (known: Parameters<typeof recover>[0], what: string) => {
      const answer = JSON.stringify(recover(known));
      answers.set(answer, [...(answers.get(answer) ?? []), what]);
    };
    for (const cell of cells) {
      for (const leaving of sources) {
        const one = reportOf({
          host: 'cm1',
          boot: 'b1',
          states: cell,
          ...(leaving && { leaving }),
        });
        for (const other of cells) {
          for (const copy of copies) {
            const two = reportOf({
              ...{ host: 'cm2', boot: 'b2', states: other },
              ...(copy === undefined ? {} : { [copy[0]!]: copy[1]! }),
            });
            for (const [reach, reports, silent] of [
              [
                'both',
                [
                  [1, one],
                  [2, two],
                ],
                [],
              ],
              ['only the first', [[1, one]], [2]],
              ['only the second', [[2, two]], [1]],
            ] as const) {
              for (const given of [[], ['m1']]) {
                for (const lost of [[], ['cm1'], ['cm2']]) {
                  if (reach === 'both' && lost.length > 0 && given.length === 0) continue;
                  told(
                    {
                      ...{ job: 'j-1', reports: new Map(reports), silent },
                      ...{ given: new Set(given), lost: new Set(lost) },
                    },
                    `${reach}: ${cell} ${leaving ?? ''} | ${other} ${copy ?? ''} given ${given} lost ${lost}`,
                  );
                }
              }
            }
          }
        }
      }
    }
    const text = [...answers].map(
      ([answer, all]) => `${answer}\n${all.map((one) => `  ${one}`).join('\n')}\n`,
    );
    await expect(text.join('\n')).toMatchFileSnapshot('transcripts/recovered.txt');
  });

  it('what a node answers, line by line', async () => {
    const texts = [
      ...[
        'ok\n',
        'ok',
        '',
        'no it would not\n',
        'no ',
        'host cm1\nok',
        'host cm1\nno room',
        'empty\nok\n',
      ],
      'host cm 1\nboot b\nstates RS\nleaving m none\nok\n',
      'states TZ\narriving m cm1 b1\narrived - \nok',
      'states Z\nexit 0\nkb 12\nlocked yes\ncpu 3:150,4:20,x:1,\nhome cm3\npid 77\nline 5 it\nok',
      'exit -\nlocked no\ncpu \nleaving -\nok',
    ];
    const told = texts.flatMap((text) => {
      const answer = readAnswer(text, 'the complaint');
      const report = answer.kind === 'yes' ? reportOf(answer.facts) : undefined;
      const seconds = report && [...report.earlierSeconds];
      return [
        JSON.stringify(text),
        `  ${JSON.stringify(answer)}`,
        `  ${JSON.stringify({ ...report, seconds })}`,
      ];
    });
    const names = ['sort', '/usr/bin/Sort', 'a'.repeat(30), '--', '', 'a.b_c', 'x/', 'ü2'];
    told.push(...names.map((name) => `${JSON.stringify(name)} is ${jobName(name, 'k7')}`));
    await expect(`${told.join('\n')}\n`).toMatchFileSnapshot('transcripts/answers.txt');
  });

  it('what a sampler says, line by line', async () => {
    const lines = [
      ...['hello', '.', 'H 100 4096', 'H 0 0 1000 77 0 0 0 cm1 a', 'T 10', '.'],
      ...[
        'H 250 8192 5 7 8 4 1234567 cm2',
        'H 100 4096 5 7 6 4 1 odd',
        'H 100 4096 5 7 5000 2 1 many',
        '.',
      ],
      ...[
        'H 100 4096 5 7 36 4 1 nine',
        '.',
        'H 100 4096 5 7 32 4 1 eight',
        '.',
        'Q 0',
        'Q 31.5',
        'Q 99',
        '.',
      ],
      ...[
        'H 100 4096 1000 77 2 2 2000000 cm1',
        'T 100 1.5 0.5 0.25',
        'C 100 20 30 1000 50 0 0 0 7 7',
      ],
      ...[
        'M 4000 3000 2000 1500',
        '+ 10 1 1000 ana 200 R 0 1 300 20 5 loop\tloop\0-n ',
        '+ bad',
        'N 10 3',
        'N 99 3',
      ],
      ...[
        '+ 11 10 1000 ana 300 S -5 4 7 3 5 many\tx',
        '.',
        'T 102 2 1 0.5',
        'C 250 20 30 1040 60 0 0 0 9 9',
      ],
      ...[
        '= 10 R 0 1 400 20 6',
        '= 11 S -5 4 307 3 5',
        '= 11 S',
        '= 99 S 0 0 0 0 0',
        '.',
        'T 103',
        '- 10',
        '= 11 D 1 2 400 3 5',
      ],
      ...[
        'M 4000 5000 100 200',
        'C 100 20 30 1000 50',
        '+ 11 1 0 root 900 Z 0 1 0 0 0 new\t',
        '.',
        'Q 1',
        'T 104',
        '.',
        'T 104',
        '.',
      ],
    ];
    const reader = new SampleReader();
    const told = lines.map((line) => {
      const sample = reader.take(line);
      return `${JSON.stringify(line)}${sample === undefined ? '' : `\n  ${JSON.stringify(sample)}`}`;
    });
    await expect(`${told.join('\n')}\n`).toMatchFileSnapshot('transcripts/samples.txt');
  });
});

function keyOf({ step, silences, isAhead, reason, outcome }: MoveState): string {
  const words = [step, `${silences} silences`, ...(isAhead ? ['ahead'] : []), reason];
  return [...words, ...(outcome === undefined ? [] : [JSON.stringify(outcome)])]
    .filter(Boolean)
    .join(' ');
}
