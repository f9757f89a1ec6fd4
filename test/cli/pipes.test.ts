import { spawnSync } from 'node:child_process';
import { closeSync, constants, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mtop, mtopSignalled, shell, temporaryFolder } from '../support/command-line.js';

/** A named pipe. */
function pipe(): string {
  const path = join(temporaryFolder(), 'events');
  expect(spawnSync('mkfifo', [path]).status).toBe(0);
  return path;
}

const RUN = ['run', 'auckland', '--until', '2h', '--quiet', '--events'];

/** Ready some time after it was first asked. */
function later(milliseconds: number): () => boolean {
  let first: number | undefined;
  return () => {
    first ??= performance.now();
    return performance.now() - first > milliseconds;
  };
}

describe('events that go to a pipe', () => {
  it('wait for a reader, and say so; Ctrl-C ends the waiting', async () => {
    const path = pipe();
    const { code, stderr } = await mtopSignalled([...RUN, path], 'SIGINT', later(6000));
    expect(stderr).toContain(`waiting until somebody reads ${path}\n`);
    expect(stderr).toContain('SIGINT at 0:00:');
    expect(code).toBe(130);
  });

  it('wait for a reader that has stopped reading, and one Ctrl-C ends the run', async () => {
    const path = pipe();
    const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const { code, stderr } = await mtopSignalled([...RUN, path], 'SIGINT', later(6000));
    closeSync(reader);
    expect(stderr).toMatch(/SIGINT at .* has the events until then/);
    expect(code).toBe(130);
  });

  it('come whole and in order to a reader who begins late and reads slowly', () => {
    const path = pipe();
    const folder = temporaryFolder();
    const [whole, read] = [join(folder, 'whole'), join(folder, 'read')];
    mtop([...RUN, whole]);
    // `shell` puts the program where its name stands: not in the names of files.
    const [from, to] = [path, read].map((file) => file.replace('mtop-sim', `mtop''-sim`));
    const { status } = shell(
      `(sleep 1; cat ${from} | (head -c 1000; sleep 1; cat) > ${to}) & mtop-sim ${RUN.join(' ')} ${from}; r=$?; wait; exit $r`,
    );
    expect(status).toBe(0);
    expect(readFileSync(read, 'utf8')).toBe(readFileSync(whole, 'utf8'));
  });
});
