import { describe, expect, it } from 'vitest';
import { RunsLog } from '../../src/cli/running/study-progress.js';

/** What a log has said; `run` lets seconds go by, at whose end a run is done. */
function logOf(threads: number) {
  const said: string[] = [];
  let nowMs = 5000;
  const log = new RunsLog(
    threads,
    (line) => said.push(line.trimEnd()),
    () => nowMs,
  );
  const run = (seconds: number, hasFailed = false) => {
    nowMs += seconds * 1000;
    log.step(hasFailed);
  };
  return { log, run, said };
}

describe('where standard error is no terminal, a study says', () => {
  it('how many runs it has at the beginning and at the end, and each tenth between', () => {
    const { log, run, said } = logOf(2);
    log.more(40);
    for (let done = 0; done < 40; done++) run(2);
    log.end();
    const tenths = [4, 8, 12, 16, 20, 24, 28, 32, 36];
    expect(said).toEqual([
      '40 runs, 2 threads',
      // Two seconds for each of the others.
      ...tenths.map((done) => `${done} of 40 runs, about ${2 * (40 - done)}s left`),
      '40 of 40 runs, in 80s',
    ]);
  });

  it('something each half minute, however long a tenth takes', () => {
    const { log, run, said } = logOf(1);
    log.more(1000);
    for (let done = 0; done < 9; done++) run(10);
    expect(said).toEqual([
      '1000 runs, 1 thread',
      ...[3, 6, 9].map((done) => expect.stringContaining(`${done} of 1000 runs, about 3h left`)),
    ]);
  });

  it('no more than a line a second', () => {
    const { log, run, said } = logOf(8);
    log.more(100);
    for (let done = 0; done < 100; done++) run(0.02);
    log.end();
    expect(said).toEqual([
      '100 runs, 8 threads',
      '50 of 100 runs, about 1s left',
      '100 of 100 runs, in 2s',
    ]);
  });

  it('one number of runs for all rounds, and how many have failed', () => {
    const { log, run, said } = logOf(4);
    log.more(2);
    run(5, true);
    run(5);
    log.more(2);
    run(5);
    log.end();
    expect(said).toEqual([
      '2 runs, 2 threads',
      '1 of 2 runs, 1 failed, about 5s left',
      '3 of 4 runs, 1 failed, about 5s left',
      '3 of 4 runs, 1 failed, in 15s',
    ]);
  });

  it('nothing when nothing is missing', () => {
    const { log, said } = logOf(4);
    log.end();
    expect(said).toEqual([]);
  });
});
