import { afterEach, expect, it, vi } from 'vitest';
import { recordingsFolder } from '../../src/cli/files/recording-file.js';
import { settingsFile } from '../../src/cli/files/settings-file.js';
import { nameOf } from '../../src/cli/sharing/listening.js';

// As in a container that is started with a number for a user, and without HOME.
vi.mock('node:os', async (original) => ({
  ...(await original<typeof import('node:os')>()),
  userInfo: () => {
    throw new Error('uv_os_get_passwd returned ENOENT');
  },
  homedir: () => {
    throw new Error('uv_os_homedir returned ENOENT');
  },
}));
afterEach(() => vi.unstubAllEnvs());

it('a user whom the computer knows only by a number is called by that', () => {
  expect(nameOf('dashboard')).toBe(`${process.getuid!()}:dashboard`);
});

it('what a user without a home keeps would be in the root folder, unless the environment says where', () => {
  vi.stubEnv('XDG_CONFIG_HOME', 'relative');
  vi.stubEnv('XDG_STATE_HOME', '/var/lib/ana');
  expect(settingsFile()).toBe('/.config/mtop-sim/config.json');
  expect(recordingsFolder()).toBe('/var/lib/ana/mtop-sim');
});
