import {
  chmodSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isSameFile, targetOf } from '../../src/cli/files/file-target.js';
import { makeFolder } from '../../src/cli/files/folder.js';
import { OutputFile, outputTarget } from '../../src/cli/files/output-file.js';
import { PartFile } from '../../src/cli/files/part-file.js';
import { InputFiles } from '../../src/cli/opening/input-files.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const PROC = '/proc/self/fd';
const openFiles = () => readdirSync(PROC).length;

function written(name: string, text: string | Buffer = 'new'): OutputFile {
  const file = new OutputFile(outputTarget(name));
  file.write(text);
  return file;
}

describe('a file that is written', () => {
  it.skipIf(!existsSync(PROC))('is closed when it is kept, given up or left', () => {
    const folder = temporaryFolder({ old: 'old' });
    const before = openFiles();
    for (const name of ['new', 'old']) {
      OutputFile.keepTogether([written(join(folder, name))]);
      written(join(folder, name)).discard();
      written(join(folder, name)).leave();
      const part = new PartFile(targetOf(join(folder, name)));
      part.placeKeeping(join(folder, 'kept'));
    }
    const device = written('/dev/null');
    expect(openFiles()).toBe(before + 1);
    OutputFile.keepTogether([device]);
    device.discard();
    expect(openFiles()).toBe(before);
  });

  it('is not there before it is kept, and is whole then: text and bytes in their order', () => {
    const folder = temporaryFolder();
    const name = join(folder, 'a');
    const file = new OutputFile(outputTarget(name));
    // More than is held back.
    for (let line = 0; line < 10_000; line++) file.write(`line ${line}\n`);
    file.write(Buffer.from([0, 255]));
    file.write('end');
    expect(existsSync(name)).toBe(false);
    OutputFile.keepTogether([file]);
    const text = Array.from({ length: 10_000 }, (_, line) => `line ${line}\n`).join('');
    const whole = Buffer.concat([Buffer.from(text), Buffer.from([0, 255]), Buffer.from('end')]);
    expect(readFileSync(name).equals(whole)).toBe(true);
    expect(readdirSync(folder)).toEqual(['a']);
  });

  it('leaves nothing when it is given up, and is no more given up once it is kept or left', () => {
    const folder = temporaryFolder({ old: 'old' });
    written(join(folder, 'old')).discard();
    written(join(folder, 'new')).discard();
    expect(readdirSync(folder)).toEqual(['old']);
    const kept = written(join(folder, 'kept'));
    OutputFile.keepTogether([kept]);
    kept.discard();
    const part = written(join(folder, 'old'));
    const left = part.leave();
    part.discard();
    expect(readFileSync(join(folder, 'old'), 'utf8')).toBe('old');
    expect([readFileSync(left, 'utf8'), basename(left)]).toEqual([
      'new',
      expect.stringMatching(/^old\.[\w-]{8}\.part$/),
    ]);
    expect(readdirSync(folder).sort()).toEqual(['kept', 'old', basename(left)].sort());
  });

  it('has the mode of what it replaces, and a link to that stays one', () => {
    const folder = temporaryFolder({ secret: 'old' });
    const [secret, link, dangling] = ['secret', 'link', 'dangling'].map((name) =>
      join(folder, name),
    ) as [string, string, string];
    chmodSync(secret, 0o640);
    symlinkSync('secret', link);
    symlinkSync('not-yet', dangling);
    OutputFile.keepTogether([written(link), written(dangling)]);
    expect([readFileSync(secret, 'utf8'), statSync(secret).mode & 0o7777]).toEqual(['new', 0o640]);
    expect(readFileSync(join(folder, 'not-yet'), 'utf8')).toBe('new');
    for (const name of [link, dangling]) expect(lstatSync(name).isSymbolicLink()).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['dangling', 'link', 'not-yet', 'secret']);
  });

  it('may be called as long as the system allows', () => {
    const folder = temporaryFolder();
    // Two bytes a letter: where the name is cut, no letter is.
    for (const name of ['é'.repeat(127), `a${'é'.repeat(127)}`, 'b'.repeat(255)]) {
      OutputFile.keepTogether([written(join(folder, name))]);
      const part = written(join(folder, name));
      const [beside] = readdirSync(folder).filter((each) => each.endsWith('.part'));
      expect(Buffer.byteLength(beside!)).toBeLessThanOrEqual(255);
      expect(beside!.length).toBeGreaterThan(100);
      expect(beside).not.toContain('\ufffd');
      part.discard();
    }
    expect(readdirSync(folder)).toHaveLength(3);
  });

  it('keeps what stood there before under another name, where that is asked for', () => {
    const folder = temporaryFolder();
    const name = join(folder, 'c');
    for (const text of ['one', 'two', 'three']) {
      const part = new PartFile(targetOf(name));
      part.write(text);
      part.placeKeeping(`${name}.1`);
    }
    expect([readFileSync(name, 'utf8'), readFileSync(`${name}.1`, 'utf8')]).toEqual([
      'three',
      'two',
    ]);
    expect(readdirSync(folder)).toEqual(['c', 'c.1']);
  });
});

