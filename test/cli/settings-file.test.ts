import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readSettings, writeSettings } from '../../src/cli/settings-file.js';
import { DEFAULT_SETTINGS } from '../../src/tui/settings.js';

describe('the file of the settings', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mtop-sim-settings-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

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
      /ENOTDIR|EEXIST/,
    );
  });

  it('leaves nothing half written where a folder has its name', () => {
    const file = join(folder, 'config.json');
    mkdirSync(file);
    expect(writeSettings(file, DEFAULT_SETTINGS)).toMatch(/EISDIR|ENOTEMPTY|EEXIST/);
    expect(readdirSync(folder)).toEqual(['config.json']);
  });
});
