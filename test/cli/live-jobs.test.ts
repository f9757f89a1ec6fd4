import { describe, expect, it } from 'vitest';
import { FakeShells } from '../live/fake-shells.js';
import { ran } from '../support/in-process.js';

/** What `look` says of a job that runs at a host, or of another one. */
function lookOf(host: string, facts: Readonly<Record<string, string>> = {}): string {
  const lines = Object.entries({ host: `${host}1`, boot: 'b1', ...facts });
  return `${lines.map(([key, value]) => `echo ${key} '${value}'`).join('; ')}; echo ok`;
}

const RUNS = { states: 'R', home: 'ana1', pid: '7', line: 'sort' };
const ENDED = { exit: '3', home: 'ana1', line: 'sort' };

/** Hosts of which the first one knows what `look` says, the others nothing. */
function hosts(look: Readonly<Record<string, string>>, ...others: readonly string[]): FakeShells {
  const shells = new FakeShells();
  shells.says('ana', 'look', lookOf('ana', look));
  for (const host of others) shells.says(host, 'look', lookOf(host));
  for (const host of ['ana', ...others]) shells.says(host, 'drop', 'echo ok');
  return shells;
}

/** The calls that are not looks, nor ssh itself. */
function callsOf(shells: FakeShells): readonly string[] {
  return shells.calls().filter((line) => !/^ssh |: look /.test(line));
}

describe('live run', () => {
  it('starts a command at the first host, passes on what it writes, and ends as it ends', async () => {
    const shells = hosts(ENDED, 'ben');
    shells.says('ana', 'run', 'echo ok');
    shells.says('ana', 'output', "printf '4 5 3\\nout\\nerror'");
    const { code, out, err } = await ran(['live', 'run', '--on', 'ana,ben', '--', 'sort', '-u']);
    const [, job] = /^mtop-sim: job (sort-[0-9a-z]+) at ana\nerror$/.exec(err) ?? [];
    expect([code, out, job]).toEqual([3, 'out\n', expect.any(String)]);
    expect(callsOf(shells)).toEqual([
      `ana: run ${job} 10 ${process.cwd()} sort -u`,
      `ana: output ${job} 0 0`,
      `ana: drop ${job}`,
    ]);
  });

  it('goes on behind what was read, until the job has ended', async () => {
    const shells = hosts(RUNS);
    shells.says('ana', 'run', 'echo ok');
    shells.says(
      'ana',
      'output',
      `case "$2 $3" in '0 0') printf '3 1 -\\none!' ;; *) printf '3 0 0\\ntwo' ;; esac`,
    );
    const { code, out, err } = await ran(['live', 'run', '--on', 'ana', '--', 'sort']);
    expect([code, out]).toEqual([0, 'onetwo']);
    expect(err).toMatch(/ at ana\n!$/);
    expect(callsOf(shells).filter((line) => line.includes('output'))).toEqual([
      expect.stringMatching(/ 0 0$/),
      expect.stringMatching(/ 3 1$/),
    ]);
  });

  it('leaves a job alone that it is told to, locked and as nice as is asked', async () => {
    const shells = hosts(RUNS);
    shells.says('ana', 'run', 'echo ok');
    shells.says('ana', 'lock', 'echo ok');
    const words = ['--lock', '--detach', '--nice', '3', '--on', 'ana', '--', '/bin/My Sort'];
    const { code, out, err } = await ran(['live', 'run', ...words]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^my-sort-[0-9a-z]+\n$/);
    expect(callsOf(shells)).toEqual([
      `ana: run ${out.trim()} 3 ${process.cwd()} /bin/My Sort`,
      `ana: lock ${out.trim()} yes`,
    ]);
  });

  it('says why a host would not, and starts nothing else', async () => {
    const shells = hosts(RUNS);
    shells.says('ana', 'run', 'echo no criu is missing');
    expect(await ran(['live', 'run', '--lock', '--on', 'ana', '--', 'sort'])).toEqual({
      ...{ code: 2, out: '', err: 'mtop-sim: ana: criu is missing\n' },
    });
    expect(callsOf(shells)).toHaveLength(1);
  });
});

describe('live output', () => {
  it('says that a job went with its node', async () => {
    const shells = hosts(RUNS);
    shells.says('ana', 'output', "printf '0 0 gone\\n'");
    expect(await ran(['live', 'output', 'sort-1', '--on', 'ana'])).toEqual({
      ...{ code: 2, out: '', err: 'mtop-sim: sort-1 was ended with its node\n' },
    });
  });

  it('says that no host knows it', async () => {
    hosts({}, 'ben');
    expect(await ran(['live', 'output', 'sort-1', '--on', 'ana,ben'])).toEqual({
      code: 2,
      out: '',
      err: 'mtop-sim: no host knows a job sort-1: name all hosts where it may be with --on\n',
    });
  });

  it.each(['Awk!', '-awk', '', 'a'.repeat(42)])(
    'takes no name that is none: "%s"',
    async (name) => {
      const { code, err } = await ran(['live', 'output', '--on', 'ana', '--', name]);
      expect([code, err]).toEqual([
        2,
        `mtop-sim: a job has a name such as awk-mb3k9x; got "${name}"\n`,
      ]);
    },
  );
});

