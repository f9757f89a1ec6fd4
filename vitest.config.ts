import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

const FOLDER = join(tmpdir(), `mtop-sim-tests-${process.getuid?.() ?? 0}`);

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // The long forms of the laws are long; a timeout is for what hangs, not for a busy machine.
    testTimeout: process.env.LAWS === 'long' ? 300_000 : 120_000,
    // One more than the cores of a small computer: some tests wait for a terminal or a program.
    maxWorkers: 3,
    // Files of a worker share what they import: reading it anew takes longer than most tests.
    isolate: false,
    // Dashboards record their sessions, and what is compiled is kept: not among what is of whoever
    // runs the tests.
    env: { XDG_STATE_HOME: FOLDER, XDG_CACHE_HOME: FOLDER },
  },
});