describe('the file that a name leads to', () => {
  it('is one by all its names, by what it is or, where nothing is yet, by where it would be', () => {
    const folder = temporaryFolder({ a: '', b: '' });
    const at = (name: string) => targetOf(join(folder, name));
    mkdirSync(join(folder, 'd'));
    symlinkSync('d', join(folder, 'e'));
    linkSync(join(folder, 'a'), join(folder, 'hard'));
    symlinkSync('hard', join(folder, 'soft'));
    symlinkSync('d/new', join(folder, 'later'));
    expect(isSameFile(at('a'), at('soft'))).toBe(true);
    expect(isSameFile(at('a'), at('b'))).toBe(false);
    expect(isSameFile(at('d/new'), at('e/new'))).toBe(true);
    expect(isSameFile(at('later'), at('e/new'))).toBe(true);
    expect(isSameFile(at('later'), at('d/other'))).toBe(false);
    expect(isSameFile(at('a'), at('d/a'))).toBe(false);
    expect(at('soft').path).toBe(join(realpathSync(folder), 'hard'));
    expect(targetOf('/dev/null').path).toBe('/dev/null');
    expect(() => at('none/x')).toThrow(/ENOENT/);
  });

  it('is no input, by whatever name, of which one that is missing is none', () => {
    const folder = temporaryFolder({ a: '' });
    symlinkSync('a', join(folder, 'soft'));
    const inputs = new InputFiles();
    inputs.add('the map', join(folder, 'none/at/all'));
    inputs.add('the nodes', join(folder, 'missing'));
    inputs.add('the scenario', join(folder, 'soft'));
    expect(inputs.names).toHaveLength(3);
    expect(inputs.besidesScenario).toEqual(['none/at/all', 'missing'].map((n) => join(folder, n)));
    const refuse = (name: string) => inputs.refuse('--events', outputTarget(join(folder, name)));
    expect(() => refuse('a')).toThrow(
      `--events ${join(folder, 'a')} would overwrite the scenario, ${join(folder, 'soft')}: name another file`,
    );
    // Whatever reads it reports that it is not there.
    expect(() => refuse('missing')).not.toThrow();
  });
});

it('a folder is made with those above it, with that mode, unless it is there', () => {
  const folder = temporaryFolder({ file: '' });
  const below = join(folder, 'a/b');
  makeFolder(below, 0o700);
  expect(
    [statSync(below).mode, statSync(join(folder, 'a')).mode].map((mode) => mode & 0o777),
  ).toEqual([0o700, 0o700]);
  makeFolder(below);
  expect(statSync(below).mode & 0o777).toBe(0o700);
  expect(() => makeFolder(join(folder, 'file/x'))).toThrow(/ENOTDIR/);
});