describe('live move', () => {
  it.each([
    [RUNS, 'cyd', 'cyd is none of the hosts named'],
    [RUNS, 'ana', 'sort-1 is at ana already'],
    [ENDED, 'ben', 'sort-1 has ended'],
    [{}, 'ben', 'no host knows a job sort-1: name all hosts where it may be with --on'],
  ])('does not begin: %j to %s', async (look, to, sentence) => {
    const shells = hosts(look, 'ben');
    expect(await ran(['live', 'move', 'sort-1', to, '--on', 'ana,ben'])).toEqual({
      ...{ code: 2, out: '', err: `mtop-sim: ${sentence}\n` },
    });
    expect(callsOf(shells)).toEqual([]);
  });

  it('that a host will not is said, with where the job stays: exit code 1', async () => {
    const shells = hosts({ ...RUNS, kb: '100', perl: 'yes' }, 'ben');
    shells.says('ben', 'room', 'echo no room');
    for (const [host, verb] of [
      ...['expect', 'prepare', 'offer', 'begin', 'forget'].map((each) => ['ben', each] as const),
      ['ana', 'stay'],
    ] as const) {
      shells.says(host, verb, 'echo no room');
    }
    const { code, out, err } = await ran(['live', 'move', 'sort-1', 'ben', '--on', 'ana,ben']);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/^mtop-sim: sort-1 stays at ana: .*room\n$/);
  });
});

describe('live recover', () => {
  it.each([
    [RUNS, 'runs at ana'],
    [ENDED, 'ended at ana with exit status 3'],
    [{}, 'no host knows it'],
  ])('says how a job is: %j', async (look, words) => {
    hosts(look, 'ben');
    expect(await ran(['live', 'recover', 'sort-1', '--on', 'ana,ben'])).toEqual({
      ...{ code: 0, out: `sort-1  ${words}\n`, err: '' },
    });
  });

  it('asks for all jobs where none is named, each once and in their order', async () => {
    const shells = hosts(RUNS, 'ben');
    shells.says('ana', 'jobs', "echo jobs 'b-2 a-1'; echo ok");
    shells.says('ben', 'jobs', "echo jobs 'b-2'; echo ok");
    expect(await ran(['live', 'recover', '--on', 'ana,ben'])).toEqual({
      ...{ code: 0, out: 'a-1  runs at ana\nb-2  runs at ana\n', err: '' },
    });
  });

  it('ends with 2 where a host does not answer, or a job is in doubt', async () => {
    const shells = hosts({}, 'ben');
    shells.says('ana', 'jobs', 'echo jobs a-1; echo ok');
    shells.says('ben', 'jobs', 'echo nobody is there >&2; exit 1');
    shells.says('ben', 'look', 'echo nobody is there >&2; exit 1');
    expect(await ran(['live', 'recover', '--on', 'ana,ben'])).toEqual({
      code: 2,
      out: 'a-1  in doubt: it may be at a node that is out of reach\n',
      err: 'mtop-sim: ben: nobody is there\n',
    });
    const { code, err } = await ran(['live', 'recover', 'a-1', '--on', 'ana,ben']);
    expect([code, err]).toEqual([2, '']);
  });
});

describe('live drop', () => {
  it('ends a job at all hosts; one that would not is named: exit code 1', async () => {
    const shells = hosts(RUNS, 'ben');
    expect(await ran(['live', 'drop', 'sort-1', '--on', 'ana,ben'])).toEqual({
      ...{ code: 0, out: '', err: '' },
    });
    expect([...callsOf(shells)].sort()).toEqual(['ana: drop sort-1', 'ben: drop sort-1']);
    shells.says('ben', 'drop', 'echo no it is busy');
    expect(await ran(['live', 'drop', 'sort-1', '--on', 'ana,ben'])).toEqual({
      ...{ code: 1, out: '', err: 'mtop-sim: ben: it is busy\n' },
    });
  });

  it('says that no host knows it, but not where one is silent', async () => {
    const shells = hosts({}, 'ben');
    const { code, err } = await ran(['live', 'drop', 'sort-1', '--on', 'ana,ben']);
    expect([code, err]).toEqual([2, expect.stringContaining('no host knows a job sort-1')]);
    expect(callsOf(shells)).toEqual([]);
    shells.says('ben', 'look', 'exit 1');
    expect((await ran(['live', 'drop', 'sort-1', '--on', 'ana,ben'])).code).toBe(0);
    expect(callsOf(shells)).toHaveLength(2);
  });
});
