import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { targetOf } from '../../src/cli/files/file-target.js';
import { OutputFile, outputTarget } from '../../src/cli/files/output-file.js';
import { PartFile, placeTogether } from '../../src/cli/files/part-file.js';
import { mtop, shell } from '../support/command-line.js';
import { ran } from '../support/in-process.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const SCENARIO = `
nodes: { csv: n.csv }
policy: ./p.mjs
workload: [{ csv: w.csv }, { swf: w.swf }]
`;
const FILES = {
  'x.yaml': SCENARIO,
  'n.csv': 'host,cores,speed\n0,1,1\n',
  'w.csv': 'pid,arrival,host,work\n7,0,0,3\n',
  'w.swf': '1 0 0 5 1 -1 -1 1 -1 -1 1 1\n',
  'p.mjs':
    'export default { name: "p", about: "", scope: "node", decide: () => ({ reason: "-" }) };',
};

/** A folder with a scenario and all it names; `run` runs it there and gives what went wrong. */
function runIn(files: Readonly<Record<string, string>> = {}) {
  const folder = temporaryFolder({ ...FILES, ...files });
  const at = (name: string) => join(folder, name);
  const run = (...words: readonly string[]) => {
    const { status, stderr } = mtop(['run', at('x.yaml'), '--quiet', ...words]);
    return { status, stderr };
  };
  return { folder, at, run };
}

it.each(['a', './a', 'none/../a', 'link'])(
  'two outputs are not one file, called a and %s',
  async (name) => {
    const { folder, at } = runIn({ a: 'before' });
    symlinkSync(at('a'), at('link'));
    const written = await ran([
      ...['run', at('x.yaml'), '--quiet', '--policy', 'none'],
      ...['--events', at('a'), '--completions', `${folder}/${name}`],
    ]);
    expect(written.err).toBe('mtop-sim: --events and --completions must name two files\n');
    expect([written.code, readFileSync(at('a'), 'utf8')]).toEqual([2, 'before']);
  },
);

describe('an output never writes over an input', () => {
  it.each(Object.keys(FILES))('such as %s', (name) => {
    const { at, run } = runIn();
    for (const option of ['--events', '--completions']) {
      const { status, stderr } = run(option, at(name));
      expect(stderr).toMatch(
        /would overwrite the (scenario|nodes|workload|policy), .*: name another/,
      );
      expect(status).toBe(2);
    }
    expect(readFileSync(at(name), 'utf8')).toBe(FILES[name as keyof typeof FILES]);
  });

  it.each([
    ['a symbolic link', (from: string, to: string) => symlinkSync(from, to)],
    ['a hard link', (from: string, to: string) => linkSync(from, to)],
  ])('by %s', (_, link) => {
    const { at, run } = runIn();
    link(at('w.csv'), at('innocent'));
    expect(run('--events', at('innocent')).status).toBe(2);
    expect(readFileSync(at('w.csv'), 'utf8')).toBe(FILES['w.csv']);
  });

  it('by a link of a folder, or given by an option', () => {
    const { folder, at, run } = runIn();
    symlinkSync(folder, at('d'));
    expect(run('--events', join(at('d'), 'w.swf')).status).toBe(2);
    const { stderr } = run('--csv', at('w.csv'), '--completions', join(at('d'), '.', 'w.csv'));
    expect(stderr).toContain('would overwrite the workload');
  });
});

describe('two outputs', () => {
  it('are not one file by two names', () => {
    const { at, run } = runIn();
    mkdirSync(at('d1'));
    symlinkSync('d1', at('d2'));
    symlinkSync('a', at('b'));
    for (const [events, done] of [
      ['d1/o', 'd2/o'],
      ['a', 'b'],
      ['a', './a'],
    ] as const) {
      const { status, stderr } = run('--events', at(events), '--completions', at(done));
      expect([status, stderr]).toEqual([
        2,
        'mtop-sim: --events and --completions must name two files\n',
      ]);
    }
    expect(existsSync(at('a'))).toBe(false);
  });

  it.skipIf(!existsSync('/dev/full'))('appear both or not at all: one has no room', () => {
    const { folder, at, run } = runIn({ 'c.csv': 'precious' });
    const { status, stderr } = run('--events', '/dev/full', '--completions', at('c.csv'));
    expect([status, stderr]).toEqual([
      1,
      'mtop-sim: cannot write /dev/full: no space left on device\n',
    ]);
    expect(readFileSync(at('c.csv'), 'utf8')).toBe('precious');
    expect(readdirSync(folder).length).toBe(Object.keys(FILES).length + 1);
  });

  it('appear both or not at all: one cannot take its place', () => {
    const folder = temporaryFolder({ a: 'old a' });
    const names = ['a', 'b', 'c'].map((name) => join(folder, name));
    const parts = names.map((name) => new PartFile(targetOf(name)));
    for (const part of parts) part.write('new');
    // A folder stands where the third one should go.
    mkdirSync(names[2]!);
    expect(() => placeTogether(parts)).toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
    for (const part of parts) part.discard();
    expect(readFileSync(names[0]!, 'utf8')).toBe('old a');
    expect(readdirSync(folder).sort()).toEqual(['a', 'c']);
    // And when nothing is in the way, all of them.
    const others = names.slice(0, 2).map((name) => new PartFile(targetOf(name)));
    for (const part of others) part.write('new');
    placeTogether(others);
    expect(names.slice(0, 2).map((name) => readFileSync(name, 'utf8'))).toEqual(['new', 'new']);
    expect(readdirSync(folder).sort()).toEqual(['a', 'b', 'c']);
  });
});

describe('an output file', () => {
  it('is written where nobody can have put a link', () => {
    const folder = temporaryFolder();
    const file = join(folder, 'ev');
    const first = new OutputFile(outputTarget(file));
    const second = new OutputFile(outputTarget(file));
    const parts = readdirSync(folder);
    expect(new Set(parts).size).toBe(2);
    for (const part of parts) expect(part).toMatch(/^ev\.[\w-]{8}\.part$/);
    first.write('first');
    second.write('second');
    OutputFile.keepTogether([second]);
    OutputFile.keepTogether([first]);
    expect(readFileSync(file, 'utf8')).toBe('first');
    expect(readdirSync(folder)).toEqual(['ev']);
  });

  it('keeps the mode of what it replaces, and what is a link stays one', () => {
    const { at, run } = runIn({ secret: 'old' });
    chmodSync(at('secret'), 0o600);
    symlinkSync('secret', at('link'));
    symlinkSync('not-yet', at('dangling'));
    expect(run('--events', at('link'), '--completions', at('dangling')).status).toBe(0);
    expect(readFileSync(at('secret'), 'utf8')).toContain('"started"');
    expect(statSync(at('secret')).mode & 0o777).toBe(0o600);
    expect(readFileSync(at('not-yet'), 'utf8')).toMatch(/^pid,completion\n/);
    for (const name of ['link', 'dangling']) {
      expect(lstatSync(at(name)).isSymbolicLink()).toBe(true);
    }
  });

  it.each([250, 255])('may have a name of %i bytes', (length) => {
    const { at, run } = runIn();
    // Two bytes a letter: the cut must not go through one.
    const name = `a${'é'.repeat((length - 1) / 2)}`.padEnd(
      length % 2 === 0 ? length / 2 + 1 : 0,
      'b',
    );
    expect(Buffer.byteLength(name)).toBe(length);
    expect(run('--events', at(name))).toEqual({ status: 0, stderr: '' });
    expect(existsSync(at(name))).toBe(true);
  });

  it('refuses a link that leads in a circle, and a file that is write-protected', () => {
    const { at, run } = runIn();
    symlinkSync('loop', at('loop'));
    expect(run('--events', at('loop')).stderr).toContain('too many symbolic links');
    writeFileSync(at('guarded'), 'old', { mode: 0o444 });
    if (process.getuid?.() !== 0) expect(run('--events', at('guarded')).status).toBe(1);
  });

  it('may be the file that standard output goes to: the summary follows the events', () => {
    const { at } = runIn();
    // The name of the folder has the word that stands for the program in it.
    const folder = at('.').replace('mtop-sim', 'mtop-si?');
    shell(`cd ${folder} && mtop-sim run x.yaml --json --events /dev/stdout > out`);
    const text = readFileSync(at('out'), 'utf8');
    expect(text).toMatch(/^\{"at":0,"type":"started"/);
    expect(text).toContain('"scenario": "x"');
  });
});
