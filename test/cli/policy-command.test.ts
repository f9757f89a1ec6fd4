import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mtop } from '../support/command-line.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const testing = (text: string) =>
  mtop(['policy', 'test', join(temporaryFolder({ 'mine.mjs': text }), 'mine.mjs')]);

const POLICY = (before: string, place: string) => `${before}
export default { name: 'mine', scope: 'node', place(s) { ${place} } };`;

describe('mtop-sim policy', () => {
  it('new writes a policy that passes its test, and keeps what is there', () => {
    const file = join(temporaryFolder(), 'mine.mjs');
    const made = mtop(['policy', 'new', file]);
    expect([made.status, made.stderr]).toEqual([0, '']);
    const text = readFileSync(file, 'utf8');
    const tried = mtop(['policy', 'test', file]);
    expect([tried.status, tried.stderr]).toEqual([0, '']);
    expect(tried.stdout).toMatch(
      /^two-nodes: OK; 0 processes done, 0 placed, 1 migrations, 0 refused$/m,
    );
    const again = mtop(['policy', 'new', file]);
    expect(again.status).toBe(2);
    expect(again.stderr).toContain('is there already');
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it.each(['mine.ts', 'mine', 'mine.yaml'])('new refuses %s, which could not be loaded', (name) => {
    const file = join(temporaryFolder(), name);
    const { status, stderr } = mtop(['policy', 'new', file]);
    expect(status).toBe(2);
    expect(stderr).toContain(
      'a policy is a module of JavaScript: the name must end in .mjs or .js',
    );
    expect(existsSync(file)).toBe(false);
  });

  it('test finds a policy that remembers what is not in its state', () => {
    const place = 'return { to: 1 + (asked++ % 7), reason: "in turn" };';
    const { status, stdout } = testing(POLICY('let asked = 0;', place));
    expect(status).toBe(1);
    expect(stdout).toContain('auckland: a run that is taken up goes another way');
  });

  it('test finds a policy that draws what it is not given', () => {
    const before = "import { randomInt } from 'node:crypto';";
    const { status, stdout } = testing(
      POLICY(before, 'return { to: 1 + randomInt(7), reason: "r" };'),
    );
    expect(status).toBe(1);
    expect(stdout).toContain('auckland: a second run goes another way');
  });

  it('test passes one that keeps it in its state', () => {
    const place =
      's.state.n = (s.state.n ?? 0) + 1; return { to: 1 + (s.state.n % 7), reason: "r" };';
    expect(testing(POLICY('', place)).status).toBe(0);
  });
});
