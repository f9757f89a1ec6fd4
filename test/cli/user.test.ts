import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { recordingsFolder } from '../../src/cli/files/recording-file.js';
import { settingsFile } from '../../src/cli/files/settings-file.js';
import { nameOf } from '../../src/cli/sharing/listening.js';

// As in a container that is started with a number for a user, and without HOME.
beforeEach(() => {
  for (const name of ['userInfo', 'homedir'] as const) {
    vi.spyOn(os, name).mockImplementation(() => {
      throw new Error('ENOENT');
    });
  }
  syncBuiltinESMExports();
});
afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
  vi.unstubAllEnvs();
});

it('a user whom the computer knows only by a number is called by that', () => {
  expect(nameOf('dashboard')).toBe(`${process.getuid!()}:dashboard`);
});

it('what a user without a home keeps would be in the root folder, unless the environment says where', () => {
  vi.stubEnv('XDG_CONFIG_HOME', 'relative');
  vi.stubEnv('XDG_STATE_HOME', '/var/lib/ana');
  expect(settingsFile()).toBe('/.config/mtop-sim/config.json');
  expect(recordingsFolder()).toBe('/var/lib/ana/mtop-sim');
});
