import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isFirstStart, readSettings, writeSettings } from '../../src/cli/files/settings-file.js';
import { DEFAULT_SETTINGS } from '../../src/tui/settings.js';

describe('the file of the settings', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mtop-sim-settings-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('says once that the program is started for the first time, and never where it cannot tell', () => {
    const file = join(folder, 'new', 'config.json');
    expect([isFirstStart(file), isFirstStart(file)]).toEqual([true, false]);
    expect(isFirstStart('/dev/null/config/mtop-sim/config.json')).toBe(false);
    const other = join(folder, 'old', 'config.json');
    writeSettings(other, DEFAULT_SETTINGS);
    expect(isFirstStart(other)).toBe(false);
  });

  it('is read as it was written, its folder made first', () => {
    const file = join(folder, 'new', 'config.json');
    const settings = { ...DEFAULT_SETTINGS, framesPerSecond: 4 };
    expect(writeSettings(file, settings)).toBeUndefined();
    expect(readSettings(file)).toEqual({ settings, problem: undefined });
    expect(readdirSync(join(folder, 'new'))).toEqual(['config.json']);
  });

  it('is refused with a reason below what is no folder', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(writeSettings(join(file, 'mtop-sim', 'config.json'), DEFAULT_SETTINGS)).toMatch(
      /not a directory|file already exists/,
    );
  });

  it('leaves nothing half written where a folder has its name', () => {
    const file = join(folder, 'config.json');
    mkdirSync(file);
    expect(writeSettings(file, DEFAULT_SETTINGS)).toMatch(/directory/);
    expect(readdirSync(folder)).toEqual(['config.json']);
  });

  it.each([
    ['a broken', '{"columns":'],
    ['a newer', '{"sounds": true}'],
  ])('keeps a copy of %s file that it replaces', (_, text) => {
    const file = join(folder, 'config.json');
    for (const copy of [1, 2]) {
      writeFileSync(file, text);
      expect(readSettings(file).problem).toContain('is ignored');
      expect(writeSettings(file, DEFAULT_SETTINGS)).toBeUndefined();
      expect(readFileSync(`${file}.${copy}`, 'utf8')).toBe(text);
    }
    expect(writeSettings(file, DEFAULT_SETTINGS)).toBeUndefined();
    expect(readdirSync(folder).sort()).toEqual(['config.json', 'config.json.1', 'config.json.2']);
  });

  it('stays a link, to a file that keeps its mode', () => {
    const [file, kept] = [join(folder, 'config.json'), join(folder, 'dotfiles.json')];
    symlinkSync('dotfiles.json', file);
    expect(writeSettings(file, DEFAULT_SETTINGS)).toBeUndefined();
    expect(readFileSync(kept, 'utf8')).toContain('columns');
    chmodSync(kept, 0o600);
    expect(writeSettings(file, { ...DEFAULT_SETTINGS, framesPerSecond: 4 })).toBeUndefined();
    expect(statSync(kept).mode & 0o777).toBe(0o600);
    expect(readSettings(file).settings.framesPerSecond).toBe(4);
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
  });

  it('is not read without end', () => {
    expect(readSettings('/dev/zero').problem).toContain('it is not a file');
    const file = join(folder, 'config.json');
    writeFileSync(file, ' '.repeat(2 ** 21));
    expect(readSettings(file).problem).toContain('it is longer than 1.0MB');
  });
});
