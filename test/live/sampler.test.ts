import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { localLink } from '../../src/live/remote.js';
import { type NodeSample, SampleReader } from '../../src/live/sample.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const hasProc = existsSync('/proc/self/stat');
if (!hasProc) console.info('test/live/sampler.test.ts is skipped: there is no /proc here');

/** What the kernel says of a process now: the fields of its stat behind the name. */
function statOf(pid: number): { readonly name: string; readonly fields: readonly string[] } {
  const line = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const end = line.lastIndexOf(')');
  return { name: line.slice(line.indexOf('(') + 1, end), fields: line.slice(end + 2).split(' ') };
}

/** The first samples of this computer. */
function samples(count: number): Promise<readonly NodeSample[]> {
  const link = localLink(1);
  onTestFinished(() => link.close());
  const reader = new SampleReader();
  const taken: NodeSample[] = [];
  return new Promise((resolve, reject) => {
    link.sample({
      line: (line) => {
        const sample = reader.take(line);
        if (sample === undefined) return;
        taken.push(sample);
        if (taken.length === count) resolve(taken);
      },
      end: (reason) => reject(new Error(reason)),
    });
  });
}

it.skipIf(!hasProc)('says of a process what /proc says, whatever its name is', async () => {
  const folder = temporaryFolder();
  const odd = join(folder, 'a) R 1 (b');
  copyFileSync('/bin/sleep', odd);
  const sleeper = spawn(odd, ['60']);
  onTestFinished(() => void sleeper.kill('SIGKILL'));
  const [, second] = await samples(2);
  const process_ = second!.processes.find(({ pid }) => pid === sleeper.pid)!;
  const { name, fields } = statOf(sleeper.pid!);
  expect(name).toBe('a) R 1 (b');
  expect(process_).toMatchObject({
    name,
    commandLine: `${odd} 60`,
    parent: process.pid,
    uid: process.getuid!(),
    state: fields[0],
    nice: Number(fields[16]),
    threads: Number(fields[17]),
    start: Number(fields[19]),
    residentBytes: Number(fields[21]) * 4096,
  });
  const own = second!.processes.find(({ pid }) => pid === process.pid)!;
  expect(own.threads).toBeGreaterThan(1);
  expect(own.cpuSeconds).toBeGreaterThan(0);
  expect(second!.facts.uid).toBe(process.getuid!());
});

it.skipIf(!hasProc)('sends only what has changed', async () => {
  const link = localLink(0.2);
  onTestFinished(() => link.close());
  const lines: string[] = [];
  await new Promise<void>((resolve) => {
    link.sample({
      line: (line) => {
        lines.push(line);
        if (lines.filter((other) => other === '.').length === 3) resolve();
      },
      end: () => {},
    });
  });
  const ends = lines.flatMap((line, at) => (line === '.' ? [at] : []));
  const first = lines.slice(0, ends[0]);
  const third = lines.slice(ends[1]! + 1, ends[2]);
  expect(first.filter((line) => line.startsWith('+')).length).toBeGreaterThan(3);
  expect(third.length).toBeLessThan(first.length);
});
