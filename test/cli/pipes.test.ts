import { spawnSync } from 'node:child_process';
import { closeSync, constants, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mtop, mtopSignalled, shell } from '../support/command-line.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** A named pipe. */
function pipe(): string {
  const path = join(temporaryFolder(), 'events');
  expect(spawnSync('mkfifo', [path]).status).toBe(0);
  return path;
}

const RUN = ['run', 'auckland', '--until', '2h', '--quiet', '--events'];

/** Whether a pipe has been written to for half a second, in which it has long become full. */
function isFull(reader: number): () => boolean {
  let since: number | undefined;
  return () => {
    if (since === undefined && hasCome(reader)) since = performance.now();
    return since !== undefined && performance.now() - since > 500;
  };
}

/** Takes a byte of a pipe, if one is there. */
function hasCome(reader: number): boolean {
  try {
    return readSync(reader, Buffer.alloc(1)) === 1;
  } catch {
    // Nobody has written yet, or nothing is left.
    return false;
  }
}

describe('events that go to a pipe', () => {
  it('wait for a reader, and say so; Ctrl-C ends the waiting', async () => {
    const path = pipe();
    const waits = `waiting until somebody reads ${path}\n`;
    const { code, stderr } = await mtopSignalled([...RUN, path], 'SIGINT', (said) =>
      said.includes(waits),
    );
    expect(stderr).toContain('SIGINT at 0:00:');
    expect(code).toBe(130);
  });

  it('wait for a reader that has stopped reading, and one Ctrl-C ends the run', async () => {
    const path = pipe();
    const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const { code, stderr } = await mtopSignalled([...RUN, path], 'SIGINT', isFull(reader));
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
