import { describe, expect, it } from 'vitest';
import { mtop } from '../support/command-line.js';

it('a dashboard that is only printed is drawn with ASCII where that is asked for', () => {
  const { stdout } = mtop(['two-nodes', '--ascii'], { LC_ALL: 'C.UTF-8' });
  expect(stdout).toContain('N#');
  expect(stdout).toMatch(/^[\x20-\x7e\n]+$/);
});

describe('snapshot --format svg', () => {
  it('moves for 60 screens of 120x40 within 1 MB', () => {
    const words = ['snapshot', '--format', 'svg', '--at', '1s', '--delay', '1s', '--count', '60'];
    const { status, stdout, stderr } = mtop([...words, '--size', '120x40']);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout.length).toBeLessThanOrEqual(1e6);
    expect(stdout.match(/<g class="f\d+">/g)).toHaveLength(59);
  });

  it('shows what keys lead to', () => {
    const { stdout } = mtop(['snapshot', '--format', 'svg', '--keys', 'Down F9']);
    expect(stdout.includes('>signal to 1001 magma<')).toBe(true);
  });

  it('has the colours of a theme', () => {
    const words = ['snapshot', '--format', 'svg', '--theme'];
    expect(mtop([...words, 'light']).stdout.includes('fill="#ffffff"')).toBe(true);
    expect(mtop([...words, 'dark']).stdout.includes('fill="#0f1117"')).toBe(true);
  });
});

describe('snapshot --keys', () => {
  it('shows as text what keys lead to', () => {
    expect(mtop(['snapshot', '--keys', '3']).stdout).toMatch(/STATE .*SPEED/);
    expect(mtop(['snapshot', '--keys', 'w']).stdout).toContain('why is');
  });

  it.each(['', 'PgUpp', 'F13'])('%j is no key', (word) => {
    const { status, stderr } = mtop(['snapshot', `--keys=${word}`]);
    expect(status).toBe(2);
    expect(stderr).toContain('must be keys separated by spaces, such as "F9 Down Enter"');
  });
});
