import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lineOfRow } from '../../src/lab/study/run-row.js';
import { driven } from '../support/driven.js';
import { documentOf } from '../support/study-results.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { PROGRAM } from '../support/terminal-driver.js';

it('a study is watched while runs come in, whatever the size, and left as it was found', {
  timeout: 120_000,
}, async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'runs'));
  const cells = Array.from({ length: 30 }, (_, place) => ({ levels: { rho: place } }));
  writeFileSync(join(folder, 'study.json'), JSON.stringify(documentOf(cells)));
  const row = (cell: number, meanSlowdown: number) =>
    lineOfRow({ cell: `hash${cell}`, replication: 0, seed: 1, figures: { meanSlowdown } });
  const runs = join(folder, 'runs/1-of-2.jsonl');
  writeFileSync(runs, row(0, 1.25));

  const screen = driven([PROGRAM, 'study', 'watch', folder], { columns: 80, rows: 24 });
  await screen.untilText(/made up +0 of 30 cells done[\s\S]* 1 of 120 runs[\s\S]*1\/4 +1\.250/);
  const half = row(29, 3.5);
  appendFileSync(runs, half.slice(0, 30));
  screen.type('\x1b[F');
  await screen.untilText(/12-30 of 30/);
  appendFileSync(runs, half.slice(30));
  await screen.untilText(/ 2 of 120 runs[\s\S]*29 +━* ?─*.*1\/4 +3\.500/);
  await screen.resized(100, 40);
  await screen.untilText(/^ 0 .*1\/4 +1\.250[\s\S]*^ 29 .*1\/4 +3\.500/m);
  screen.type('q');
  expect(await screen.exited()).toBe(0);
  expect(screen.restored).toBe(true);
  expect(screen.text).toMatch(/^made up: 2 of 120 runs, 0 of 30 cells done$/m);
});

it('a signal ends it and leaves the terminal in order', { timeout: 120_000 }, async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'study.json'), JSON.stringify(documentOf([{ levels: {} }])));
  const screen = driven([PROGRAM, 'study', 'watch', folder]);
  await screen.untilText(/0 of 4 runs[\s\S]*q quit/);
  screen.signal('SIGTERM');
  expect(await screen.exited()).toBe(143);
  expect(screen.restored).toBe(true);
});
