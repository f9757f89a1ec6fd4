import { spawnSync } from 'node:child_process';
import { closeSync, constants, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { OutputFile, outputTarget } from '../../src/cli/files/output-file.js';
import { PipeSink } from '../../src/cli/files/pipe-sink.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** A named pipe, and who reads it: all that is there. */
function pipe() {
  const path = join(temporaryFolder(), 'p');
  expect(spawnSync('mkfifo', [path]).status).toBe(0);
  const begin = () => {
    const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    onTestFinished(() => closeSync(reader));
    return (most = 1_000_000) => {
      const bytes = Buffer.alloc(most);
      try {
        return bytes.toString('utf8', 0, readSync(reader, bytes));
      } catch {
        return '';
      }
    };
  };
  return { path, begin };
}

describe('a pipe that is written to', () => {
  it('keeps what comes before its reader, and gives it in order', async () => {
    const { path, begin } = pipe();
    const sink = new PipeSink(path);
    sink.write('one ');
    sink.write('');
    sink.write(Buffer.from('two '));
    expect(sink.isRead).toBe(false);
    // Nobody reads: one look, and it is over.
    await sink.drained(() => true);
    const read = begin();
    await sink.drained(() => false);
    expect([sink.isRead, read()]).toEqual([true, 'one two ']);
    sink.write('three');
    expect(read()).toBe('three');
    sink.close();
    expect(sink.isRead).toBe(false);
  });

  it('takes what fits, and the rest when its reader goes on', async () => {
    const { path, begin } = pipe();
    const read = begin();
    const sink = new PipeSink(path);
    // More than a pipe holds.
    const text = Array.from({ length: 30_000 }, (_, index) => `line ${index}\n`).join('');
    let got = '';
    sink.write(text);
    await sink.drained(() => {
      got += read(70_000);
      return false;
    });
    got += read();
    expect(got).toBe(text);
    sink.close();
  });

  it('is given up at the end when nobody reads it for so long', () => {
    const { path } = pipe();
    const sink = new PipeSink(path);
    sink.write('x');
    const began = performance.now();
    sink.finish(45);
    expect(performance.now() - began).toBeGreaterThanOrEqual(45);
    sink.close();
  });

  it('is not there: the error of the system', () => {
    expect(() => new PipeSink(join(temporaryFolder(), 'none'))).toThrow(/ENOENT/);
  });
});

it('an output that goes to a pipe says that it waits only where nobody reads', async () => {
  const said: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
  onTestFinished(() => void vi.restoreAllMocks());
  const { path, begin } = pipe();
  const output = new OutputFile(outputTarget(path));
  output.write('x');
  await output.drained(() => true);
  expect(said).toEqual([`waiting until somebody reads ${path}\n`]);
  const read = begin();
  await output.drained(() => false);
  said.length = 0;
  output.write('y');
  await output.drained(() => false);
  expect([said, read()]).toEqual([[], 'xy']);
  OutputFile.keepTogether([output]);
});
