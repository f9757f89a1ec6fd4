import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const FUZZ = fileURLToPath(new URL('run.mjs', import.meta.url));

describe('whatever a file holds', () => {
  it('is taken or refused with a sentence, in little time and memory: 300 of npm run fuzz', () => {
    const { status, stdout } = spawnSync(process.execPath, [FUZZ, '300'], { encoding: 'utf8' });
    expect(stdout).toMatch(/300 inputs: \d+ taken, \d+ refused, 0 failed/);
    expect(status).toBe(0);
  });
});
